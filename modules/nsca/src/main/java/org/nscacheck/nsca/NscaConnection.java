/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.nscacheck.nsca.DeadlineSocket.Sign;
import org.nscacheck.nsca.cipher.PacketCipher;
import org.nscacheck.sender.Deadline;

/** A connection after the daemon's greeting: turns results into bytes. Not thread-safe. */
final class NscaConnection implements AutoCloseable {

    /** On a local network it shows within a fraction of a millisecond. */
    private static final Duration QUICK_WAIT = Duration.ofMillis(3);
    /** A packet that travels alone has no second sign, and a daemon on a busy machine may get its turn late. */
    private static final Duration QUICK_WAIT_ALONE = Duration.ofMillis(50);

    private final DeadlineSocket connection;
    private final Greeting greeting;
    private final PacketCipher cipher;
    private final DataPacket packet;
    private final ByteBuffer buffer;
    private final long openedAt;
    private final Duration greetedAfter;
    private long usedAt;
    private boolean accepted;
    private int written;
    /** When the second packet was written. */
    private long secondAt;

    private NscaConnection(
            DeadlineSocket connection,
            Greeting greeting,
            NscaClientSettings settings,
            long connectedAt,
            long openedAt) {
        this.connection = connection;
        this.greeting = greeting;
        this.cipher = settings.encryption().open(settings.password().bytes(), greeting.iv());
        this.packet = new DataPacket(settings.outputField());
        // Of the kind that the socket takes without copying it to another one first.
        this.buffer = ByteBuffer.allocateDirect(DataPacket.bytes(settings.outputField()));
        this.openedAt = openedAt;
        this.greetedAfter = Duration.ofNanos(openedAt - connectedAt).minus(connection.roundTrip());
        this.usedAt = openedAt;
    }

    /** @throws IOException if there is no connection, or no greeting in time */
    static NscaConnection open(NscaClientSettings settings, Deadline deadline) throws IOException {
        DeadlineSocket connection = DeadlineSocket.open(
                settings.endpoint(), deadline.atMost(settings.timing().connectTimeout()));
        NscaConnection channel = null;
        long connectedAt = System.nanoTime();
        try {
            Greeting greeting =
                    connection.readGreeting(deadline.atMost(settings.timing().readTimeout()));
            channel = new NscaConnection(connection, greeting, settings, connectedAt, System.nanoTime());
            return channel;
        } finally {
            if (channel == null) {
                connection.close();
            }
        }
    }

    /** Returns how long the daemon took to greet, without the way there and back; negative on a network that became quicker. */
    Duration greetedAfter() {
        return greetedAfter;
    }

    /** Returns how long connecting took. */
    Duration roundTrip() {
        return connection.roundTrip();
    }

    /** Returns the daemon's clock when it greeted, in seconds, unsigned. */
    int daemonClock() {
        return greeting.timestamp();
    }

    /** Encrypts and writes a packet as a whole. */
    void write(NscaMessage message, Deadline deadline) throws IOException {
        byte[] bytes = packet.fill(message, greeting.timestamp());
        cipher.encrypt(bytes);
        written++;
        connection.write(buffer.clear().put(bytes).flip(), deadline);
        usedAt = System.nanoTime();
        if (written == 2) {
            secondAt = usedAt;
        }
    }

    Sign watch(Duration time) throws IOException {
        return connection.watch(time);
    }

    boolean hasEnded() {
        return connection.hasEnded();
    }

    void reset() throws IOException {
        connection.reset();
    }

    /** Returns whether anything was written of which it is not known that the daemon has read it. */
    boolean isOpenEnd() {
        return written > 0 && !connection.hasEnded();
    }

    void finish() throws IOException {
        connection.finish();
    }

    boolean isOlderThan(Duration limit) {
        return System.nanoTime() - openedAt > limit.toNanos();
    }

    /** Returns the time since the greeting. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /** Notes that the daemon has accepted packets of this connection: then it accepts all others. */
    void markAccepted() {
        accepted = true;
    }

    boolean wasAccepted() {
        return accepted;
    }

    /** Returns the time in which a daemon that gets its turn at once shows that it rejects a packet. */
    Duration quickWait() {
        return atLeastThreeTrips(QUICK_WAIT);
    }

    /** Returns the time in which a daemon that does not sleep shows it, whatever else its machine has to do. */
    Duration quickWaitAlone() {
        return atLeastThreeTrips(QUICK_WAIT_ALONE);
    }

    private Duration atLeastThreeTrips(Duration time) {
        Duration trips = threeTrips();
        return trips.compareTo(time) > 0 ? trips : time;
    }

    private Duration threeTrips() {
        return connection.roundTrip().multipliedBy(3);
    }

    /** Returns the time until the second packet has certainly arrived, and an answer to it as well. */
    Duration untilSecondHasTravelled() {
        return threeTrips().minusNanos(System.nanoTime() - secondAt);
    }

    /** Returns whether another batch may be sent: it is young, was used lately, and the daemon has not closed it. */
    boolean isUsable(NscaTiming timing) throws IOException {
        return System.nanoTime() - usedAt < timing.keepOpen().toNanos()
                && !isOlderThan(timing.connectionAge())
                && connection.watch(Duration.ZERO) == Sign.OPEN;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
