/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.StatusChange;
import org.nscacheck.check.StorableText;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.server.Names;
import org.nscacheck.threshold.Judge;
import org.nscacheck.threshold.Judgement;
import org.nscacheck.threshold.RuleMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the end of a run into its record: state, next due time and deliveries. Pure but for the log line. */
final class RunJudge {

    private static final Logger log = LoggerFactory.getLogger(RunJudge.class);

    private final Duration validityGrace;

    RunJudge(Duration validityGrace) {
        this.validityGrace = validityGrace;
    }

    RunRecord judge(
            Claim claim, Check check, Instant startedAt, Outcome outcome, @Nullable CheckResult result, Instant now) {
        CheckState before = claim.state();
        Judged judged = judged(check, before, result, now, period(check, claim, now));
        CheckState next = judged.state;
        Instant nextSlot = check.slotAfter(next, now, claim.slot());
        Instant nextDueAt = nextSlot == null ? null : check.dueAt(nextSlot);
        StatusChange change = StatusChange.between(before, next, now);
        CheckRun run = new CheckRun(startedAt, now, outcome, judged.result, judged.facts);
        return new RunRecord(
                claim, run, nextSlot, nextDueAt, next, change, deliveries(check, judged.result, next, nextDueAt, now));
    }

    /** A result with what threshold rules say about it, and the state that it leaves. */
    private record Judged(@Nullable CheckResult result, CheckState state, Map<String, Object> facts) {}

    private static Judged judged(
            Check check, CheckState before, @Nullable CheckResult result, Instant now, Duration period) {
        if (result == null) {
            return new Judged(null, before, Map.of());
        }
        if (check.rules().isEmpty()) {
            return new Judged(
                    check.withRunbook(result),
                    before.with(RuleMemory.EMPTY).after(result.status(), now, check.confirmation()),
                    Map.of());
        }
        Judgement judgement = Judge.judge(check.rules(), result, before.rules(), now, period);
        CheckState next = before.with(judgement.next()).after(judgement.status(), now, check.confirmation());
        return new Judged(
                StorableText.of(check.withRunbook(judgement.applyTo(result))),
                next,
                RuleFacts.of(judgement, StatusChange.between(before, next, now) != null));
    }

    /** Returns what would be reported of this result if it were the first of its check. */
    static CheckResult alone(Check check, CheckResult result, Instant now) {
        return requireNonNullElse(judged(check, CheckState.NEW, result, now, Duration.ZERO).result, result);
    }

    /** Returns how often it usually runs, by which a metric is found to be missing; zero if it has no next slot. */
    private static Duration period(Check check, Claim claim, Instant now) {
        if (check.rules().isEmpty()) {
            return Duration.ZERO;
        }
        Instant next = check.nextSlot(now, claim.slot());
        Instant after = next == null ? null : check.schedule().nextAfter(next);
        return after == null ? Duration.ZERO : Duration.between(next, after);
    }

    private List<NewDelivery> deliveries(
            Check check, @Nullable CheckResult result, CheckState next, @Nullable Instant nextDueAt, Instant now) {
        if (result == null || !isReported(check.confirmation(), next)) {
            return List.of();
        }
        Instant validUntil =
                nextDueAt == null ? null : nextDueAt.plus(check.timeout()).plus(validityGrace);
        return deliveries(check, result, now, validUntil);
    }

    private static List<NewDelivery> deliveries(
            Check check, CheckResult result, Instant now, @Nullable Instant validUntil) {
        return check.destinations().stream()
                .map(destination -> NewDelivery.of(destination, result, now, validUntil))
                .toList();
    }

    /**
     * Returns the record of a result that came from outside; the check is due when the next one has not come by then. While it is
     * inactive or paused nobody is told.
     */
    static RunRecord reported(Claim claim, Check check, CheckResult result, Duration validFor) {
        Instant now = claim.claimedAt();
        Judged judged = judged(check, claim.state(), result, now, validFor);
        CheckResult said = requireNonNullElse(judged.result, result);
        CheckState next = judged.state;
        Instant validUntil = now.plus(validFor);
        Instant pausedUntil = requireNonNullElse(check.pausedUntil(), now);
        Instant lateAt = pausedUntil.isAfter(validUntil) ? pausedUntil : validUntil;
        boolean told = check.active() && !pausedUntil.isAfter(now) && isReported(check.confirmation(), next);
        List<NewDelivery> deliveries = told ? deliveries(check, said, now, validUntil) : List.of();
        CheckRun run = new CheckRun(now, now, Outcome.REPORTED, said, judged.facts);
        StatusChange change = StatusChange.between(claim.state(), next, now);
        return new RunRecord(claim, run, lateAt, lateAt, next, change, deliveries);
    }

    private static boolean isReported(Confirmation confirmation, CheckState state) {
        return state.attempt() == 0 || confirmation.isConfirmed(state.attempt()) || confirmation.reportEach();
    }

    static void logChange(RunRecord record) {
        StatusChange change = record.change();
        CheckResult result = record.run().result();
        if (change != null && result != null && (change.from() != null || change.to() != Status.OK)) {
            log.info(
                    "NSCA-210 check state changed key={} from={} to={} took={}ms msg=\"{}\"",
                    record.claim().handler(),
                    change.from(),
                    change.to(),
                    Duration.between(record.run().startedAt(), record.run().endedAt())
                            .toMillis(),
                    Names.printable(result.message()));
        }
    }
}
