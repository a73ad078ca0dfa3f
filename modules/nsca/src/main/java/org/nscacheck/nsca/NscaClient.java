/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;

/**
 * An NSCA client that needs neither the {@code send_nsca} program nor the rest of this project. Thread-safe: each call
 * opens connections of its own.
 *
 * <pre>{@code
 * NscaClient client = new NscaClient(
 *         NscaClientSettings.of("nagios.example.net", 5667, Secret.of("password"), Encryption.RIJNDAEL_128));
 * client.send(List.of(new NscaMessage("shop", "Mail queue", 0, "OK")), Deadline.in(Duration.ofSeconds(10)));
 * }</pre>
 *
 * <p>NSCA has no acknowledgement. What can be known is: a daemon that rejects a packet, because of a wrong password for
 * instance, closes the connection before we do; one that accepts keeps it open until we have closed our side, and closes
 * its own when it has read everything. What can never be known: whether the daemon could write what it read, and whether
 * the monitoring core knows host and service.
 */
public final class NscaClient {

    /** After a rejected packet a daemon in single mode may overlook the next connection for a moment. */
    private static final Duration PAUSE_BEFORE_SECOND_TRY = Duration.ofMillis(250);
    /** A daemon in single mode shows a rejection within a fraction of a millisecond on a local network. */
    private static final Duration QUICK_PROBATION = Duration.ofMillis(3);

    private final NscaClientSettings settings;

    public NscaClient(NscaClientSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends results in the given order, all on one connection unless the daemon takes one packet per connection.
     *
     * @return one outcome per result, in the same order
     * @throws InterruptedException if the thread was interrupted; what was under way counts as unknown
     */
    public List<SendOutcome> send(List<NscaMessage> messages, Deadline deadline) throws InterruptedException {
        if (!settings.onePacket()) {
            return sendOnOneConnection(messages, deadline);
        }
        List<SendOutcome> outcomes = new ArrayList<>();
        for (NscaMessage message : messages) {
            outcomes.addAll(sendOnOneConnection(List.of(message), deadline));
            if (!(outcomes.get(outcomes.size() - 1) instanceof SendOutcome.Sent)) {
                break;
            }
        }
        fill(outcomes, messages.size(), new SendOutcome.Retry("not sent, because the result before it failed"));
        return outcomes;
    }

    private List<SendOutcome> sendOnOneConnection(List<NscaMessage> messages, Deadline deadline)
            throws InterruptedException {
        if (messages.isEmpty()) {
            return List.of();
        }
        int sent = 0;
        Batch batch = new Batch(messages, deadline);
        try (Greeted greeted = greet(deadline)) {
            return batch.send(greeted);
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            sent = batch.sent;
            return broken(sent, messages.size(), describe(e));
        }
    }

    private static InterruptedException interrupted() {
        // The interrupt is passed on by the exception instead of the flag.
        Thread.interrupted();
        return new InterruptedException("interrupted while sending");
    }

    /** What was written may have arrived, what was not has not. */
    private static List<SendOutcome> broken(int sent, int all, String reason) {
        List<SendOutcome> outcomes = new ArrayList<>(Collections.nCopies(sent, new SendOutcome.Unknown(reason)));
        fill(outcomes, all, new SendOutcome.Retry(reason));
        return outcomes;
    }

    private static void fill(List<SendOutcome> outcomes, int size, SendOutcome outcome) {
        while (outcomes.size() < size) {
            outcomes.add(outcome);
        }
    }

    private String describe(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof java.net.UnknownHostException) {
            message = "the host name is not known";
        } else if (e instanceof java.net.ConnectException) {
            message = "connection refused: is the daemon running and listening on this address, is a firewall between?";
        }
        return settings.host() + ":" + settings.port() + ": " + message;
    }

    private record Greeted(NscaConnection connection, Greeting greeting) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** A daemon that is busy with a rejected client may leave one connection without a greeting, so it is tried twice. */
    private Greeted greet(Deadline deadline) throws IOException, InterruptedException {
        try {
            return greetOnce(deadline);
        } catch (SocketTimeoutException e) {
            if (deadline.left().compareTo(PAUSE_BEFORE_SECOND_TRY.plus(settings.readTimeout())) < 0) {
                throw e;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_BEFORE_SECOND_TRY.toMillis());
            return greetOnce(deadline);
        }
    }

    private Greeted greetOnce(Deadline deadline) throws IOException {
        NscaConnection connection =
                NscaConnection.open(settings.host(), settings.port(), deadline.atMost(settings.connectTimeout()));
        boolean greeted = false;
        try {
            Greeting greeting = connection.readGreeting(deadline.atMost(settings.readTimeout()));
            greeted = true;
            return new Greeted(connection, greeting);
        } finally {
            if (!greeted) {
                connection.close();
            }
        }
    }

    /** The results of one connection. */
    private final class Batch {

        private final List<NscaMessage> messages;
        private final Deadline deadline;
        private final byte[] packet = new byte[DataPacket.bytes(settings.outputField())];
        private int sent;

        Batch(List<NscaMessage> messages, Deadline deadline) {
            this.messages = messages;
            this.deadline = deadline;
        }

        List<SendOutcome> send(Greeted greeted) throws IOException {
            NscaConnection connection = greeted.connection();
            Greeting greeting = greeted.greeting();
            PacketCipher cipher = settings.encryption().open(settings.password().bytes(), greeting.iv());
            long next = System.nanoTime();
            while (sent < messages.size() && !deadline.isOver()) {
                DataPacket.encode(messages.get(sent), greeting.timestamp(), packet);
                cipher.encrypt(packet, packet.length);
                if (settings.isPaced()) {
                    awaitNanos(next);
                    next = System.nanoTime() + settings.pacing().toNanos();
                }
                connection.write(ByteBuffer.wrap(packet), deadline);
                sent++;
                if (sent == 1 && !settings.onePacket()) {
                    NscaConnection.Sign sign = connection.watch(probation());
                    if (sign != NscaConnection.Sign.OPEN) {
                        return rejected();
                    }
                }
            }
            return confirm(connection);
        }

        /** With a second packet behind it a rejection shows itself by a reset; a packet alone has to be watched. */
        private Duration probation() {
            Duration wanted = messages.size() == 1 ? settings.probation() : QUICK_PROBATION;
            return wanted.compareTo(deadline.left()) < 0 ? wanted : deadline.left();
        }

        private List<SendOutcome> rejected() {
            String reason = settings.host() + ":" + settings.port()
                    + ": the daemon closed the connection on our first packet: password or encryption method differ from"
                    + " its own, or it speaks another version";
            List<SendOutcome> outcomes = new ArrayList<>();
            fill(outcomes, messages.size(), new SendOutcome.Retry(reason));
            return outcomes;
        }

        private List<SendOutcome> confirm(NscaConnection connection) throws IOException {
            connection.finish();
            NscaConnection.Sign sign =
                    connection.watch(deadline.atMost(settings.readTimeout()).left());
            List<SendOutcome> outcomes = new ArrayList<>();
            if (sign == NscaConnection.Sign.RESET) {
                fill(
                        outcomes,
                        sent,
                        new SendOutcome.Unknown(settings.host() + ":" + settings.port()
                                + ": the daemon dropped the connection: password or encryption method probably differ from its own,"
                                + " or it was stopped"));
            } else {
                fill(outcomes, sent, new SendOutcome.Sent(sign == NscaConnection.Sign.CLOSED));
            }
            fill(outcomes, messages.size(), new SendOutcome.Retry("there was no time left to send it"));
            return outcomes;
        }

        /** Parking takes longer than a pause between packets, so short pauses are spun. */
        private void awaitNanos(long time) {
            long left = time - System.nanoTime();
            if (left > 200_000) {
                LockSupport.parkNanos(left - 100_000);
            }
            while (time - System.nanoTime() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "NscaClient[%s:%d %s]", settings.host(), settings.port(), settings.encryption());
    }
}
