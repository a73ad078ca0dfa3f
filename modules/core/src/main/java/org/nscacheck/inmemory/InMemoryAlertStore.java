/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
import org.nscacheck.notification.Severity;

/**
 * What was told, in memory. The memory of each subject is kept as text, as in a column. That of a {@link InMemoryDatabase} hears of the
 * runs and fills the outbox there; one that stands alone keeps what is told in a list. Thread-safe.
 */
public final class InMemoryAlertStore implements AlertStore {

    private static final int MOST_NOTED = 10_000;

    private final InstantSource clock;
    private final AuditTrail trail;
    private final Runnable beforeCommit;
    private final @Nullable AlertFeed feed;
    private final Map<SubjectKey, Row> rows = new LinkedHashMap<>();
    private final Deque<Noted> history = new ArrayDeque<>();
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
        this(clock, trail, () -> {}, null);
    }

    /** @param beforeCommit called between deciding and storing; if it throws, nothing is stored, as after a kill */
    public InMemoryAlertStore(InstantSource clock, AuditTrail trail, Runnable beforeCommit) {
        this(clock, trail, beforeCommit, null);
    }

    /** @param feed what is told comes from there and goes there */
    InMemoryAlertStore(InstantSource clock, AuditTrail trail, AlertFeed feed) {
        this(clock, trail, () -> {}, feed);
    }

    private InMemoryAlertStore(InstantSource clock, AuditTrail trail, Runnable beforeCommit, @Nullable AlertFeed feed) {
        this.clock = clock;
        this.trail = trail;
        this.beforeCommit = beforeCommit;
        this.feed = feed;
    }

    @Override
    public synchronized int decideDue(int max, Decider decider) {
        Set<CheckId> asked = decider.parents();
        if (feed != null) {
            hear(feed, asked);
        }
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
        List<Decided> decided = decider.decide(new Look(now, due, parents(asked)));
        beforeCommit.run();
        if (feed != null) {
            feed.deliver(decided);
        }
        decided.forEach(one -> store(now, one));
        return decided.size();
    }

    /** Takes over what runs have found out, and what has no more results. */
    private void hear(AlertFeed from, Set<CheckId> parents) {
        from.takeNews().forEach(each -> observe(each.subject(), each.condition()));
        for (Row row : List.copyOf(rows.values())) {
            if (!row.subject.isOutside() && row.condition.isBad()) {
                from.end(row.subject).ifPresent(end -> observe(row.subject, Condition.ended(end, clock.instant())));
            }
        }
        from.takeSilent(parents, this::isFailure).forEach(each -> observe(each.subject(), each.condition()));
    }

    private boolean isFailure(SubjectKey subject) {
        Row row = rows.get(subject);
        return row != null && row.condition.severity() == Severity.FAILURE;
    }

    private Map<SubjectKey, Parent> parents(Set<CheckId> asked) {
        Map<SubjectKey, Parent> parents = new LinkedHashMap<>();
        rows.forEach((key, row) -> {
            if (asked.contains(key.check())) {
                parents.put(key, new Parent(row.subject, known(key, row.condition)));
            }
        });
        return parents;
    }

    /** Good runs of a check that is known to be good are no news; only its row of the due list has the time of the newest. */
    private Condition known(SubjectKey key, Condition condition) {
        Instant newest = feed == null ? null : feed.newestAt(key);
        return newest == null || newest.isBefore(condition.lastResultAt()) ? condition : condition.at(newest);
    }

    private void store(Instant now, Decided one) {
        one.decisions().news(one.open().memory()).forEach(news -> note(Noted.of(now, one.open(), news)));
        if (feed == null) {
            outbox.addAll(one.decisions().tells());
        }
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

    private void note(Noted noted) {
        history.addFirst(noted);
        if (history.size() > MOST_NOTED) {
            history.removeLast();
        }
    }

    @Override
    public synchronized void observe(Subject subject, Condition found) {
        Row row = rows.get(subject.id());
        Condition condition = row == null ? found : found.after(row.condition);
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
        return history.stream()
                .filter(row -> subject == null || row.subject().equals(subject))
                .limit(max)
                .toList();
    }

    /** Returns the deliveries that were stored, in their order. */
    public synchronized List<Tell> outbox() {
        return List.copyOf(outbox);
    }
}
