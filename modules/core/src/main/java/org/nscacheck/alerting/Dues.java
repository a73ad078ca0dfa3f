/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Routes.Mode;
import org.nscacheck.alerting.Routes.Reach;
import org.nscacheck.notification.Notification.Kind;

/** Compares the state of a subject with the last word to a recipient. */
final class Dues {

    private final Subject subject;
    private final Condition condition;
    private final Episode episode;
    private final Instant now;

    Dues(Subject subject, Condition condition, Episode episode, Instant now) {
        this.subject = subject;
        this.condition = condition;
        this.episode = episode;
        this.now = now;
    }

    Due find(@Nullable Reach reach, Word word) {
        if (reach == null) {
            return word.isBad() ? Due.not(Reason.NO_ROUTE, "no route leads there any more") : Due.NOTHING;
        }
        if (condition.isBad()) {
            return word.isBad() ? further(reach, word) : first(reach.mode());
        }
        return word.isBad() ? recovery(reach.route().holds()) : good(reach, word);
    }

    private Due first(Mode mode) {
        return switch (mode) {
            case DIRECT -> Due.now(Kind.PROBLEM, "the problem is new to it");
            case ESCALATED -> Due.now(Kind.ESCALATION, "nobody has acknowledged in time");
            case FOLLOWED -> Due.NOTHING;
        };
    }

    private Due further(Reach reach, Word word) {
        if (word.severity() != condition.severity()) {
            return Due.now(Kind.PROBLEM, "it was told " + word.severity() + " before");
        }
        Due unchanged = Due.not(Reason.UNCHANGED, "it knows that it is " + condition.severity());
        if (reach.mode() == Mode.FOLLOWED) {
            return unchanged;
        }
        if (isNewResult(word)) {
            return Due.now(Kind.REMINDER, "the rule persists: each result is told");
        }
        if (isBefore(word.at(), episode.rearmedAt())) {
            return Due.now(Kind.REMINDER, "the acknowledgement has expired");
        }
        Duration interval = reach.route().holds().reminder();
        Instant next = interval.isZero() || word.at() == null ? null : word.at().plus(interval);
        return next != null && !next.isAfter(now)
                ? Due.now(Kind.REMINDER, "a reminder each " + Texts.span(interval))
                : unchanged.later(next);
    }

    private Due recovery(Holds holds) {
        return condition.isGoodFor(holds.recoverAfter())
                ? Due.now(Kind.RECOVERY, "it was told the problem")
                : Due.not(
                        Reason.RECOVERING,
                        "good for " + condition.goodRuns() + " results of " + holds.recoverAfter()
                                + " that make a recovery");
    }

    private Due good(Reach reach, Word word) {
        Holds holds = reach.route().holds();
        Due nothing = word.severity() != null
                ? Due.not(Reason.UNCHANGED, "it knows that it is OKAY")
                : episode.badSince() != null
                        ? Due.not(Reason.NEVER_TOLD, "it was never told the problem")
                        : Due.NOTHING;
        if (reach.mode() != Mode.DIRECT || condition.isEnded() || !condition.isGoodFor(holds.recoverAfter())) {
            return reach.mode() == Mode.DIRECT ? nothing : Due.NOTHING;
        }
        if (holds.okayFirst() && word.severity() == null) {
            return Due.now(Kind.EVENT, "the first good result is told");
        }
        if (isNewResult(word)) {
            return Due.now(Kind.EVENT, "the rule persists: each result is told");
        }
        return holds.refresh().isZero() ? nothing : refreshed(holds.refresh(), word, nothing);
    }

    /** Each subject has its own moment within the period, so that a thousand good states are not told in one second. */
    private Due refreshed(Duration period, Word word, Due nothing) {
        long length = period.toMillis();
        long moment = Math.floorMod(Jitter.of(subject.id()), length);
        long passed = Math.floorDiv(now.toEpochMilli() - moment, length);
        Instant slot = Instant.ofEpochMilli(passed * length + moment);
        Instant last = word.at() == null ? condition.since() : word.at();
        return slot.isAfter(last)
                ? Due.now(Kind.EVENT, "a sign of life each " + Texts.span(period))
                        .later(slot.plus(period))
                : nothing.later(slot.plus(period));
    }

    private boolean isNewResult(Word word) {
        return condition.persistent()
                && (word.resultAt() == null || word.resultAt().isBefore(condition.lastResultAt()));
    }

    private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isBefore(other);
    }
}
