/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.util.List;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.sender.TypedSenderFactory;
import org.nscacheck.server.Server;

/** Servers of the kind {@code collectd-values}: the metrics of checks to the network plugin of a collectd. Thread-safe. */
public final class CollectdValuesSenderFactory extends TypedSenderFactory<CollectdValuesSenderFactory.ValueSettings> {

    /**
     * The settings of a server.
     *
     * @param network where it is
     * @param interval how often values come whose check says nothing of it
     */
    record ValueSettings(NetworkSettings network, Duration interval) {}

    private static final List<Setting> SETTINGS = NetworkSettings.settingsAnd(Setting.text(
                    "interval",
                    "Interval",
                    "How often values come of checks that do not promise their next result, such as 5m. Collectd"
                            + " forgets a value that stays away for twice as long.",
                    "5m")
            .freeOfSecret());

    private final AddressPolicy addresses;

    /** Allows the usual addresses. */
    public CollectdValuesSenderFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public CollectdValuesSenderFactory(SenderLimits limits) {
        this.addresses = limits.addresses();
    }

    @Override
    public String kind() {
        return "collectd-values";
    }

    @Override
    public String label() {
        return "collectd, metrics as its values (UDP)";
    }

    @Override
    public int defaultPort() {
        return NetworkSettings.DEFAULT_PORT;
    }

    /** A value has the time at which it was measured. */
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
    protected ValueSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Duration interval = values.duration("interval", Duration.ofSeconds(1));
        return new ValueSettings(NetworkSettings.read(server, values, addresses, faults), interval);
    }

    @Override
    protected Sender open(Server server, ValueSettings settings) {
        return new CollectdValuesSender(settings.network(), settings.interval());
    }
}
