/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;

/**
 * An NSCA client that needs neither the {@code send_nsca} program nor the rest of this project. Thread-safe. It learns how
 * its daemon behaves, so keep one client per daemon instead of making one per batch.
 *
 * <pre>{@code
 * NscaClient client = new NscaClient(
 *         NscaClientSettings.of("nagios.example.net", 5667, Secret.of("password"), Encryption.RIJNDAEL_128));
 * client.send(List.of(new NscaMessage("shop", "Mail queue", 0, "OK")), Deadline.in(Duration.ofSeconds(10)));
 * }</pre>
 *
 * <p>NSCA has no acknowledgement. What can be known:
 *
 * <ul>
 *   <li>A daemon that rejects a packet, because of a wrong password or method for instance, closes the connection before
 *       we do: {@link SendOutcome.Rejected}. It rejects a connection's first packet or none.
 *   <li>One that accepts keeps the connection open until we close our side, and closes its own when it has read everything:
 *       {@link SendOutcome.Sent} with {@code readToEnd}.
 *   <li>When a connection breaks between the two, what was written may have been read: {@link SendOutcome.Unknown}. What was
 *       not written has not: {@link SendOutcome.Retry}. Nothing is sent until the daemon has ended that connection, for 30 s at
 *       most: what it reads of it late would arrive behind newer results.
 * </ul>
 *
 * <p>What can never be known: whether the daemon could write what it read into its command file; whether it dropped a result
 * because of {@code strict_mode_spoofing}; whether the monitoring core knows host and service; and with {@link
 * Encryption#NONE}, whether the passwords agree.
 */
public final class NscaClient implements AutoCloseable {

    /** After a rejected packet a daemon in single mode may overlook the next connection for a moment. */
    private static final long PAUSE_BEFORE_SECOND_TRY_MILLIS = 250;
    /** The rest of a batch's time is for the daemon to read what was written. */
    private static final double SHARE_FOR_WRITING = 0.7;

    private static final String UNENDED =
            ": the daemon still has the connection of an earlier batch open; its results would arrive after newer ones";

    private final NscaClientSettings settings;
    private final DaemonBehaviour behaviour;
    private final AtomicReference<@Nullable NscaConnection> kept = new AtomicReference<>();
    private final OpenEnds openEnds;

    public NscaClient(NscaClientSettings settings) {
        this(settings, System::nanoTime);
    }

    /** @param nanoTime by which the daemon's time to end an earlier connection is counted */
    NscaClient(NscaClientSettings settings, LongSupplier nanoTime) {
        this(settings, nanoTime, new DaemonBehaviour(settings.timing()));
    }

    private NscaClient(NscaClientSettings settings, LongSupplier nanoTime, DaemonBehaviour behaviour) {
        this.settings = settings;
        this.openEnds = new OpenEnds(nanoTime, settings.address());
        this.behaviour = behaviour;
    }

    /**
     * Returns a client for a process that sends one batch and ends, so that nothing is learnt about its daemon. It watches a result
     * that travels alone for 50 ms only if the daemon has greeted at once, as one in single mode does. If it turns out to be a
     * forked one, which happens in one of twenty connections, the result is {@link SendOutcome.Sent} without {@code readToEnd}.
     */
    public static NscaClient forOneBatch(NscaClientSettings settings) {
        return new NscaClient(settings, System::nanoTime, new DaemonBehaviour(settings.timing(), true));
    }

    /**
     * Sends results in the given order, all on one connection unless the daemon takes one packet per connection, the batch
     * lasts longer than a connection may, or the daemon reads at once and would overtake us: then each connection carries
     * what fits into its receive buffer, and ends with proof that it was read before the next begins.
     *
     * @return one outcome per result, in the same order
     * @throws InterruptedException if the thread was interrupted; what was under way counts as unknown
     */
    public List<SendOutcome> send(List<NscaMessage> messages, Deadline deadline) throws InterruptedException {
        return send(messages, Validity.ENDLESS, deadline);
    }

    /** @param validity is asked in front of each packet */
    List<SendOutcome> send(List<NscaMessage> messages, Validity validity, Deadline deadline)
            throws InterruptedException {
        Deadline writing = deadline.share(SHARE_FOR_WRITING);
        List<SendOutcome> outcomes = new ArrayList<>(messages.size());
        boolean proven = false;
        SendOutcome rest = new SendOutcome.Retry("the time limit of the batch was reached before it was sent");
        while (outcomes.size() < messages.size() && !writing.isOver()) {
            int first = outcomes.size();
            Optional<SendOutcome.Expired> expiry = validity.expiry(first);
            if (expiry.isPresent()) {
                outcomes.add(expiry.get());
                continue; // No connection is made for it.
            }
            int end = first + size(messages.size() - first);
            Window window =
                    new Window(messages.subList(first, end), validity.from(first), proven, end == messages.size());
            BatchTransfer transmission = new BatchTransfer(settings, behaviour, window, writing, deadline);
            outcomes.addAll(transmit(transmission, deadline));
            SendOutcome failure = transmission.failure();
            if (failure != null) {
                rest = failure;
                break;
            }
            proven = transmission.isProven();
        }
        while (outcomes.size() < messages.size()) {
            outcomes.add(rest);
        }
        return outcomes;
    }

    /** Returns how many of so many results go on the next connection. */
    private int size(int results) {
        if (settings.onePacket()) {
            return 1;
        }
        return settings.mayBeOvertaken() && !behaviour.isSleepy() ? Window.size(results) : results;
    }

    private List<SendOutcome> transmit(BatchTransfer transmission, Deadline deadline) throws InterruptedException {
        NscaConnection channel = null;
        try {
            channel = reuse();
            if (channel == null) {
                Duration patience =
                        deadline.atMost(settings.timing().readTimeout()).left();
                if (!openEnds.settle(patience)) {
                    return transmission.broken(settings.address() + UNENDED);
                }
                channel = greet(deadline);
                behaviour.greetedAfter(channel.greetedAfter());
            }
            List<SendOutcome> outcomes = transmission.send(channel);
            if (transmission.leavesOpen()) {
                keep(channel);
                channel = null;
            }
            return outcomes;
        } catch (ClosedByInterruptException e) {
            // The interrupt is passed on by the exception instead of the flag.
            Thread.interrupted();
            throw new InterruptedException("interrupted while sending");
        } catch (IOException e) {
            return transmission.hasWritten()
                    ? transmission.dropped(NscaProbe.words(e))
                    : transmission.broken(NscaProbe.describe(settings, e));
        } finally {
            leave(channel);
        }
    }

    private void leave(@Nullable NscaConnection channel) {
        if (channel != null && channel.isOpenEnd()) {
            try {
                openEnds.add(channel);
            } catch (IOException e) {
                // It has ended; that is what is waited for.
            }
        } else {
            closeQuietly(channel);
        }
    }

    /** Returns the connection of the last batch if the daemon has not closed it meanwhile, or null. */
    private @Nullable NscaConnection reuse() throws IOException {
        NscaConnection channel = kept.getAndSet(null);
        if (channel != null && !channel.isUsable(settings.timing())) {
            leave(channel);
            return null;
        }
        return channel;
    }

    private void keep(NscaConnection channel) {
        leave(kept.getAndSet(channel));
    }

    private static void closeQuietly(@Nullable NscaConnection channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Everything that matters about this connection is known by now.
            }
        }
    }

    /** A daemon that is busy with a rejected client may leave one connection without a greeting, so it is tried twice. */
    private NscaConnection greet(Deadline deadline) throws IOException, InterruptedException {
        try {
            return NscaConnection.open(settings, deadline);
        } catch (SocketTimeoutException e) {
            if (deadline.left().toMillis()
                    < PAUSE_BEFORE_SECOND_TRY_MILLIS
                            + settings.timing().readTimeout().toMillis()) {
                throw e;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_BEFORE_SECOND_TRY_MILLIS);
            return NscaConnection.open(settings, deadline);
        }
    }

    /** Closes the connections that are kept, if there are any. The client can be used again. */
    @Override
    public void close() {
        openEnds.close();
        closeQuietly(kept.getAndSet(null));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "NscaClient[%s %s]", settings.address(), settings.encryption());
    }
}
