/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Condition.End;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.DueList;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.sender.Report;

/** What checks have to say to people, and the way to the outbox. Thread-safe. */
final class AlertFeed {

    private static final CheckKey HEARTBEAT = new CheckKey(CheckKey.HEARTBEAT);

    private final Memory memory;

    AlertFeed(Memory memory) {
        this.memory = memory;
    }

    /** A check and the state that it is in now. */
    record Observed(Subject subject, Condition condition) {}

    /** Takes what runs have found out since the last call. */
    List<Observed> takeNews() {
        List<Observed> taken = new ArrayList<>();
        synchronized (memory) {
            for (DueRow row : memory.due.values()) {
                StoredCheck check = memory.checks.get(row.key.check());
                if (row.news && row.active && check != null) {
                    row.news = false;
                    condition(row).ifPresent(found -> taken.add(new Observed(subject(row, check), found)));
                }
            }
        }
        return taken;
    }

    private static Subject subject(DueRow row, StoredCheck check) {
        SubjectKey id = new SubjectKey(row.key.check(), row.key.node());
        return Subject.ofCheck(id, row.host, row.handler, check.name(), row.tags);
    }

    private static Optional<Condition> condition(DueRow row) {
        Status status = row.state.status();
        Instant since = row.state.since();
        if (status == null || since == null || row.lastEndedAt == null) {
            return Optional.empty();
        }
        Map<String, Object> facts = new LinkedHashMap<>(row.facts);
        boolean persistent = facts.remove(CheckRun.PERSISTENT) != null;
        int good = status == Status.OK ? row.goodRuns : 0;
        return Optional.of(new Condition(status, since, row.lastEndedAt, row.message, good, persistent, facts));
    }

    /** Returns why there will be no more results of a check, or empty if there will be. */
    Optional<End> end(Subject subject) {
        synchronized (memory) {
            StoredCheck check = memory.checks.get(subject.check());
            DueRow row = memory.due.get(new DueList.Key(subject.check(), subject.node()));
            if (check == null || row == null) {
                return Optional.of(End.DELETED);
            } else if (!row.active) {
                return Optional.of(End.DEACTIVATED);
            }
            Instant paused = check.pausedUntil();
            return paused != null && paused.isAfter(memory.now()) ? Optional.of(End.PAUSED) : Optional.empty();
        }
    }

    /**
     * Takes heartbeats that should have run a while ago and have not.
     *
     * @param isDown whether that is known already
     */
    List<Observed> takeSilent(Set<CheckId> checks, Predicate<SubjectKey> isDown) {
        List<Observed> silent = new ArrayList<>();
        synchronized (memory) {
            Instant now = memory.now();
            for (DueRow row : memory.due.values()) {
                StoredCheck check = memory.checks.get(row.key.check());
                boolean asked = checks.contains(row.key.check()) && row.handler.equals(HEARTBEAT);
                if (asked && check != null && row.active && isLate(row, now)) {
                    Subject subject = subject(row, check);
                    if (!isDown.test(subject.id())) {
                        row.goodRuns = 0;
                        silent.add(new Observed(subject, Condition.silent(row.lastEndedAt, dueAt(row, now), now)));
                    }
                }
            }
        }
        return silent;
    }

    private boolean isLate(DueRow row, Instant now) {
        Instant expected = memory.expected(row.wakeAt);
        return expected != null && expected.isBefore(now.minus(Dependency.OVERDUE));
    }

    private static Instant dueAt(DueRow row, Instant otherwise) {
        return row.dueAt == null ? otherwise : row.dueAt;
    }

    /** Returns when the newest result of a check came, where that is no news any more; otherwise null. */
    @Nullable
    Instant newestAt(SubjectKey subject) {
        synchronized (memory) {
            DueRow row = memory.due.get(new DueList.Key(subject.check(), subject.node()));
            return row == null || row.news ? null : row.lastEndedAt;
        }
    }

    /** Puts into the outbox what is told, all of it or, by an exception, nothing. */
    void deliver(List<Decided> decided) {
        List<Outbox.Told> told = decided.stream()
                .flatMap(each -> each.decisions().tells().stream()
                        .map(tell -> new Outbox.Told(
                                each.open().subject().id(),
                                new NewDelivery(tell.notifier(), Report.telling(tell.notification())))))
                .toList();
        synchronized (memory) {
            memory.outbox.tell(told);
        }
    }
}
