/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.List;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/** Notifiers of the kind {@code collectd}: notifications to the network plugin of a collectd. Thread-safe. */
public final class CollectdNotifierFactory extends NotifierFactory<NetworkSettings> {

    private final AddressPolicy addresses;

    /** Allows the usual addresses. */
    public CollectdNotifierFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public CollectdNotifierFactory(SenderLimits limits) {
        this.addresses = limits.addresses();
    }

    @Override
    public String kind() {
        return "collectd";
    }

    @Override
    public String label() {
        return "collectd, by its network protocol (UDP)";
    }

    @Override
    public int defaultPort() {
        return NetworkSettings.DEFAULT_PORT;
    }

    @Override
    public List<Setting> settings() {
        return NetworkSettings.SETTINGS;
    }

    @Override
    protected NetworkSettings read(Server server, List<String> faults) {
        return NetworkSettings.read(
                server, new SettingValues(server, NetworkSettings.SETTINGS, faults), addresses, faults);
    }

    @Override
    protected Notifier notifier(Server server, NetworkSettings settings) {
        return new CollectdNotifier(settings);
    }
}
