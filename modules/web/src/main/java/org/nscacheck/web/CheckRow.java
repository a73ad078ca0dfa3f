/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.Confirmation;

/**
 * A line of the list of checks.
 *
 * @param service as which it reports, or in parentheses that it reports the host
 * @param message of the latest run, may be empty
 * @param deliveries what became of the latest result
 */
record CheckRow(
        String id,
        String name,
        String service,
        StateMark state,
        String message,
        Timing timing,
        List<DeliveryRow> deliveries) {

    /**
     * Whether and when it runs.
     *
     * @param note what keeps it from running as planned, may be empty
     * @param since when it entered its state, or null
     * @param lastRun when the latest run ended, or null
     * @param nextRun when it is due, or null
     */
    record Timing(
            boolean active,
            boolean paused,
            String note,
            Words.@Nullable Moment since,
            Words.@Nullable Moment lastRun,
            Words.@Nullable Moment nextRun) {

        private static Timing of(CheckView view, Words words, Instant now) {
            Optional<CheckSummary> summary = view.summary();
            RecordedRun last = summary.map(CheckSummary::lastRun).orElse(null);
            Instant due =
                    summary.filter(c -> c.active()).map(CheckSummary::dueAt).orElse(null);
            return new Timing(
                    view.isActive(),
                    pause(view, now) != null,
                    CheckRow.note(view, summary, words, now),
                    words.moment(summary.map(c -> c.state().since()).orElse(null), now),
                    words.moment(last == null ? null : last.run().endedAt(), now),
                    words.moment(due, now));
        }
    }

    static CheckRow of(CheckView view, Words words, ServerNames servers) {
        Optional<CheckSummary> summary = view.summary();
        Instant now = summary.map(CheckSummary::at).orElse(Instant.EPOCH);
        return new CheckRow(
                view.stored().id().toString(),
                view.stored().name(),
                service(view),
                StateMark.of(view),
                message(summary.map(CheckSummary::lastRun).orElse(null)),
                Timing.of(view, words, now),
                view.deliveries().stream()
                        .map(delivery -> DeliveryRow.of(delivery, words, servers, now))
                        .toList());
    }

    private static String service(CheckView view) {
        if (view.definition() != null && view.definition().isOfHost(view.settings())) {
            return "(the host itself)";
        }
        return Objects.requireNonNullElse(view.settings().service(), "");
    }

    static String message(@Nullable RecordedRun run) {
        if (run == null) {
            return "";
        }
        return run.run().result() == null
                ? "nothing to report"
                : run.run().result().message();
    }

    private static @Nullable Instant pause(CheckView view, Instant now) {
        Instant until = view.stored().pausedUntil();
        return until != null && until.isAfter(now) ? until : null;
    }

    private static String note(CheckView view, Optional<CheckSummary> summary, Words words, Instant now) {
        if (!view.fault().isEmpty()) {
            return view.fault();
        }
        if (summary.filter(CheckSummary::running).isPresent()) {
            return "running";
        }
        Instant pause = pause(view, now);
        if (pause != null) {
            return words.pause(pause, now);
        }
        int attempt = summary.map(c -> c.state().attempt()).orElse(0);
        Confirmation confirmation =
                view.effective() == null ? Confirmation.NONE : view.effective().confirmation();
        if (attempt > 0 && !confirmation.isConfirmed(attempt)) {
            return "not OK, attempt " + attempt + " of " + confirmation.attempts();
        }
        return summary.filter(c -> c.isOverdue(CheckSummary.OVERDUE)).isPresent() ? "overdue" : "";
    }
}
