/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;

/**
 * A client of OverC, usable alone. Whatever goes wrong is an {@link OverCAnswer}, not an exception. Thread-safe.
 *
 * <p>TLS verifies the server's certificate against those that Java trusts. An answer of more than {@value #MOST_ANSWER_BYTES} bytes
 * is none of OverC's. The addresses of the host are judged right before each post; the platform's client then resolves the name
 * again, which the JVM answers from its memory.
 */
public final class OverCClient {

    /** OverC answers with some dozens. */
    static final int MOST_ANSWER_BYTES = 65536;

    private final OverCClientSettings settings;
    private final SharedHttpClient http;

    /** Returns a client with threads of its own, which end some time after it is not used any more. */
    public OverCClient(OverCClientSettings settings) {
        this(settings, new SharedHttpClient());
    }

    OverCClient(OverCClientSettings settings, SharedHttpClient http) {
        this.settings = settings;
        this.http = http;
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
        Deadline limit = deadline.atMost(settings.timeout());
        if (limit.isOver()) {
            return new OverCAnswer(Kind.NOT_SENT, settings.address() + ": no time was left to send it");
        }
        URI uri = settings.at(path);
        UnaryOperator<String> clean = text -> withoutSecrets(text, key);
        OverCAnswer answer;
        try {
            requireAllowed(uri);
            answer = exchange(request(uri, body), done, clean, limit);
        } catch (IOException e) {
            answer = new OverCAnswer(Kind.NOT_SENT, words(e, clean));
        }
        return answer.isTaken()
                ? answer
                : new OverCAnswer(answer.kind(), settings.address() + ": " + answer.reason(), answer.pause());
    }

    /** A name that only a proxy can resolve is left to the proxy. */
    private void requireAllowed(URI uri) throws IOException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(settings.host());
        } catch (UnknownHostException e) {
            if (hasProxy(uri)) {
                return;
            }
            throw e;
        }
        for (InetAddress address : all) {
            settings.addresses().require(address);
        }
    }

    private static boolean hasProxy(URI uri) {
        ProxySelector proxies = ProxySelector.getDefault();
        return proxies != null && proxies.select(uri).stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
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

    /** @throws IOException if nothing was sent */
    private OverCAnswer exchange(HttpRequest request, String done, UnaryOperator<String> clean, Deadline limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Optional<byte[]>>> future =
                http.get().sendAsync(request, head -> new LimitedBody(MOST_ANSWER_BYTES));
        try {
            HttpResponse<Optional<byte[]>> answer = future.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
            return AnswerReader.read(raw(answer), done, clean);
        } catch (TimeoutException e) {
            return new OverCAnswer(Kind.UNKNOWN, "OverC did not answer in time");
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            if (isBeforeSending(cause)) {
                throw cause;
            }
            return new OverCAnswer(Kind.UNKNOWN, words(cause, clean));
        } finally {
            future.cancel(true); // Ends what goes on; does nothing to what has ended.
        }
    }

    private static AnswerReader.Raw raw(HttpResponse<Optional<byte[]>> answer) {
        return new AnswerReader.Raw(
                answer.statusCode(),
                answer.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                answer.headers().firstValue("Retry-After"),
                answer.headers().firstValue("Location"));
    }

    /** Whether the connection, or the encryption on it, was not yet made. */
    private static boolean isBeforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException
                || e instanceof SSLHandshakeException;
    }

    private static String words(IOException e, UnaryOperator<String> clean) {
        if (e instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        } else if (e instanceof HttpConnectTimeoutException) {
            return "no connection in time: check the address, that no firewall blocks it, and that TLS is set as the server"
                    + " speaks it";
        } else if (e instanceof ConnectException) {
            return "connection refused: check that OverC listens on this address and that no firewall blocks it";
        } else if (e instanceof SSLException) {
            return "TLS failed: " + e.getMessage() + ": check that this port speaks https, and that Java trusts the"
                    + " certificate and it is one of this host name";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Names.shortened(clean.apply(message));
    }

    /** Whoever answers may quote the request. */
    private String withoutSecrets(String reason, Secret key) {
        BasicLogin login = settings.login();
        String clean = without(reason, key);
        return login == null ? clean : without(clean, login.password());
    }

    private static String without(String reason, Secret secret) {
        return secret.reveal().isEmpty() ? reason : reason.replace(secret.reveal(), "***");
    }
}
