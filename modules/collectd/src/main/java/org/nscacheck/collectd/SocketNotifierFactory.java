/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * Notifiers of the kind {@code collectd-socket}: notifications to a collectd on this machine by PUTNOTIF, which it acknowledges. Address
 * and port of the server are not used. Thread-safe.
 */
public final class SocketNotifierFactory extends NotifierFactory<SocketNotifierFactory.SocketSettings> {

    /**
     * The settings of a server.
     *
     * @param path of the socket
     * @param timeout time for each notification and its answer
     */
    record SocketSettings(Path path, Duration timeout) {}

    private static final List<Setting> SETTINGS = List.of(
            Setting.text("path", "Path", "SocketFile of collectd's unixsock plugin.", "/run/collectd-unixsock"),
            Setting.text("timeout", "Timeout", "Time for each notification and its answer, such as 10s.", "10s"));

    private final AllowedPaths allowed;

    /** Allows the usual paths. */
    public SocketNotifierFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public SocketNotifierFactory(SenderLimits limits) {
        this.allowed = limits.receivers();
    }

    @Override
    public String kind() {
        return "collectd-socket";
    }

    @Override
    public String label() {
        return "collectd on this machine, by its socket";
    }

    @Override
    public boolean hasAddress() {
        return false;
    }

    @Override
    public boolean hasSecret() {
        return false;
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    protected SocketSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        SocketSettings settings =
                new SocketSettings(Path.of(values.text("path")), values.duration("timeout", Duration.ofMillis(1)));
        if (!settings.path.isAbsolute()) {
            faults.add("path '" + settings.path + "' is not absolute");
        } else {
            requirePossible(settings.path, faults);
        }
        return settings;
    }

    /** A missing socket may appear: collectd makes it when it starts. */
    private void requirePossible(Path path, List<String> faults) {
        try {
            if (Files.exists(path)) {
                SocketFile.require(path, allowed);
            } else {
                allowed.require(path);
            }
        } catch (IOException e) {
            faults.add("path: " + e.getMessage());
        }
    }

    @Override
    protected Notifier notifier(Server server, SocketSettings settings) {
        return new SocketNotifier(settings, allowed);
    }
}
