/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.net.http.HttpRequest;
import java.util.List;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.HttpOutcome;
import org.nscacheck.http.JsonBytes;
import org.nscacheck.http.PostOutcomes;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;

/** Posts alerts to one Alertmanager. Thread-safe. */
record AlertPosts(AlertmanagerSettings settings, HttpExchange http) {

    /** Returns what answers say. */
    PostOutcomes outcomes() {
        return new PostOutcomes(settings.uri().getRawAuthority());
    }

    /** Posts some alerts at once; the outcome holds no secret. */
    HttpOutcome post(List<Alert> alerts, Deadline deadline) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.uri())
                .header("Content-Type", "application/json")
                .header("User-Agent", "nscacheck")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonBytes.list(alerts, (to, alert) -> alert.write(to))));
        settings.authorization().ifPresent(value -> request.header("Authorization", value));
        return http.send(request.build(), this::withoutSecret, deadline.atMost(settings.timeout()))
                .withBody(this::withoutSecret);
    }

    private String withoutSecret(String text) {
        Secret secret = settings.secret();
        return secret == null ? text : secret.hiddenIn(text);
    }
}
