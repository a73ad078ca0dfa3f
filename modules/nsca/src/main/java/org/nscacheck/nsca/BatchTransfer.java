/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.nsca.DeadlineSocket.Sign;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;

/** The results of one connection and their outcomes. Used once, by one thread. */
final class BatchTransfer {

    /** The slowest cipher takes the daemon 2 ms a packet. */
    private static final Duration READING_A_PACKET = Duration.ofMillis(4);
    /** A prompt daemon reads the end of a batch in less than so many quick waits. */
    private static final int PROMPT_END = 10;

    private final NscaClientSettings settings;
    private final DaemonBehaviour behaviour;
    private final Window window;
    private final Deadline writing;
    private final Deadline deadline;
    /** What has become of the messages so far; null for what was written. */
    private final List<SendOutcome.@Nullable Expired> passed = new ArrayList<>();

    private int written;
    /** Whether the first packet was watched long enough for any daemon. */
    private boolean watched;
    /** Whether the daemon is known to accept what this connection brings. */
    private boolean accepted;

    private boolean leftOpen;
    private boolean proven;
    private @Nullable SendOutcome failure;

    /**
     * @param window the results; those whose time is over are left out
     * @param writing until when packets may be written
     * @param deadline until when the daemon has to have read them
     */
    BatchTransfer(
            NscaClientSettings settings,
            DaemonBehaviour behaviour,
            Window window,
            Deadline writing,
            Deadline deadline) {
        this.settings = settings;
        this.behaviour = behaviour;
        this.window = window;
        this.writing = writing;
        this.deadline = deadline;
    }

    /** Returns the outcome of results that were not sent because of a failure, or null if nothing has failed. */
    @Nullable
    SendOutcome failure() {
        return failure;
    }

    /** Returns whether the daemon has read to the end what was written. */
    boolean isProven() {
        return proven;
    }

    /** Returns whether the connection is good for another batch. */
    boolean leavesOpen() {
        return leftOpen;
    }

    /** Returns the outcomes of the results that were written or have expired; there may be fewer than were given. */
    List<SendOutcome> send(NscaConnection channel) throws IOException {
        if (writing.isOver()) {
            // The process may have been frozen while the daemon was greeting; what it wrote now could be old.
            return List.of();
        }
        accepted = channel.wasAccepted();
        if (!accepted && !window.isTrusted()) {
            while (written == 0 && isUnwritten()) {
                writeNext(channel);
            }
            if (written == 0) {
                return outcomes(new SendOutcome.Sent(false)); // of none
            }
            if (isRejected(channel)) {
                return rejected();
            }
        }
        Duration limit = settings.timing().connectionAge();
        while (isUnwritten() && !writing.isOver() && !channel.isOlderThan(limit)) {
            writeNext(channel);
        }
        boolean keepOpen = accepted
                && window.last()
                && !settings.onePacket()
                && !settings.timing().keepOpen().isZero();
        return keepOpen ? leaveOpen(channel) : confirm(channel);
    }

    private boolean isUnwritten() {
        return passed.size() < window.messages().size();
    }

    /** Writes the next message, or passes over it if it has expired meanwhile. */
    private void writeNext(NscaConnection channel) throws IOException {
        int next = passed.size();
        Optional<SendOutcome.Expired> expiry = window.validity().expiry(next);
        if (expiry.isEmpty()) {
            channel.write(window.messages().get(next), writing);
            written++;
        }
        passed.add(expiry.orElse(null));
    }

    /** Returns an outcome for each message so far, this one for those that were written. */
    private List<SendOutcome> outcomes(SendOutcome ofWritten) {
        return passed.stream()
                .map(expired -> expired == null ? ofWritten : expired)
                .toList();
    }

    private boolean isRejected(NscaConnection channel) throws IOException {
        Duration whole = settings.timing().rejectionWait();
        if (settings.onePacket() || whole.isZero()) {
            return false;
        }
        boolean alone = window.messages().size() == 1;
        Duration wanted = behaviour.rejectionWait(alone, alone ? channel.quickWaitAlone() : channel.quickWait());
        watched = wanted.equals(whole) && deadline.left().compareTo(whole) > 0;
        Sign sign = channel.watch(deadline.atMost(wanted).left());
        accepted = sign == Sign.OPEN && (watched || behaviour.isPrompt());
        return sign != Sign.OPEN;
    }

    private List<SendOutcome> rejected() {
        behaviour.suspect();
        failure = new SendOutcome.Rejected(settings.address()
                + ": the daemon closed the connection on the first packet: password or encryption method"
                + " differ from its own, or its version");
        return outcomes(failure);
    }

    /**
     * A daemon that rejects the first packet resets the connection because of the second, unless it has closed before the
     * second arrived. Then its close arrives before we close our side, which is why that is waited for: afterwards it would look
     * like the end of a batch that was read. A packet that is alone because all others have expired is watched as one that
     * came alone.
     */
    private List<SendOutcome> confirm(NscaConnection channel) throws IOException {
        if (window.messages().size() > 1 && !watched && channel.watch(waitForClose(channel)) != Sign.OPEN) {
            return dropped("before the end");
        }
        long writtenAt = System.nanoTime();
        channel.finish();
        Duration reading = settings.timing().readTimeout().plus(READING_A_PACKET.multipliedBy(written));
        Sign sign = channel.watch(deadline.atMost(reading).left());
        Duration waited = Duration.ofNanos(System.nanoTime() - writtenAt);
        if (sign == Sign.RESET) {
            return dropped("at the end");
        }
        if (sign == Sign.OPEN) {
            return broken(settings.address() + ": the daemon has not read everything in time");
        }
        proven = true;
        behaviour.readToEnd(channel.age(), waited, watched);
        return outcomes(new SendOutcome.Sent(isCertain(channel, waited)));
    }

    /**
     * Returns how long to watch before our side is closed. Of a daemon that closed before the second packet arrived, the close
     * is on its way when that packet arrives, however slow the daemon is: within a round trip it is here.
     */
    private Duration waitForClose(NscaConnection channel) {
        if (written == 1) {
            return channel.quickWaitAlone();
        }
        return window.isTrusted() ? channel.untilSecondHasTravelled() : channel.quickWait();
    }

    /**
     * A packet that came alone ends in the same way whether it was accepted or rejected if the daemon slept while it was
     * watched; then its end is read late.
     */
    private boolean isCertain(NscaConnection channel, Duration waited) {
        boolean certain = written > 1
                || watched
                || settings.onePacket()
                || waited.compareTo(channel.quickWait().multipliedBy(PROMPT_END)) < 0;
        if (!certain) {
            behaviour.readLate();
        }
        return certain;
    }

    private List<SendOutcome> leaveOpen(NscaConnection channel) throws IOException {
        if (channel.watch(channel.quickWait()) != Sign.OPEN) {
            return dropped("at the end");
        }
        channel.markAccepted();
        leftOpen = !isUnwritten();
        return leftOpen ? outcomes(new SendOutcome.Sent(false)) : confirm(channel);
    }

    /** The connection is gone while packets were under way. */
    List<SendOutcome> dropped(String sign) {
        String why = accepted
                ? "it was probably stopped"
                : "password or encryption method probably differ from its own, or it was stopped";
        return broken(settings.address() + ": the daemon dropped the connection (" + sign + "): " + why);
    }

    /** What was written may have arrived, what was not has not. */
    List<SendOutcome> broken(String reason) {
        if (written > 0 && !accepted) {
            behaviour.suspect();
        }
        failure = new SendOutcome.Retry(reason);
        return outcomes(new SendOutcome.Unknown(reason));
    }

    boolean hasWritten() {
        return written > 0;
    }
}
