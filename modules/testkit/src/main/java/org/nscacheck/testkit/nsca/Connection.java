/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's conversation with the fake daemon, on a thread of its own. */
final class Connection {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Settings settings;
    private final FaultSwitch faults;
    private final Journal journal;
    private final Socket socket;
    private final int number;
    private final Greeting greeting;
    private int packets;

    Connection(Settings settings, FaultSwitch faults, Journal journal, Socket socket, int number, Greeting greeting) {
        this.settings = settings;
        this.faults = faults;
        this.journal = journal;
        this.socket = socket;
        this.number = number;
        this.greeting = greeting;
    }

    /** Talks to the end; {@link #hangUp} comes then. */
    void serve() throws IOException, InterruptedException {
        if (!greet()) {
            return;
        }
        Decryption decryption = Decryption.of(settings.method(), settings.password(), greeting.vector());
        if (settings.flavour() == Flavour.SHINKEN) {
            readAsShinken(decryption);
        } else {
            readAsNagios(decryption);
        }
    }

    /**
     * Closes the socket as C does: what was not read becomes a reset. Java would say an orderly goodbye first, and a
     * client that looks for the one sign of rejection would see another.
     */
    void hangUp() {
        try (socket) {
            if (!socket.isClosed() && socket.getInputStream().available() > 0) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            log.debug("Hanging up failed: {}", e.getMessage());
        }
    }

    private boolean greet() throws IOException, InterruptedException {
        faults.waitWhile(Fault.Freeze.class::isInstance);
        Fault fault = faults.get();
        if (fault instanceof Fault.CloseBeforeGreeting) {
            return false;
        }
        if (fault instanceof Fault.CutGreeting cut) {
            socket.getOutputStream().write(greeting.bytes(), 0, cut.bytes());
            return false;
        }
        if (fault instanceof Fault.HalfGreeting half) {
            socket.getOutputStream().write(greeting.bytes(), 0, half.bytes());
            awaitEnd();
            return false;
        }
        socket.getOutputStream().write(greeting.bytes());
        return true;
    }

    /** Stays silent until the client gives up or the daemon is stopped. */
    private void awaitEnd() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void readAsNagios(Decryption decryption) throws IOException, InterruptedException {
        while (!isDropped()) {
            byte[] bytes = read(Packet.LENGTH);
            boolean closed = bytes.length < Packet.LENGTH;
            if (closed && bytes.length != Packet.LEGACY_LENGTH) {
                return;
            }
            Packet packet = new Packet(decryption.decrypt(bytes));
            if (!accept(packet, packet.fault()) || closed) {
                return;
            }
        }
    }

    private void readAsShinken(Decryption decryption) throws IOException, InterruptedException {
        byte[] all = read(Integer.MAX_VALUE);
        if (all.length < Packet.LEGACY_LENGTH) {
            journal.reject(number, all.length + " bytes are no packet");
            return;
        }
        int length = all.length < Packet.LENGTH ? Packet.LEGACY_LENGTH : Packet.LENGTH;
        accept(new Packet(decryption.decrypt(Arrays.copyOf(all, length))), null);
    }

    private boolean accept(Packet packet, @Nullable String fault) {
        Instant now = settings.clock().instant();
        String reason = fault == null ? age(packet, now) : fault;
        if (reason != null) {
            journal.reject(number, reason);
            return false;
        }
        packets++;
        journal.accept(packet.received(now, number));
        return true;
    }

    private @Nullable String age(Packet packet, Instant now) {
        Duration limit = settings.maxPacketAge();
        if (limit == null) {
            return null;
        }
        Duration age =
                Duration.between(Instant.ofEpochSecond(packet.timestamp()), now).abs();
        return age.compareTo(limit) > 0 ? "packet is " + age.toSeconds() + " s away from the daemon's time" : null;
    }

    /** Resets the connection if it has had its share, so that the client's next write or read fails. */
    private boolean isDropped() throws IOException {
        if (faults.get() instanceof Fault.DropAfter drop && packets >= drop.packets()) {
            socket.setSoLinger(true, 0);
            return true;
        }
        return false;
    }

    /** Reads up to so many bytes, fewer only if the client closes before. */
    private byte[] read(int wanted) throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[Math.min(wanted, Packet.LENGTH)];
        int filled = 0;
        while (filled < wanted) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            int count = in.read(bytes, filled, Math.min(bytes.length - filled, allowance()));
            if (count < 0) {
                return Arrays.copyOf(bytes, filled);
            }
            filled += count;
        }
        return bytes;
    }

    /** Waits as the fault in force demands and tells how many bytes may be read then. */
    private int allowance() throws InterruptedException {
        faults.waitWhile(fault -> fault instanceof Fault.Freeze || fault instanceof Fault.StopReading);
        if (faults.get() instanceof Fault.SlowReading slow) {
            faults.pause(slow.pause());
            return slow.bytes();
        }
        return Integer.MAX_VALUE;
    }
}
