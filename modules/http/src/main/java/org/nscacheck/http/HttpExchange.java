/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

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
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Names;

/**
 * Sends requests to one receiver. Whatever goes wrong is an outcome. Thread-safe.
 *
 * <p>The addresses of the host are judged right before each request; the platform's client then resolves the name again, which the
 * JVM answers from its memory.
 */
public final class HttpExchange {

    private final SharedHttpClient http;
    private final AddressPolicy addresses;
    private final String receiver;
    private final int mostAnswerBytes;

    /**
     * @param addresses which addresses may be connected to
     * @param receiver what listens there, for messages
     * @param mostAnswerBytes longer answers have no body
     */
    public HttpExchange(SharedHttpClient http, AddressPolicy addresses, String receiver, int mostAnswerBytes) {
        this.http = http;
        this.addresses = addresses;
        this.receiver = receiver;
        this.mostAnswerBytes = mostAnswerBytes;
    }

    /**
     * Sends one request.
     *
     * @param clean takes secrets out of what the other side has written: it may quote the request
     * @throws InterruptedException if the thread was interrupted while it waited; what was under way may have arrived
     */
    public HttpOutcome send(HttpRequest request, UnaryOperator<String> clean, Deadline limit)
            throws InterruptedException {
        if (limit.isOver()) {
            return new HttpOutcome.NotSent("no time was left to send it");
        }
        try {
            requireAllowed(request.uri());
            return exchange(request, clean, limit);
        } catch (IOException e) {
            return new HttpOutcome.NotSent(words(e, clean));
        }
    }

    /** A name that only a proxy can resolve is left to the proxy. */
    private void requireAllowed(URI uri) throws IOException {
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            if (hasProxy(uri)) {
                return;
            }
            throw e;
        }
        for (InetAddress address : all) {
            addresses.require(address);
        }
    }

    private static boolean hasProxy(URI uri) {
        ProxySelector proxies = ProxySelector.getDefault();
        return proxies != null && proxies.select(uri).stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }

    /** @throws IOException if nothing was sent */
    private HttpOutcome exchange(HttpRequest request, UnaryOperator<String> clean, Deadline limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Optional<byte[]>>> future =
                http.get().sendAsync(request, head -> new LimitedBody(mostAnswerBytes));
        try {
            HttpResponse<Optional<byte[]>> answer = future.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
            return new HttpOutcome.Answered(
                    answer.statusCode(),
                    answer.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                    answer.headers());
        } catch (TimeoutException e) {
            return new HttpOutcome.NotAnswered(receiver + " did not answer in time");
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            if (isBeforeSending(cause)) {
                throw cause;
            }
            return new HttpOutcome.NotAnswered(words(cause, clean));
        } finally {
            future.cancel(true); // Ends what goes on; does nothing to what has ended.
        }
    }

    /** Whether the connection, or the encryption on it, was not yet made. */
    private static boolean isBeforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException
                || e instanceof SSLHandshakeException;
    }

    private String words(IOException e, UnaryOperator<String> clean) {
        if (e instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        } else if (e instanceof HttpConnectTimeoutException) {
            return "no connection in time: check the address, that no firewall blocks it, and that TLS is set as the server"
                    + " speaks it";
        } else if (e instanceof ConnectException) {
            return "connection refused: check that " + receiver
                    + " listens on this address and that no firewall blocks it";
        } else if (e instanceof SSLException) {
            return "TLS failed: " + e.getMessage() + ": check that this port speaks https, and that Java trusts the"
                    + " certificate and it is one of this host name";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Names.shortened(clean.apply(message));
    }
}
