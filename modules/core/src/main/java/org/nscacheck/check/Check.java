/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.Status;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/**
 * A check with everything that a run needs, overrides and defaults resolved.
 *
 * @param id identity
 * @param handler what is called
 * @param name for people
 * @param schedule when it runs
 * @param spread longest delay behind a slot
 * @param timeout time limit of a run
 * @param arguments values of parameters by name
 * @param scope one node or each node
 * @param active whether it is scheduled
 * @param allowVoid whether it may report nothing
 * @param onError state reported when the handler fails, never OK
 * @param onTimeout state reported when it takes too long, never OK
 * @param destinations where it reports, at most once per server
 * @param confirmation how often a bad state has to be found before it counts
 * @param pausedUntil end of its pause, or null; may be in the past
 * @param fault why its method cannot be called as it is configured, empty if it can
 */
public record Check(
        CheckId id,
        CheckKey handler,
        String name,
        Schedule schedule,
        Duration spread,
        Duration timeout,
        Map<String, String> arguments,
        CheckScope scope,
        boolean active,
        boolean allowVoid,
        Status onError,
        Status onTimeout,
        List<Destination> destinations,
        Confirmation confirmation,
        @Nullable Instant pausedUntil,
        String fault) {

    /** A check that can run. */
    public Check(
            CheckId id,
            CheckKey handler,
            String name,
            Schedule schedule,
            Duration spread,
            Duration timeout,
            Map<String, String> arguments,
            CheckScope scope,
            boolean active,
            boolean allowVoid,
            Status onError,
            Status onTimeout,
            List<Destination> destinations,
            Confirmation confirmation,
            @Nullable Instant pausedUntil) {
        this(
                id,
                handler,
                name,
                schedule,
                spread,
                timeout,
                arguments,
                scope,
                active,
                allowVoid,
                onError,
                onTimeout,
                destinations,
                confirmation,
                pausedUntil,
                "");
    }

    /** A check that is not paused, and whose first bad result counts. */
    public Check(
            CheckId id,
            CheckKey handler,
            String name,
            Schedule schedule,
            Duration spread,
            Duration timeout,
            Map<String, String> arguments,
            CheckScope scope,
            boolean active,
            boolean allowVoid,
            Status onError,
            Status onTimeout,
            List<Destination> destinations) {
        this(
                id,
                handler,
                name,
                schedule,
                spread,
                timeout,
                arguments,
                scope,
                active,
                allowVoid,
                onError,
                onTimeout,
                destinations,
                Confirmation.NONE,
                null);
    }

    public Check {
        arguments = Map.copyOf(arguments);
        destinations = List.copyOf(destinations);
    }

    /**
     * A server and the name under which the check reports to it.
     *
     * @param server the server
     * @param target host and service there
     */
    public record Destination(ServerId server, Target target) {}

    /** Returns whether its method cannot be called as it is configured; each of its runs is UNKNOWN with the reason then. */
    public boolean isFaulty() {
        return !fault.isEmpty();
    }

    /** Returns this check as one that cannot run: its reason is reported there, from the first run on. */
    public Check faulty(String reason, List<Destination> to) {
        return new Check(
                id,
                handler,
                name,
                schedule,
                spread,
                timeout,
                arguments,
                scope,
                active,
                allowVoid,
                onError,
                onTimeout,
                to,
                Confirmation.NONE,
                pausedUntil,
                reason);
    }

    /** Returns this check's own delay behind its slots. */
    public Duration spreadOffset() {
        return Spread.offset(id.value(), schedule, spread);
    }

    /**
     * Returns the first slot whose run, spread included, is due after the given moment, and which lies after the previous
     * slot; null if there is none any more. Slots missed in between are skipped, so that an outage is followed by one run;
     * so are those of a pause.
     */
    public @Nullable Instant nextSlot(Instant now, @Nullable Instant previous) {
        Instant from = pausedUntil != null && pausedUntil.isAfter(now) ? pausedUntil : now;
        Instant after = from.minus(spreadOffset());
        return schedule.nextAfter(previous != null && previous.isAfter(after) ? previous : after);
    }

    /**
     * Returns the slot of the run after one that left this state: the next of the schedule, or a sooner one that finds out
     * whether a bad state stays. That one is placed so that its run is due at the end of the retry interval.
     */
    public @Nullable Instant slotAfter(CheckState state, Instant now, @Nullable Instant previous) {
        Instant regular = nextSlot(now, previous);
        if (state.attempt() == 0 || confirmation.isConfirmed(state.attempt())) {
            return regular;
        }
        Instant retry = now.plus(confirmation.retryInterval()).minus(spreadOffset());
        boolean paused = pausedUntil != null && pausedUntil.isAfter(now);
        return paused || (regular != null && regular.isBefore(retry)) ? regular : retry;
    }

    /**
     * Returns after how long without a result of this check something is wrong: the longest gap of its schedule, changes of
     * daylight saving time included, with its spread, the time limit of a run, the attempts that are not reported, and the
     * delivery.
     *
     * @param from where the year begins in which the longest gap is looked for
     * @param delivery time for a delivery, with some retries
     */
    public Duration freshnessThreshold(Instant from, Duration delivery) {
        return schedule.longestGap(from)
                .plus(spreadOffset())
                .plus(timeout)
                .plus(confirmation.longestSilence(timeout))
                .plus(delivery);
    }

    /** Returns when the run of a slot is due. */
    public Instant dueAt(Instant slot) {
        return slot.plus(spreadOffset());
    }
}
