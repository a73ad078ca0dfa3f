/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.List;
import org.nscacheck.http.SharedHttpClient;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.TypedSenderFactory;
import org.nscacheck.server.Server;

/** Servers of the kind {@code overc}. Thread-safe. */
public final class OverCSenderFactory extends TypedSenderFactory<OverCServerSettings> {

    private final AddressPolicy addresses;
    private final SharedHttpClient http = new SharedHttpClient();

    /** Allows the usual addresses. */
    public OverCSenderFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public OverCSenderFactory(SenderLimits limits) {
        this.addresses = limits.addresses();
    }

    @Override
    public String kind() {
        return "overc";
    }

    @Override
    public String label() {
        return "OverC, or another nscacheck: JSON over HTTP, acknowledged";
    }

    @Override
    public int defaultPort() {
        return OverCClientSettings.DEFAULT_PORT;
    }

    @Override
    public AddressPolicy addresses() {
        return addresses;
    }

    @Override
    public List<Setting> settings() {
        return OverCServerSettings.SETTINGS;
    }

    @Override
    protected OverCServerSettings read(Server server, List<String> faults) {
        return OverCServerSettings.read(server, addresses, faults);
    }

    @Override
    protected Sender open(Server server, OverCServerSettings settings) {
        return new OverCSender(
                new OverCClient(settings.client(), http), settings.key(), settings.form(), server.hostName());
    }
}
