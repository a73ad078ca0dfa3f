/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.UnaryOperator;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.HttpOutcome;
import org.nscacheck.http.SharedHttpClient;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;

/**
 * A client of OverC, usable alone. Whatever goes wrong is an {@link OverCAnswer}, not an exception. Thread-safe.
 *
 * <p>TLS verifies the server's certificate against those that Java trusts. An answer of more than {@value #MOST_ANSWER_BYTES} bytes
 * is none of OverC's.
 */
public final class OverCClient {

    /** OverC answers with some dozens. */
    static final int MOST_ANSWER_BYTES = 65536;

    private final OverCClientSettings settings;
    private final HttpExchange http;

    /** Returns a client with threads of its own, which end some time after it is not used any more. */
    public OverCClient(OverCClientSettings settings) {
        this(settings, new SharedHttpClient());
    }

    OverCClient(OverCClientSettings settings, SharedHttpClient http) {
        this.settings = settings;
        this.http = new HttpExchange(http, settings.addresses(), "OverC", MOST_ANSWER_BYTES);
    }

    /**
     * Asks whether OverC is there and takes the key; registers the name if it is new.
     *
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public OverCAnswer ping(Identification server, Deadline deadline) throws InterruptedException {
        return post("/api/ping", OverCEncoder.ping(server), "pong", server.key(), deadline);
    }

    /**
     * Reports states of services. OverC stores all of them or none.
     *
     * @throws InterruptedException if the thread was interrupted while it waited; what was under way may have arrived
     */
    public OverCAnswer status(StatusPost post, Deadline deadline) throws InterruptedException {
        return post(
                "/api/set/service/status",
                OverCEncoder.status(post),
                "ok",
                post.server().key(),
                deadline);
    }

    /**
     * Raises alerts. OverC stores all of them or none.
     *
     * @throws InterruptedException if the thread was interrupted while it waited; what was under way may have arrived
     */
    public OverCAnswer alerts(AlertsPost post, Deadline deadline) throws InterruptedException {
        return post(
                "/api/set/alerts",
                OverCEncoder.alerts(post),
                "ok",
                post.server().key(),
                deadline);
    }

    private OverCAnswer post(String path, byte[] body, String done, Secret key, Deadline deadline)
            throws InterruptedException {
        UnaryOperator<String> clean = text -> withoutSecrets(text, key);
        HttpOutcome outcome = http.send(request(settings.at(path), body), clean, deadline.atMost(settings.timeout()));
        OverCAnswer answer = answer(outcome, done, clean);
        return answer.isTaken()
                ? answer
                : new OverCAnswer(answer.kind(), settings.address() + ": " + answer.reason(), answer.pause());
    }

    private static OverCAnswer answer(HttpOutcome outcome, String done, UnaryOperator<String> clean) {
        if (outcome instanceof HttpOutcome.Answered answered) {
            return AnswerReader.read(answered, done, clean);
        } else if (outcome instanceof HttpOutcome.NotSent notSent) {
            return new OverCAnswer(Kind.NOT_SENT, notSent.reason());
        } else if (outcome instanceof HttpOutcome.NotAnswered notAnswered) {
            return new OverCAnswer(Kind.UNKNOWN, notAnswered.reason());
        }
        throw new IllegalStateException("an unknown outcome: " + outcome);
    }

    private HttpRequest request(URI uri, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "nscacheck")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        BasicLogin login = settings.login();
        if (login != null) {
            request.header("Authorization", login.header());
        }
        return request.build();
    }

    /** Whoever answers may quote the request. */
    private String withoutSecrets(String reason, Secret key) {
        BasicLogin login = settings.login();
        String clean = key.hiddenIn(reason);
        return login == null ? clean : login.password().hiddenIn(clean);
    }
}
