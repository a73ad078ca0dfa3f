/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.NextDue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Claims due checks, as many as there are free workers, and announces when the next is due. A claim that could not be started is
 * released at the next turn. Its turns are of one thread; the rest is thread-safe.
 */
final class ClaimLoop {

    private static final Logger log = LoggerFactory.getLogger(ClaimLoop.class);
    private static final Duration OTHERS_BUSINESS = Duration.ofMillis(50);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration OVERDUE = Duration.ofSeconds(60);
    /** How long it rests if nobody wakes it: it shows that it lives. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final NodeClaims claims;
    private final CheckDirectory directory;
    private final CheckCatalog catalog;
    private final NextDue nextDue;
    private final Workers workers;
    private final RunRecorder recorder;
    private final int maxRunning;
    private final Beginning begin;

    private final Outage outage = new Outage(
            log,
            Level.ERROR,
            "NSCA-202 checks could not be claimed, retrying every second",
            "NSCA-203 checks are claimed again");

    /** Claimed, but neither running nor recorded, because there was no thread for it or no memory. */
    private final Queue<Claim> unstarted = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Loops loops;
    private volatile @Nullable Loop loop;
    private volatile @Nullable Throwable whyUnstarted;
    private volatile boolean wantsRoom;
    private volatile boolean closing;
    private @Nullable Long lastLookNanos;
    /** Since when this node has looked without a pause; what was due before could not begin in time. */
    private volatile Instant lookingSince = Instant.MIN;

    /** Claimed, but not yet begun because their checks could not be read; of the loop, while it lives. */
    private List<Claim> claimed = List.of();

    /** Handles a claim, without a check if that is not known. An exception releases the claim. */
    @FunctionalInterface
    interface Beginning {
        void begin(Claim claim, @Nullable Check check);
    }

    /** @param maxRunning how many checks may run at once: so many may be overdue without being spread */
    ClaimLoop(
            NodeClaims claims,
            CheckDirectory directory,
            CheckCatalog catalog,
            Alarm alarm,
            Workers workers,
            RunRecorder recorder,
            int maxRunning,
            Beginning begin) {
        this.claims = claims;
        this.directory = directory;
        this.catalog = catalog;
        this.nextDue = new NextDue(alarm);
        this.workers = workers;
        this.recorder = recorder;
        this.maxRunning = maxRunning;
        this.begin = begin;
    }

    void start(Loops among) {
        loops = among;
        loop = among.start(Loop.Kind.vital("claims"), this::turn);
    }

    /** Looks for due checks soon; any number of calls may share one look. */
    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    /** Waits until it has looked once for what is due; false if that takes longer. */
    boolean awaitFirstLook(Duration limit) throws InterruptedException {
        Loop running = loop;
        return running != null && running.awaitFirstTurn(limit);
    }

    /** Looks if something is due for which it has not looked yet, or if it has not looked for a second. */
    void wakeIfDue() {
        if (nextDue.isDue()) {
            wake();
        }
    }

    /** Looks if the last look could have claimed more, but for results that were not recorded yet. */
    void wakeIfItWantsRoom() {
        if (wantsRoom) {
            wake();
        }
    }

    /** Says that checks are due again that were not known to be when it looked the last time. */
    void dueAgainIn(Duration delay) {
        nextDue.add(delay.compareTo(OTHERS_BUSINESS) < 0 ? OTHERS_BUSINESS : delay);
    }

    /** Returns whether this node was looking when something was due; what was due before could not begin in time. */
    boolean wasLooking(Instant dueAt) {
        return !dueAt.isBefore(lookingSince);
    }

    /** Returns how long it is until it should look. */
    Duration untilLook() {
        return nextDue.untilLook();
    }

    private Duration turn() {
        giveBackUnstarted();
        boolean more = !closing && claimOnce();
        giveBackUnstarted();
        return more ? Duration.ZERO : REST;
    }

    /** Another node may have a thread for it; this one fails until it has. */
    private void giveBackUnstarted() {
        List<Claim> unfinished = new ArrayList<>();
        for (Claim claim = unstarted.poll(); claim != null; claim = unstarted.poll()) {
            unfinished.add(claim);
        }
        if (!unfinished.isEmpty()) {
            claims.giveBack(unfinished);
            throw new IllegalStateException(
                    unfinished.size() + " checks could not be run and were released", whyUnstarted);
        }
    }

    /** Returns whether it pays to claim again at once. */
    private boolean claimOnce() {
        try {
            return claimAll();
        } catch (RuntimeException e) {
            nextDue.in(AFTER_A_FAILURE);
            outage.failed(e);
            return false;
        }
    }

    private boolean claimAll() {
        nextDue.looking();
        if (recorder.isBehind() || areOthersDead()) {
            // What it holds would be claimed again, and its results refused.
            return false;
        }
        boolean more = false;
        boolean lacksRoom = false;
        Instant nextDueAt = null;
        Instant now = null;
        beginLook();
        for (RunGroups.Portion portion : workers.portions()) {
            int wanted = Math.min(portion.max(), workers.available());
            int max = Math.min(wanted, recorder.room());
            lacksRoom |= max < wanted;
            if (max > 0) {
                Claims found = claim(portion.handlers(), max);
                now = found.now();
                nextDueAt = earlier(nextDueAt, found.nextDueAt());
                more |= found.claims().size() == max;
            }
        }
        wantsRoom = lacksRoom;
        lastLookNanos = System.nanoTime();
        if (now == null) {
            nextDue.unknown(); // no free worker: the first one that is free looks
        } else {
            outage.worked();
            announce(now, nextDueAt);
        }
        return more;
    }

    /** Does first what the look before has left over. */
    private void beginLook() {
        wantsRoom = false;
        beginClaimed();
        claims.compare(catalog.keys());
        // Checks have become slower than when these were claimed; another node may be idle.
        claims.giveBack(workers.takeWaiting(LONGEST_WAIT));
        if (isBackAfterAPause()) {
            spreadOverdue();
        }
    }

    /** A node that cannot record, deliver or say that it lives leaves the checks to others. */
    private boolean areOthersDead() {
        Loop self = loop;
        Loops others = loops;
        return self != null && others != null && !others.areOthersAlive(self);
    }

    private Claims claim(Set<CheckKey> handlers, int max) {
        boolean isBack = isBackAfterAPause();
        Claims found = claims.claim(handlers, max);
        if (isBack) {
            lookingSince = found.now();
            lastLookNanos = System.nanoTime();
        }
        claimed = found.claims();
        if (closing) {
            claims.giveBack(claimed);
            claimed = List.of();
        }
        beginClaimed();
        return found;
    }

    private void beginClaimed() {
        if (claimed.isEmpty()) {
            return;
        }
        Map<CheckId, Check> checks = directory.find(claimed);
        Instant now = claims.now();
        List<Claim> found = claimed;
        claimed = List.of();
        for (Claim claim : found) {
            // After a while without the store somebody else may have it.
            if (claim.leaseUntil().isAfter(now)) {
                beginOrGiveBack(claim, checks.get(claim.check()));
            }
        }
    }

    private void beginOrGiveBack(Claim claim, @Nullable Check check) {
        try {
            begin.begin(claim, check);
        } catch (Throwable e) {
            lost(claim, e);
        }
    }

    /** A tick comes every second; so a node that has not looked for long was stopped, frozen or without its database. */
    private boolean isBackAfterAPause() {
        return lastLookNanos == null || System.nanoTime() - lastLookNanos > PAUSE.toNanos();
    }

    private void spreadOverdue() {
        int spread = claims.spreadOverdue(catalog.keys(), OVERDUE, maxRunning);
        if (spread > 0) {
            log.info("NSCA-204 overdue checks found, their runs are spread out count={}", spread);
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private void announce(Instant now, @Nullable Instant nextDueAt) {
        if (nextDueAt == null) {
            nextDue.unknown();
            return;
        }
        Duration delay = Duration.between(now, nextDueAt);
        // Due already and not ours: another node is claiming it, or there was no free worker.
        nextDue.in(delay.compareTo(OTHERS_BUSINESS) < 0 ? OTHERS_BUSINESS : delay);
    }

    /** Has the claim given back; if there is no memory even for that, it ends with its lease. */
    void lost(Claim claim, Throwable why) {
        whyUnstarted = why;
        unstarted.add(claim);
        wake();
    }

    /** Ends the loop, and gives back what it had not begun. */
    void close(Duration limit) throws InterruptedException {
        closing = true;
        Loop running = loop;
        if (running != null && !running.close(limit)) {
            log.warn("NSCA-227 due list did not respond during shutdown; claimed checks run when their leases expire");
        }
        claims.giveBack(claimed);
    }

    /** Gives back what could not be begun, once nothing runs any more. */
    void giveBackLost() {
        claims.giveBack(List.copyOf(unstarted));
    }
}
