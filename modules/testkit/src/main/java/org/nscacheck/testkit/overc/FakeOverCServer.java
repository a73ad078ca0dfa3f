/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.testkit.overc.OverCApi.Reply;

/**
 * The push API of OverC on this machine, written anew from its documentation and its behaviour; knows nothing of what talks to it.
 *
 * <pre>{@code
 * try (FakeOverCServer overc = FakeOverCServer.start()) {
 *     // let the client talk to overc.url()
 *     overc.register().states();
 * }
 * }</pre>
 *
 * <p>It has OverC's defects too: a status without {@code info} and a name of more than 32 characters are answered with 500. Threads may
 * share it.
 */
public final class FakeOverCServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;
    private final String prefix;
    private final @Nullable String login;
    private final OverCRegister register;
    private final OverCApi api;
    private final List<Post> posts = new ArrayList<>();
    private OverCFault fault = new OverCFault.None();

    /**
     * A request as it came.
     *
     * @param path of the URL
     * @param body read as UTF-8
     * @param userAgent the header of that name
     */
    public record Post(String path, String body, String userAgent) {}

    private FakeOverCServer(Builder builder) {
        prefix = builder.prefix;
        login = builder.login;
        register = new OverCRegister(builder.clock);
        api = new OverCApi(register);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + builder.port + " cannot be used: " + e.getMessage(), e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-overc");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one with the system's clock, without a prefix, that asks for no user. */
    public static FakeOverCServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the address that clients are given. */
    public String url() {
        return "http://127.0.0.1:" + port() + prefix + "/";
    }

    /** Returns what it has stored. */
    public OverCRegister register() {
        return register;
    }

    /** Returns all requests, also those that were not taken, in the order in which they came. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Lets this go wrong, in place of what went wrong until now. */
    public synchronized void fail(OverCFault other) {
        fault = other;
        notifyAll();
    }

    /** Ends the fault. */
    public void heal() {
        fail(new OverCFault.None());
    }

    /** Returns what goes wrong at a request that has come. */
    private synchronized OverCFault fault() {
        OverCFault now = fault;
        if (now instanceof OverCFault.FailNext next) {
            fault = next.requests() > 1 ? new OverCFault.FailNext(next.requests() - 1) : new OverCFault.None();
        }
        return now;
    }

    @Override
    public void close() {
        heal();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            OverCFault now = fault();
            if (now instanceof OverCFault.HangUpAfter hangUp) {
                exchange.getRequestBody().readNBytes(hangUp.bytes());
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            note(exchange, body);
            if (now instanceof OverCFault.Delay delay) {
                pause(delay.time());
            }
            if (now instanceof OverCFault.Answer answer) {
                int colon = answer.header().indexOf(": ");
                if (colon > 0) {
                    exchange.getResponseHeaders()
                            .set(
                                    answer.header().substring(0, colon),
                                    answer.header().substring(colon + 2));
                }
                send(exchange, new Reply(answer.status(), answer.body()));
                return;
            }
            Reply reply = reply(exchange, body, now);
            if (!(now instanceof OverCFault.LoseAnswer)) {
                send(exchange, reply);
            }
        }
    }

    private Reply reply(HttpExchange exchange, String body, OverCFault now) {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (login != null && !login.equals(authorization)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"OverC API\"");
            return new Reply(401, "<h1>401 Authorization Required</h1>");
        } else if (!path.startsWith(prefix + "/")) {
            return new Reply(404, "<h1>404 Not Found</h1>");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            return new Reply(405, "<h1>405 Method Not Allowed</h1>");
        } else if (type == null || !type.startsWith("application/json")) {
            return Reply.error(400, "no JSON");
        } else if (now instanceof OverCFault.FailAt at && body.contains(at.text())) {
            return at.status() == 500 ? Reply.failed() : Reply.error(at.status(), "not " + at.text());
        } else if (now instanceof OverCFault.FailNext) {
            return Reply.failed();
        }
        return api.post(path.substring(prefix.length()), body);
    }

    private synchronized void note(HttpExchange exchange, String body) {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        posts.add(new Post(exchange.getRequestURI().getPath(), body, agent == null ? "" : agent));
    }

    private synchronized void pause(Duration time) {
        OverCFault before = fault;
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); left > 0 && before.equals(fault); left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", reply.body().startsWith("{") ? "application/json" : "text/html");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public String toString() {
        return "FakeOverCServer[" + url() + "]";
    }

    /** What the server shall be like. */
    public static final class Builder {

        private InstantSource clock = InstantSource.system();
        private String prefix = "";
        private @Nullable String login;
        private int port;

        private Builder() {}

        /** Sets the clock of all times; the system's by default. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** Sets what stands before {@code /api} in the path, such as {@code /overc}; nothing by default. */
        public Builder prefix(String value) {
            prefix = value;
            return this;
        }

        /** Asks for this user and password, as a web server in front may; nobody is asked by default. */
        public Builder login(String user, String password) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            login = "Basic " + Base64.getEncoder().encodeToString(pair);
            return this;
        }

        /** Listens there; 0, the default, takes a free port. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** @throws UncheckedIOException if the port is taken */
        public FakeOverCServer start() {
            return new FakeOverCServer(this);
        }
    }
}
