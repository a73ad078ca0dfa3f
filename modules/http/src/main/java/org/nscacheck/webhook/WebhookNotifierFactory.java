/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.time.InstantSource;
import java.util.List;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.SharedHttpClient;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/** Servers of the kind {@code webhook}: a service that takes JSON over HTTP. Thread-safe. */
public final class WebhookNotifierFactory extends NotifierFactory<WebhookSettings> {

    private static final int HTTPS = 443;
    private static final int MOST_ANSWER_BYTES = 65_536;

    private final AddressPolicy addresses;
    private final InstantSource clock;
    private final SharedHttpClient http = new SharedHttpClient();

    /** Allows the usual addresses. */
    public WebhookNotifierFactory() {
        this(SenderLimits.USUAL, InstantSource.system());
    }

    /**
     * @param limits what the settings of servers may reach
     * @param clock whose time is signed
     */
    public WebhookNotifierFactory(SenderLimits limits, InstantSource clock) {
        this.addresses = limits.addresses();
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public String label() {
        return "Webhook: JSON over HTTP, or PagerDuty";
    }

    @Override
    public int defaultPort() {
        return HTTPS;
    }

    @Override
    public List<Setting> settings() {
        return WebhookSettings.SETTINGS;
    }

    @Override
    protected WebhookSettings read(Server server, List<String> faults) {
        return WebhookSettings.read(server, faults);
    }

    @Override
    protected Notifier notifier(Server server, WebhookSettings settings) {
        HttpExchange exchange = new HttpExchange(http, addresses, "a server", MOST_ANSWER_BYTES);
        return new WebhookNotifier(settings, server.hostName(), exchange, clock);
    }
}
