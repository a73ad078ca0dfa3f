/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.AlertMemory;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decider;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.alerting.Look;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Parent;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.check.CheckId;

/** What was told, in memory. The memory of each subject is kept as text, as in a column. */
public final class InMemoryAlertStore implements AlertStore {

    private final InstantSource clock;
    private final AuditTrail trail;
    private final Runnable beforeCommit;
    private final Map<SubjectKey, Row> rows = new LinkedHashMap<>();
    private final List<Noted> history = new ArrayList<>();
    private final List<Tell> outbox = new ArrayList<>();

    private record Row(
            Subject subject,
            Condition condition,
            String memory,
            boolean awaited,
            @Nullable Instant lookAt) {

        Open open() {
            return new Open(subject, condition, AlertMemory.decode(memory));
        }

        Row at(@Nullable Instant time) {
            return new Row(subject, condition, memory, awaited, time);
        }
    }

    /** @param trail where it is entered who takes care of what */
    public InMemoryAlertStore(InstantSource clock, AuditTrail trail) {
        this(clock, trail, () -> {});
    }

    /** @param beforeCommit called between deciding and storing; if it throws, nothing is stored, as after a kill */
    public InMemoryAlertStore(InstantSource clock, AuditTrail trail, Runnable beforeCommit) {
        this.clock = clock;
        this.trail = trail;
        this.beforeCommit = beforeCommit;
    }

    @Override
    public synchronized int decideDue(int max, Decider decider) {
        Instant now = clock.instant();
        List<Open> due = rows.values().stream()
                .filter(row -> row.lookAt != null && !row.lookAt.isAfter(now))
                .sorted(Comparator.comparing(row -> row.lookAt))
                .limit(max)
                .map(Row::open)
                .toList();
        if (due.isEmpty()) {
            return 0;
        }
        List<Decided> decided = decider.decide(new Look(now, due, parents(decider.parents())));
        beforeCommit.run();
        decided.forEach(one -> store(now, one));
        return decided.size();
    }

    private Map<SubjectKey, Parent> parents(Set<CheckId> asked) {
        Map<SubjectKey, Parent> parents = new LinkedHashMap<>();
        rows.forEach((key, row) -> {
            if (asked.contains(key.check())) {
                parents.put(key, new Parent(row.subject, row.condition));
            }
        });
        return parents;
    }

    private void store(Instant now, Decided one) {
        one.decisions().news(one.open().memory()).forEach(news -> history.add(Noted.of(now, one.open(), news)));
        outbox.addAll(one.decisions().tells());
        if (one.isOver()) {
            rows.remove(one.open().subject().id());
            return;
        }
        rows.put(
                one.open().subject().id(),
                new Row(
                        one.open().subject(),
                        one.open().condition(),
                        one.decisions().next().encode(),
                        one.decisions().awaitsResult(),
                        one.decisions().lookAgainAt()));
    }

    @Override
    public synchronized void observe(Subject subject, Condition condition) {
        Row row = rows.get(subject.id());
        boolean news = condition.isNews(row == null ? null : row.condition, row != null && row.awaited);
        rows.put(
                subject.id(),
                new Row(
                        subject,
                        condition,
                        row == null ? AlertMemory.EMPTY.encode() : row.memory,
                        row != null && row.awaited,
                        news || row == null ? clock.instant() : row.lookAt));
    }

    @Override
    public synchronized boolean acknowledge(SubjectKey subject, Acknowledgement acknowledgement, AuditNote note) {
        Row row = rows.get(subject);
        return row != null && row.condition.isBad() && remember(row, acknowledgement, note);
    }

    @Override
    public synchronized boolean unacknowledge(SubjectKey subject, AuditNote note) {
        Row row = rows.get(subject);
        return row != null && row.open().memory().acknowledgement() != null && remember(row, null, note);
    }

    private boolean remember(Row row, @Nullable Acknowledgement given, AuditNote note) {
        trail.write(note);
        String memory = row.open().memory().with(given).encode();
        rows.put(row.subject.id(), new Row(row.subject, row.condition, memory, row.awaited, clock.instant()));
        return true;
    }

    @Override
    public synchronized void touch(SubjectKey subject) {
        rows.computeIfPresent(subject, (key, row) -> row.at(clock.instant()));
    }

    @Override
    public synchronized void touchAll() {
        rows.replaceAll((key, row) -> row.at(clock.instant()));
    }

    @Override
    public synchronized List<Open> open() {
        return rows.values().stream()
                .map(Row::open)
                .filter(open -> open.condition().isBad() || !open.memory().isSettled())
                .sorted(Comparator.comparing(open -> open.condition().since()))
                .toList();
    }

    @Override
    public synchronized List<Noted> history(@Nullable SubjectKey subject, int max) {
        List<Noted> newest = new ArrayList<>(history);
        Collections.reverse(newest);
        return newest.stream()
                .filter(row -> subject == null || row.subject().equals(subject))
                .limit(max)
                .toList();
    }

    /** Returns the deliveries that were stored, in their order. */
    public synchronized List<Tell> outbox() {
        return List.copyOf(outbox);
    }
}
