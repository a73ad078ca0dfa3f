/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * Servers of the kind {@code nagios-command}: a Nagios on this machine that gets notifications as passive results, as collectd's
 * {@code notify_nagios} gives them. Thread-safe.
 */
public final class CommandNotifierFactory extends NotifierFactory<Path> {

    private static final List<Setting> SETTINGS = List.of(Setting.text(
                    "path",
                    "Path",
                    "Of the command file (command_file in nagios.cfg).",
                    "/var/lib/nagios4/rw/nagios.cmd")
            .freeOfSecret());

    private final AllowedPaths allowed;

    /** Allows the usual paths. */
    public CommandNotifierFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public CommandNotifierFactory(SenderLimits limits) {
        this.allowed = limits.receivers();
    }

    @Override
    public String kind() {
        return "nagios-command";
    }

    @Override
    public String label() {
        return "Nagios on this machine, by its command file";
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
    protected Path read(Server server, List<String> faults) {
        String text = new SettingValues(server, SETTINGS, faults).text("path").strip();
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute()) {
                faults.add("path '" + path + "' is not absolute");
            } else {
                new Receiver(path, allowed).addFault(CommandFileSenderFactory.Way.COMMAND_FILE, faults);
            }
            return path;
        } catch (InvalidPathException e) {
            faults.add("path: " + e.getMessage());
            return Path.of("");
        }
    }

    @Override
    protected Notifier notifier(Server server, Path path) {
        return new CommandNotifier(
                new CommandFile(new Receiver(path, allowed), MonitoringCore.NAGIOS), server.hostName());
    }
}
