/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.HttpOutcome;
import org.nscacheck.http.PostOutcomes;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.OneByOne;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;

/** One request for each notification. For one thread at a time; the connections are the shared client's. */
final class WebhookNotifier implements Notifier {

    private final WebhookSettings settings;
    private final String sender;
    private final HttpExchange http;
    private final InstantSource clock;
    private final PostOutcomes outcomes;

    /** @param sender who tells it */
    WebhookNotifier(WebhookSettings settings, String sender, HttpExchange http, InstantSource clock) {
        this.settings = settings;
        this.sender = sender;
        this.http = http;
        this.clock = clock;
        this.outcomes = new PostOutcomes(settings.uri().getRawAuthority());
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        return OneByOne.send(notifications, deadline, each -> send(each, deadline.atMost(settings.timeout())));
    }

    private SendOutcome send(Notification notification, Deadline limit) throws InterruptedException {
        HttpOutcome outcome = http.send(request(notification), this::withoutSecret, limit);
        return outcomes.of(outcome.withBody(this::withoutSecret));
    }

    private HttpRequest request(Notification notification) {
        byte[] body = settings.payload().body(notification, sender, settings.secret());
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.uri())
                .header("Content-Type", "application/json")
                .header("User-Agent", "nscacheck")
                .method(settings.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        settings.headers().addTo(request, settings.secret());
        Secret secret = settings.secret();
        if (secret != null && settings.isSigned()) {
            long now = clock.instant().getEpochSecond();
            request.header(Signature.TIMESTAMP, String.valueOf(now))
                    .header(Signature.SIGNATURE, Signature.of(secret, now, body));
        }
        return request.build();
    }

    private String withoutSecret(String text) {
        Secret secret = settings.secret();
        return secret == null ? text : secret.hiddenIn(text);
    }
}
