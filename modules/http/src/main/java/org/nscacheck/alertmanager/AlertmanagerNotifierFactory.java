/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.SharedHttpClient;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.LifeSign;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/**
 * Servers of the kind {@code alertmanager}: one instance of Prometheus' Alertmanager, by its API v2. Of a cluster each instance is a
 * server of its own, as its documentation demands. Thread-safe.
 */
public final class AlertmanagerNotifierFactory extends NotifierFactory<AlertmanagerSettings> {

    private static final int PORT = 9093;
    private static final int MOST_ANSWER_BYTES = 262_144;

    private final AddressPolicy addresses;
    private final InstantSource clock;
    private final SharedHttpClient http = new SharedHttpClient();

    /** Allows the usual addresses. */
    public AlertmanagerNotifierFactory() {
        this(SenderLimits.USUAL, InstantSource.system());
    }

    /**
     * @param limits what the settings of servers may reach
     * @param clock from which alerts hold; about that of Alertmanager
     */
    public AlertmanagerNotifierFactory(SenderLimits limits, InstantSource clock) {
        this.addresses = limits.addresses();
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "alertmanager";
    }

    @Override
    public String label() {
        return "Prometheus Alertmanager";
    }

    @Override
    public int defaultPort() {
        return PORT;
    }

    @Override
    public List<Setting> settings() {
        return AlertmanagerSettings.SETTINGS;
    }

    @Override
    protected AlertmanagerSettings read(Server server, List<String> faults) {
        return AlertmanagerSettings.read(server, faults);
    }

    @Override
    protected Notifier notifier(Server server, AlertmanagerSettings settings) {
        return new AlertmanagerNotifier(settings.alerts(), posts(settings), clock);
    }

    @Override
    protected Optional<LifeSign> lifeSign(Server server, AlertmanagerSettings settings) {
        if (settings.watchdog().isZero()) {
            return Optional.empty();
        }
        Watchdog watchdog = new Watchdog(server.hostName(), settings.watchdog());
        AlertPosts posts = posts(settings);
        return Optional.of(new LifeSign(watchdog.every(), deadline -> posts.outcomes()
                .of(posts.post(List.of(watchdog.at(clock.instant())), deadline))));
    }

    private AlertPosts posts(AlertmanagerSettings settings) {
        return new AlertPosts(settings, new HttpExchange(http, addresses, "Alertmanager", MOST_ANSWER_BYTES));
    }
}
