/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.Status;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;
import org.nscacheck.threshold.RuleBook;
import org.nscacheck.threshold.RuleSet;
import org.nscacheck.threshold.Subject;

/**
 * A check with everything that a run needs, overrides and defaults resolved.
 *
 * @param id identity
 * @param handler what is called
 * @param name for people
 * @param scope one node or each node
 * @param timing when it runs by itself
 * @param timeout time limit of a run
 * @param arguments values of parameters by name
 * @param fallback what is reported for a run that brings no result
 * @param reporting who is told, from when on, and what beside the result
 * @param fault why its method cannot be called as it is configured, empty if it can
 */
public record Check(
        CheckId id,
        CheckKey handler,
        String name,
        CheckScope scope,
        Timing timing,
        Duration timeout,
        Map<String, String> arguments,
        Fallback fallback,
        Reporting reporting,
        String fault) {

    public Check {
        arguments = Map.copyOf(arguments);
    }

    /**
     * When a check runs by itself.
     *
     * @param schedule its slots
     * @param spread longest delay behind a slot
     * @param active whether it is scheduled
     * @param pausedUntil until when it does not run, or null; may be in the past
     */
    public record Timing(
            Schedule schedule,
            Duration spread,
            boolean active,
            @Nullable Instant pausedUntil) {}

    /**
     * What is reported for a run that brings no result.
     *
     * @param onError state reported when the handler fails, never OK
     * @param onTimeout state reported when it takes too long, never OK
     * @param allowVoid whether it may report nothing
     */
    public record Fallback(Status onError, Status onTimeout, boolean allowVoid) {}

    /**
     * Who is told of the results, from when on, and what beside them.
     *
     * @param destinations who is told, at most once per server
     * @param confirmation how often a bad state has to be found before it counts
     * @param runbook link to instructions, or null
     * @param rules threshold rules that judge its metrics
     * @param tags what its code says that it belongs to
     */
    public record Reporting(
            List<Destination> destinations,
            Confirmation confirmation,
            @Nullable String runbook,
            RuleSet rules,
            Set<String> tags) {
        public Reporting {
            destinations = List.copyOf(destinations);
            tags = Set.copyOf(tags);
        }
    }

    /**
     * A server and the name under which the check reports to it.
     *
     * @param server the server
     * @param target host and service there
     */
    public record Destination(ServerId server, Target target) {}

    /** Returns a builder for a check that is active, runs on one node, exactly on its slots, and reports to nobody yet. */
    public static Builder builder(CheckId id, CheckKey handler, String name, Schedule schedule) {
        return new Builder(id, handler, name, schedule);
    }

    /** Returns its slots. */
    public Schedule schedule() {
        return timing.schedule;
    }

    /** Returns the longest delay behind a slot. */
    public Duration spread() {
        return timing.spread;
    }

    /** Returns whether it is scheduled. */
    public boolean active() {
        return timing.active;
    }

    /** Returns until when it does not run by itself, or null; may be in the past. */
    public @Nullable Instant pausedUntil() {
        return timing.pausedUntil;
    }

    /** Returns who is told, at most once per server. */
    public List<Destination> destinations() {
        return reporting.destinations;
    }

    /** Returns how often a bad state has to be found before it counts. */
    public Confirmation confirmation() {
        return reporting.confirmation;
    }

    /** Returns the host name under which it is reported, empty if nobody gets its results. */
    public String host() {
        return reporting.destinations.stream()
                .map(destination -> destination.target.host())
                .findFirst()
                .orElse("");
    }

    /** Returns what its code says that it belongs to. */
    public Set<String> tags() {
        return reporting.tags;
    }

    /** Returns the threshold rules that judge its metrics. */
    public RuleSet rules() {
        return reporting.rules;
    }

    /**
     * Returns this check with the rules of a book that match it: by the host name under which it reports, its key and its tags.
     *
     * @param tags what its code says that it belongs to
     */
    public Check judgedBy(RuleBook book, Collection<String> tags) {
        RuleSet rules = book.rulesFor(new Subject(host(), handler.value(), name, Set.copyOf(tags)));
        Reporting judged = new Reporting(
                reporting.destinations, reporting.confirmation, reporting.runbook, rules, Set.copyOf(tags));
        return new Check(id, handler, name, scope, timing, timeout, arguments, fallback, judged, fault);
    }

    /** Returns whether its method cannot be called as it is configured; each of its runs is UNKNOWN with the reason then. */
    public boolean isFaulty() {
        return !fault.isEmpty();
    }

    /** Returns this check as one that cannot run: its reason is reported there, from the first run on. */
    public Check faulty(String reason, List<Destination> to) {
        Reporting atOnce = new Reporting(to, Confirmation.NONE, reporting.runbook, reporting.rules, reporting.tags);
        return new Check(id, handler, name, scope, timing, timeout, arguments, fallback, atOnce, reason);
    }

    /**
     * Returns a text that is the same as long as nothing of this check has changed. The due list keeps it: another text there
     * puts the check on the list again, so the text of an unchanged check must stay the same from release to release.
     */
    public String fingerprint() {
        String text = String.join(
                "|",
                handler.value(),
                name,
                scheduleText(),
                timeout.toString(),
                new TreeMap<>(arguments).toString(),
                scope.name(),
                String.valueOf(timing.active),
                String.valueOf(fallback.allowVoid),
                fallback.onError.name(),
                fallback.onTimeout.name(),
                reporting.confirmation.toString(),
                fault,
                reporting.destinations.stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList()
                        .toString());
        String withRunbook = reporting.runbook == null ? text : text + "|" + reporting.runbook;
        String withTags = reporting.tags.isEmpty() ? withRunbook : withRunbook + "|" + new TreeSet<>(reporting.tags);
        return reporting.rules.isEmpty() ? withTags : withTags + "|" + reporting.rules.fingerprint();
    }

    /** Returns the result with the runbook as the last line of its long output, if it is not OK and does not name it already. */
    public CheckResult withRunbook(CheckResult result) {
        String runbook = reporting.runbook;
        String lines = result.longOutput();
        if (runbook == null || result.status() == Status.OK || lines.contains(runbook)) {
            return result;
        }
        String separator = lines.isEmpty() || lines.endsWith("\n") ? "" : "\n";
        String withRunbook = lines + separator + "Runbook: " + runbook;
        return new CheckResult(result.status(), result.message(), withRunbook, result.perfData());
    }

    /** Returns a text that is the same as long as its slots, its spread and its pause have not changed. */
    public String scheduleText() {
        String pause = timing.pausedUntil == null ? "" : " paused until " + timing.pausedUntil;
        return timing.schedule + " " + timing.schedule.zone() + " spread " + timing.spread + pause;
    }

    /** Returns this check's own delay behind its slots. */
    public Duration spreadOffset() {
        return Spread.offset(id.value(), timing.schedule, timing.spread);
    }

    /**
     * Returns the first slot whose run, spread included, is due after the given moment, and which lies after the previous
     * slot; null if there is none any more. Slots missed in between are skipped, so that an outage is followed by one run;
     * so are those of a pause.
     */
    public @Nullable Instant nextSlot(Instant now, @Nullable Instant previous) {
        Instant pausedUntil = timing.pausedUntil;
        Instant from = pausedUntil != null && pausedUntil.isAfter(now) ? pausedUntil : now;
        Instant after = from.minus(spreadOffset());
        return timing.schedule.nextAfter(previous != null && previous.isAfter(after) ? previous : after);
    }

    /**
     * Returns the slot of the run after one that left this state: the next of the schedule, or a sooner one that finds out
     * whether a bad state stays. That one is placed so that its run is due at the end of the retry interval.
     */
    public @Nullable Instant slotAfter(CheckState state, Instant now, @Nullable Instant previous) {
        Instant regular = nextSlot(now, previous);
        if (state.attempt() == 0 || confirmation().isConfirmed(state.attempt())) {
            return regular;
        }
        Instant retry = now.plus(confirmation().retryInterval()).minus(spreadOffset());
        boolean paused = timing.pausedUntil != null && timing.pausedUntil.isAfter(now);
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
        return schedule()
                .longestGap(from)
                .plus(spreadOffset())
                .plus(timeout)
                .plus(confirmation().longestSilence(timeout))
                .plus(delivery);
    }

    /** Returns when the run of a slot is due. */
    public Instant dueAt(Instant slot) {
        return slot.plus(spreadOffset());
    }

    /** Collects a check. Not thread-safe. */
    public static final class Builder {

        private final CheckId id;
        private final CheckKey handler;
        private final String name;
        private final Schedule schedule;
        private CheckScope scope = CheckScope.CLUSTER;
        private Duration spread = Duration.ZERO;
        private boolean active = true;
        private @Nullable Instant pausedUntil;
        private Duration timeout = CheckDefinition.DEFAULT_TIMEOUT;
        private Map<String, String> arguments = Map.of();
        private Status onError = Status.CRITICAL;
        private Status onTimeout = Status.CRITICAL;
        private boolean allowVoid;
        private List<Destination> destinations = List.of();
        private Confirmation confirmation = Confirmation.NONE;
        private @Nullable String runbook;

        private Builder(CheckId id, CheckKey handler, String name, Schedule schedule) {
            this.id = id;
            this.handler = handler;
            this.name = name;
            this.schedule = schedule;
        }

        /** Takes what is set of spread, timeout, arguments, active, allowVoid, confirmation and runbook. */
        public Builder settings(CheckSettings settings) {
            spread = requireNonNullElse(settings.spread(), spread);
            timeout = requireNonNullElse(settings.timeout(), timeout);
            arguments = settings.arguments();
            active = requireNonNullElse(settings.active(), active);
            allowVoid = requireNonNullElse(settings.noResult().allowVoid(), allowVoid);
            confirmation = requireNonNullElse(settings.confirmation(), confirmation);
            runbook = settings.runbook();
            return this;
        }

        /** Sets where it runs. */
        public Builder scope(CheckScope value) {
            scope = value;
            return this;
        }

        /** Sets the longest delay behind a slot. */
        public Builder spread(Duration value) {
            spread = value;
            return this;
        }

        /** Sets until when it does not run by itself. */
        public Builder pausedUntil(@Nullable Instant value) {
            pausedUntil = value;
            return this;
        }

        /** Sets the values of parameters by name. */
        public Builder arguments(Map<String, String> value) {
            arguments = value;
            return this;
        }

        /** Sets the state reported when the handler fails; CRITICAL unless set. */
        public Builder onError(Status value) {
            onError = value;
            return this;
        }

        /** Sets the state reported when it takes too long; CRITICAL unless set. */
        public Builder onTimeout(Status value) {
            onTimeout = value;
            return this;
        }

        /** Sets who is told. */
        public Builder destinations(List<Destination> value) {
            destinations = value;
            return this;
        }

        /** Returns a check that can run. */
        public Check build() {
            return new Check(
                    id,
                    handler,
                    name,
                    scope,
                    new Timing(schedule, spread, active, pausedUntil),
                    timeout,
                    arguments,
                    new Fallback(onError, onTimeout, allowVoid),
                    new Reporting(destinations, confirmation, runbook, RuleSet.EMPTY, Set.of()),
                    "");
        }
    }
}
