/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for collectd's network protocol (UDP, by custom on port 25826) and hands what comes to the peer. One thread serves it: hand
 * this to an executor once. {@link #close} ends it. It joins no multicast group, which collectd by default sends to: name this
 * machine as the {@code Server} there.
 */
public final class CollectdReceiver implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CollectdReceiver.class);

    /** The largest packet of UDP; collectd's MaxPacketSize may be anything up to it. */
    private static final int MAX_BYTES = 65_535;

    private static final long SAY_AGAIN_NANOS = 60_000_000_000L;

    private final DatagramChannel channel;
    private final PacketDecoder decoder;
    private final CollectdPeer peer;
    private final LongAdder packets = new LongAdder();
    private final LongAdder notifications = new LongAdder();
    private final LongAdder values = new LongAdder();
    private final LongAdder problems = new LongAdder();
    private long saidAtNanos = System.nanoTime() - SAY_AGAIN_NANOS;
    private long unsaid;

    private CollectdReceiver(DatagramChannel channel, PacketDecoder decoder, CollectdPeer peer) {
        this.channel = channel;
        this.decoder = decoder;
        this.peer = peer;
    }

    /**
     * Binds the port.
     *
     * @param address where to listen; port 0 for any that is free
     * @param decoder knows what packets need, and from whom
     * @throws IOException if the port is taken or the address is not of this machine
     */
    public static CollectdReceiver open(InetSocketAddress address, PacketDecoder decoder, CollectdPeer peer)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(address);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        log.info("NSCA-563 collectd's network protocol is received address={}", channel.getLocalAddress());
        return new CollectdReceiver(channel, decoder, peer);
    }

    /** Returns the port that it listens on. */
    public int port() {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IllegalStateException("the receiver is closed", e);
        }
    }

    /** Returns what has come until now. */
    public ReceiverCounters counters() {
        return new ReceiverCounters(packets.sum(), notifications.sum(), values.sum(), problems.sum());
    }

    /** Receives packets until {@link #close}, or until the thread is interrupted. */
    @Override
    public void run() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        try {
            while (true) {
                buffer.clear();
                Object sender = channel.receive(buffer);
                byte[] packet = new byte[buffer.flip().remaining()];
                buffer.get(packet);
                take(packet, String.valueOf(sender));
            }
        } catch (ClosedChannelException e) {
            log.debug("receiver closed while receiving");
        } catch (IOException e) {
            log.error("NSCA-565 receiver of collectd's network protocol failed", e);
        } finally {
            close();
        }
    }

    private void take(byte[] packet, String sender) {
        packets.increment();
        DecodedPacket decoded = decoder.decode(packet);
        decoded.notifications().forEach(each -> hand(each, peer::notification, notifications, sender));
        decoded.values().forEach(each -> hand(each, peer::values, values, sender));
        decoded.problems().forEach(problem -> say(problem, sender));
    }

    private <T> void hand(T item, Consumer<T> receiver, LongAdder counter, String sender) {
        try {
            receiver.accept(item);
            counter.increment();
        } catch (RefusedException e) {
            say(String.valueOf(e.getMessage()), sender);
        } catch (RuntimeException e) {
            problems.increment();
            log.error("NSCA-566 what came by collectd's protocols could not be taken", e);
        }
    }

    /** Anybody can send rubbish, so at most one line a minute is written. */
    private void say(String problem, String sender) {
        problems.increment();
        long now = System.nanoTime();
        if (now - saidAtNanos < SAY_AGAIN_NANOS) {
            unsaid++;
            return;
        }
        log.warn(
                "NSCA-564 collectd packet refused sender={} others-since={} reason=\"{}\"",
                sender,
                unsaid,
                Names.printable(problem));
        saidAtNanos = now;
        unsaid = 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("the receiver could not be closed", e);
        }
    }
}
