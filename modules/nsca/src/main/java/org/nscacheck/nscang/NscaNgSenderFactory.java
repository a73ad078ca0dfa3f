/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.time.Duration;
import java.util.List;
import org.nscacheck.nagios.MonitoringCore;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.sender.TypedSenderFactory;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** Servers of the kind {@code nsca-ng}. Thread-safe. */
public final class NscaNgSenderFactory extends TypedSenderFactory<NscaNgClientSettings> {

    private static final int DEFAULT_PORT = 5668;

    /**
     * PIPE_BUF of Linux. The server writes longer commands into a temporary file, which the core is then told to read, and
     * may not be allowed to.
     */
    static final int MAX_LINE_BYTES = 4096;

    private static final List<Setting> SETTINGS = List.of(
            Setting.text(
                    "identity",
                    "Identity",
                    "Name of the authorize block in nsca-ng.cfg that allows these hosts and services. The password is"
                            + " the one of that block.",
                    ""),
            new Setting(
                    "tls",
                    "TLS",
                    "TLS versions to offer.",
                    "auto",
                    List.of(
                            new Setting.Option("auto", "1.3 or 1.2"),
                            new Setting.Option("v12", "1.2 only"),
                            new Setting.Option("v13", "1.3 only"))),
            Setting.text("connect-timeout", "Connect timeout", "Includes the TLS handshake, such as 5s.", "5s")
                    .freeOfSecret(),
            Setting.text("read-timeout", "Read timeout", "Time for each answer, such as 10s.", "10s")
                    .freeOfSecret(),
            MonitoringCore.setting());

    private final AddressPolicy addresses;

    /** Allows the usual addresses. */
    public NscaNgSenderFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public NscaNgSenderFactory(SenderLimits limits) {
        this.addresses = limits.addresses();
    }

    @Override
    public String kind() {
        return "nsca-ng";
    }

    @Override
    public String label() {
        return "NSCA-ng: encrypted and acknowledged";
    }

    @Override
    public int defaultPort() {
        return DEFAULT_PORT;
    }

    @Override
    public boolean carriesResultTime() {
        return true;
    }

    @Override
    public AddressPolicy addresses() {
        return addresses;
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    protected Sender open(Server server, NscaNgClientSettings settings) {
        return new NscaNgClient(settings);
    }

    @Override
    protected NscaNgClientSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Secret secret = server.secret();
        return new NscaNgClientSettings(
                new Endpoint(server.address(), server.port(), addresses),
                values.text("identity"),
                secret == null ? Secret.of("") : secret,
                values.choice("tls", NscaNgClientSettings.Tls.class),
                values.duration("connect-timeout", Duration.ofMillis(1)),
                values.duration("read-timeout", Duration.ofMillis(1)),
                MonitoringCore.read(values));
    }
}
