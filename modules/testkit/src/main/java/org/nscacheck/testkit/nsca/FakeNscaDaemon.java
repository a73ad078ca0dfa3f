/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An NSCA daemon inside the test's own process, on 127.0.0.1.
 *
 * <pre>{@code
 * try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(14).password("s3cret").start()) {
 *     // send to daemon.port()
 *     assertThat(daemon.awaitReceived(1)).extracting(Received::output).containsExactly("OK - fine");
 *     daemon.fail(new Fault.DropAfter(3));
 * }
 * }</pre>
 *
 * <p>It decrypts methods 0 (none), 1 (XOR) and 14 (AES) with code of its own, which shares nothing with any client.
 * What a client must survive is set by {@link #fail} at any time. The bytes themselves are judged better by a real
 * daemon, see {@link org.nscacheck.testkit.daemon.NscaDaemon}.
 *
 * <p>Threads may share it. It runs on daemon threads, one per connection.
 */
public final class FakeNscaDaemon implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FakeNscaDaemon.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final FaultSwitch faults = new FaultSwitch();
    private final Journal journal = new Journal();
    private final SplittableRandom random = new SplittableRandom(5667);
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();
    private int port;
    private boolean running;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private FakeNscaDaemon(Settings settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the port, which stays the same over {@link #stop} and {@link #start}. */
    public synchronized int port() {
        return port;
    }

    public String password() {
        return settings.password();
    }

    /** Returns the number of the encryption method. */
    public int method() {
        return settings.method();
    }

    /** Returns what was accepted since the start or the last {@link #clear}, in order. */
    public List<Received> received() {
        return journal.received();
    }

    /** Waits half a minute at most until at least that many results were accepted, and returns all. */
    public List<Received> awaitReceived(int count) {
        return awaitReceived(count, PATIENCE);
    }

    /** @throws AssertionError if fewer have come in time; its message tells what was rejected */
    public List<Received> awaitReceived(int count, Duration patience) {
        return journal.await(count, patience);
    }

    /** Returns why packets were rejected, one sentence each, in order. */
    public List<String> rejections() {
        return journal.rejections();
    }

    /** Forgets what was received and rejected. */
    public void clear() {
        journal.clear();
    }

    /** Returns how many connections were made so far, whatever became of them. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Calls back for each result that is accepted, on the connection's thread. */
    public void onReceived(Consumer<Received> listener) {
        journal.listen(listener);
    }

    /** Lets something go wrong from now on, instead of what went wrong before. */
    public synchronized void fail(Fault fault) {
        faults.set(fault);
        if (fault instanceof Fault.Refuse) {
            closeListener();
        } else if (running) {
            listen();
        }
    }

    /** Ends the fault. */
    public void heal() {
        fail(new Fault.None());
    }

    /** Starts to listen again, on the same port as before; does nothing if it runs. */
    public synchronized void start() {
        running = true;
        if (!(faults.get() instanceof Fault.Refuse)) {
            listen();
        }
    }

    /** Closes the port and all connections, and returns when they are closed. */
    public synchronized void stop() {
        running = false;
        closeListener();
        open.forEach((socket, thread) -> {
            close(socket);
            thread.interrupt();
        });
    }

    @Override
    public void close() {
        stop();
    }

    private void listen() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true); // connections of the time before linger on
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 50);
            port = socket.getLocalPort();
            listener = socket;
            acceptor = daemonThread("fake-nsca-" + port, () -> acceptAll(socket));
            acceptor.start();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Waits for the acceptor's end too: as long as it hangs in accept(), the system still makes connections. */
    private void closeListener() {
        if (listener == null || acceptor == null) {
            return;
        }
        close(listener);
        listener = null;
        try {
            acceptor.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (socket.isClosed()) {
                    close(client); // came while the daemon was stopping
                } else {
                    accept(client);
                }
            } catch (IOException e) {
                log.debug("The fake NSCA daemon no longer listens: {}", e.getMessage());
            }
        }
    }

    private void accept(Socket socket) {
        int number = connections.incrementAndGet();
        Greeting greeting;
        synchronized (random) {
            greeting = Greeting.of(random, settings.clock().instant());
        }
        Connection connection = new Connection(settings, faults, journal, socket, number, greeting);
        Thread thread = daemonThread("fake-nsca-connection-" + number, () -> serve(connection, socket));
        open.put(socket, thread);
        thread.start();
    }

    private void serve(Connection connection, Socket socket) {
        try {
            connection.serve();
        } catch (IOException e) {
            log.debug("A client of the fake NSCA daemon is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.hangUp();
            open.remove(socket);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            log.debug("Closing failed: {}", e.getMessage());
        }
    }

    private static Thread daemonThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String toString() {
        return "FakeNscaDaemon[127.0.0.1:" + port() + ", method " + settings.method() + ", " + settings.flavour() + "]";
    }

    /** What the daemon shall be like; by default nsca 2.10 with XOR, password {@code secret}, a free port. */
    public static final class Builder {

        private Flavour flavour = Flavour.NAGIOS;
        private String password = "secret";
        private int method = Decryption.XOR;
        private InstantSource clock = InstantSource.system();

        @Nullable
        Duration maxPacketAge;

        private int port;

        private Builder() {}

        public Builder flavour(Flavour flavour) {
            this.flavour = flavour;
            return this;
        }

        /** Listens there; 0, the default, takes a free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets the password, in UTF-8; empty for none. */
        public Builder password(String password) {
            this.password = password;
            return this;
        }

        /**
         * Sets the encryption method: 0 none, 1 XOR, 14 AES.
         *
         * @throws IllegalArgumentException for any other
         */
        public Builder method(int method) {
            if (method != Decryption.NONE && method != Decryption.XOR && method != Decryption.AES) {
                throw Decryption.unsupported(method);
            }
            this.method = method;
            return this;
        }

        /** Sets the clock of the greeting and of {@link Received#at}; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Rejects packets whose time is further away from the daemon's. Not set by default: nsca 2.10 reads its limit
         * and does not enforce it. Releases up to 2.9 and Shinken do, with 30 s.
         */
        public Builder maxPacketAge(Duration maxPacketAge) {
            this.maxPacketAge = maxPacketAge;
            return this;
        }

        /** @throws UncheckedIOException if the port is taken */
        public FakeNscaDaemon start() {
            if (flavour == Flavour.SHINKEN && method == Decryption.AES) {
                throw new IllegalArgumentException("method: Shinken knows 0 (none) and 1 (XOR) only, not 14");
            }
            FakeNscaDaemon daemon =
                    new FakeNscaDaemon(new Settings(flavour, port, password, method, clock, maxPacketAge));
            daemon.start();
            return daemon;
        }
    }
}
