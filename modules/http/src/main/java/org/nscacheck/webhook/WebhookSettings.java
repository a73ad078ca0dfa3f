/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.http.HttpPlace;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code webhook}.
 *
 * @param uri where notifications are sent to
 * @param method of HTTP
 * @param payload what is sent
 * @param headers further headers
 * @param secret key of the signature, token of a header, or routing key; null for none
 * @param timeout time for each request and its answer
 */
record WebhookSettings(
        URI uri,
        String method,
        Payload payload,
        Headers headers,
        @Nullable Secret secret,
        Duration timeout) {

    static final List<Setting> SETTINGS = List.of(
            HttpPlace.tls(),
            HttpPlace.path("What follows host and port in the URL; PagerDuty's is /v2/enqueue.", "/"),
            new Setting(
                    "method",
                    "Method",
                    "Of the HTTP request.",
                    "POST",
                    List.of(
                            new Setting.Option("POST", "POST"),
                            new Setting.Option("PUT", "PUT"),
                            new Setting.Option("PATCH", "PATCH"))),
            new Setting(
                    "payload",
                    "Payload",
                    "JSON of our own, signed with the password of this form if there is one; or an event of PagerDuty, whose"
                            + " routing key is that password.",
                    "nscacheck",
                    List.of(
                            new Setting.Option("nscacheck", "nscacheck"),
                            new Setting.Option("pagerduty", "PagerDuty Events API v2"))),
            Setting.text(
                    "headers",
                    "Further headers",
                    "Name: value, separated by |. ${secret} stands for the password of this form; the payload is not signed"
                            + " with it then.",
                    ""),
            Setting.text("timeout", "Timeout", "Time for each request and its answer, such as 10s.", "10s")
                    .freeOfSecret());

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static WebhookSettings read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        WebhookSettings settings = new WebhookSettings(
                HttpPlace.read(server, values, "", faults),
                values.option("method"),
                values.choice("payload", Payload.class),
                Headers.parse(values.text("headers"), faults),
                server.secret(),
                values.duration("timeout", Duration.ofMillis(1)));
        if (settings.secret == null && settings.headers.haveSecret()) {
            faults.add("a header needs the password of this server, which has none");
        }
        if (settings.secret == null && settings.payload == Payload.PAGERDUTY) {
            faults.add("PagerDuty needs a routing key as the password");
        }
        return settings;
    }

    /** Returns whether bodies are signed. */
    boolean isSigned() {
        return secret != null && payload == Payload.NSCACHECK && !headers.haveSecret();
    }
}
