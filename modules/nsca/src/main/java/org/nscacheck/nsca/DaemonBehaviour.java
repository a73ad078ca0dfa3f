/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.time.Duration;

/**
 * The learnt behaviour of a daemon: whether it answers at once or sleeps, and whether it seems to reject connections. Thread-safe; a wrong guess costs time, never a result.
 *
 * <p>A daemon in single mode ({@code nsca --single}) closes on a rejected packet within a fraction of a millisecond. In its
 * other mode ({@code --daemon}) the child that serves a connection sleeps a second before it reads, and again whenever it has
 * read everything, so that a rejection shows only after it, and so does the end of a batch. The difference is taken from batches that were read to their end: if that took
 * less than half a second, nobody slept.
 *
 * <p>A daemon in single mode that finds only a part of a packet sleeps a second as well, which happens when more is under
 * way than its receive buffer takes. So it gets a batch in {@linkplain Window windows} that fit. When it sleeps in the middle of
 * each all the same, because of a network that brings packets in pieces, it is fed as a forked one: on one connection, so that
 * as many results as possible share a sleep.
 */
final class DaemonBehaviour {

    private static final Duration ASLEEP = Duration.ofMillis(800);
    private static final Duration AWAKE = Duration.ofMillis(500);
    /** After so many batches without a sleep a daemon is taken for one in single mode. */
    private static final int PROMPT_BATCHES = 3;

    /** A daemon in its other mode takes a connection at any moment within a second: of twenty one seems to take it at once. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final Duration wholeWait;
    private final boolean guesses;
    private boolean probablyPrompt;
    private int promptBatches;
    private boolean sleepy;
    private boolean suspected;
    private int lateReads;
    /** How many connections in a row were read to their end after a sleep. */
    private int sleeps;

    DaemonBehaviour(NscaTiming timing) {
        this(timing, false);
    }

    /**
     * @param guesses whether a daemon that greets at once is taken for a prompt one before it is known: the end of a batch then tells
     *     whether that was right
     */
    DaemonBehaviour(NscaTiming timing, boolean guesses) {
        this.wholeWait = timing.rejectionWait();
        this.guesses = guesses;
    }

    /** Notes how long the daemon took to greet, without the way there and back. */
    synchronized void greetedAfter(Duration time) {
        probablyPrompt = guesses && time.compareTo(AT_ONCE) < 0;
    }

    /** Returns whether the daemon shows a rejection, and the end of a batch, at once. */
    synchronized boolean isPrompt() {
        return promptBatches >= PROMPT_BATCHES && !suspected;
    }

    /**
     * Returns how long the first packet of a connection is to be watched: the whole wait for a rejection, unless a rejection shows at
     * once, or probably does, or shows by a reset at the end because more packets follow. Not even then if the last connection was reset.
     *
     * @param quick time in which a prompt daemon shows it
     */
    synchronized Duration rejectionWait(boolean alone, Duration quick) {
        boolean isQuick = isPrompt() || (!suspected && (!alone || probablyPrompt));
        return isQuick && quick.compareTo(wholeWait) < 0 ? quick : wholeWait;
    }

    /** Returns whether it sleeps whenever it has read everything: it must never catch up with us. */
    synchronized boolean isSleepy() {
        return sleepy;
    }

    /** The daemon has closed a connection before it was known whether it accepts us. */
    synchronized void suspect() {
        suspected = true;
    }

    /**
     * A packet that came alone was read too late to know whether it was accepted. The next one is watched for the whole
     * wait; when the daemon has slept three times in a row it is not prompt any more.
     */
    synchronized void readLate() {
        suspected = true;
        lateReads++;
        if (lateReads >= PROMPT_BATCHES) {
            promptBatches = 0;
        }
    }

    /**
     * A batch was read to its end.
     *
     * @param sinceGreeting how long that was after the greeting
     * @param sinceWritten how long that was after the last packet
     * @param watched whether the first packet was watched for the whole wait for a rejection, so that a sleep would not be noticed
     */
    synchronized void readToEnd(Duration sinceGreeting, Duration sinceWritten, boolean watched) {
        suspected = false;
        sleeps = sinceWritten.compareTo(ASLEEP) > 0 ? sleeps + 1 : 0;
        sleepy |= sleeps == PROMPT_BATCHES || (sleeps > 0 && promptBatches < PROMPT_BATCHES);
        if (!watched && sinceGreeting.compareTo(AWAKE) < 0) {
            promptBatches++;
            lateReads = 0;
            sleepy = false;
        }
    }
}
