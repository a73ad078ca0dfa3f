/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.time.ZoneId;
import java.util.List;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/** Servers of the kind {@code syslog}: a syslog daemon, on this machine or another. Thread-safe. */
public final class SyslogNotifierFactory extends NotifierFactory<SyslogSettings> {

    private static final int PORT = 514;

    private final SenderLimits limits;

    /** Allows the usual addresses and folders. */
    public SyslogNotifierFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public SyslogNotifierFactory(SenderLimits limits) {
        this.limits = limits;
    }

    @Override
    public String kind() {
        return "syslog";
    }

    @Override
    public String label() {
        return "Syslog";
    }

    @Override
    public int defaultPort() {
        return PORT;
    }

    @Override
    public boolean hasSecret() {
        return false;
    }

    @Override
    public List<Setting> settings() {
        return SyslogSettings.SETTINGS;
    }

    @Override
    protected SyslogSettings read(Server server, List<String> faults) {
        return SyslogSettings.read(server, limits, faults);
    }

    @Override
    protected Notifier notifier(Server server, SyslogSettings settings) {
        return new SyslogNotifier(settings, ZoneId.systemDefault());
    }
}
