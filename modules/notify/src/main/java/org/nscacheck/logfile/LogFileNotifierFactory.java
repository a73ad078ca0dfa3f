/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import java.util.List;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/** Servers of the kind {@code log-file}: a file on this machine that gets a line for each notification. Thread-safe. */
public final class LogFileNotifierFactory extends NotifierFactory<LogFileSettings> {

    private final AllowedPaths allowed;

    /** @param limits what the settings of servers may reach; a file may lie where command files may */
    public LogFileNotifierFactory(SenderLimits limits) {
        this.allowed = limits.receivers();
    }

    @Override
    public String kind() {
        return "log-file";
    }

    @Override
    public String label() {
        return "A file, a line for each notification";
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
        return LogFileSettings.SETTINGS;
    }

    @Override
    protected LogFileSettings read(Server server, List<String> faults) {
        return LogFileSettings.read(server, allowed, faults);
    }

    @Override
    protected Notifier notifier(Server server, LogFileSettings settings) {
        return new LogFileNotifier(settings, server.hostName());
    }
}
