/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.collectd.CollectdPeer;
import org.nscacheck.collectd.CollectdReceiver;
import org.nscacheck.collectd.CollectdSocket;
import org.nscacheck.collectd.CommandAnswers;
import org.nscacheck.collectd.ExecProducer;
import org.nscacheck.collectd.PacketDecoder;
import org.nscacheck.collectd.SocketLimits;
import org.nscacheck.collectd.ValueIntake;
import org.springframework.context.SmartLifecycle;

/** Listens by collectd's protocols while the application runs, each in a thread of its own. Thread-safe. */
final class CollectdListeners implements SmartLifecycle {

    private final CollectdProperties properties;
    private final CollectdPeer peer;
    private final ValueIntake intake;
    private final Supplier<List<ExecProducer>> programs;
    private final List<AutoCloseable> open = new ArrayList<>();
    private OptionalInt port = OptionalInt.empty();

    /**
     * @param intake has the values stored that the peer takes
     * @param programs makes what runs programs, anew for each start
     */
    CollectdListeners(
            CollectdProperties properties,
            CollectdPeer peer,
            ValueIntake intake,
            Supplier<List<ExecProducer>> programs) {
        this.properties = properties;
        this.peer = peer;
        this.intake = intake;
        this.programs = programs;
    }

    @Override
    public synchronized void start() {
        try {
            receive(properties.port());
            answer(properties.socket());
            programs.get().forEach(program -> begin(program, program, "nscacheck-collectd-program"));
            if (!properties.patterns().isEmpty()) {
                ValueIntake.Storing storing = intake.storing();
                begin(storing, storing, "nscacheck-collectd-values");
            }
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(
                    "nscacheck.collectd: port " + properties.port() + " or socket " + properties.socket()
                            + " cannot be listened on: " + e.getMessage(),
                    e);
        }
    }

    private void receive(@Nullable Integer wanted) throws IOException {
        if (wanted != null) {
            PacketDecoder decoder =
                    new PacketDecoder(properties.securityLevel(), properties.users(), InstantSource.system());
            CollectdReceiver receiver =
                    CollectdReceiver.open(new InetSocketAddress(properties.address(), wanted), decoder, peer);
            port = OptionalInt.of(receiver.port());
            begin(receiver, receiver, "nscacheck-collectd");
        }
    }

    private void answer(@Nullable Path path) throws IOException {
        if (path != null) {
            CommandAnswers answers = new CommandAnswers(peer, properties.types(), InstantSource.system());
            CollectdSocket socket =
                    CollectdSocket.open(SocketLimits.at(path).withMode(properties.socketMode()), answers);
            begin(socket, socket, "nscacheck-collectd-socket");
        }
    }

    private void begin(Runnable work, AutoCloseable end, String name) {
        open.add(end);
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the port that packets come to, or empty if none is listened on. */
    synchronized OptionalInt port() {
        return port;
    }

    @Override
    public synchronized void stop() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("a listener of collectd's protocols did not close", e);
            }
        }
        open.clear();
        port = OptionalInt.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return !open.isEmpty();
    }
}
