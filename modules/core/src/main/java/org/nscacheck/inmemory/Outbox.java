/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.delivery.DeliveryPolicy;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.inmemory.OutboxJournal.Entry;
import org.nscacheck.run.RunRecord;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/**
 * All deliveries: those that have not ended by server, in the order of their creation; those that have, by their end. What is created
 * and removed is counted by day. Guarded by {@link Memory}.
 */
final class Outbox {

    private final Memory memory;
    private final OutboxJournal journal;
    private final int kept;
    private final Map<ServerId, NavigableMap<Long, DeliveryRow>> open = new HashMap<>();
    private final Deque<DeliveryRow> ended = new ArrayDeque<>();
    private final Map<Origin, DeliveryRow> latest = new HashMap<>();
    private final Map<Day, Count> counts = new TreeMap<>();
    private long number;

    /** What a server is told by a check; the latest result of each is shown. */
    private record Origin(CheckId check, String node, ServerId server) {}

    /** A day of creation, in UTC. */
    record Day(ServerId server, LocalDate date) implements Comparable<Day> {

        @Override
        public int compareTo(Day other) {
            int byDate = date.compareTo(other.date);
            return byDate != 0 ? byDate : server.value().compareTo(other.server.value());
        }
    }

    /** How many deliveries of a day there were, are, and were removed. */
    static final class Count {
        long created;
        long present;
        long removed;
    }

    Outbox(Memory memory, OutboxJournal journal, int kept) {
        this.memory = memory;
        this.journal = journal;
        this.kept = kept;
    }

    /** Takes over what waited when the last process ended. */
    void restore() {
        for (Entry entry : journal.read()) {
            number = Math.max(number, entry.number());
            put(new DeliveryRow(entry, memory.now()));
        }
    }

    private void put(DeliveryRow row) {
        waitingOf(row.server()).put(row.number(), row);
        OutboxJournal.Origin origin = row.entry.origin();
        latest.put(new Origin(origin.check(), origin.node(), row.server()), row);
        Count count = count(row);
        count.created++;
        count.present++;
    }

    private Count count(DeliveryRow row) {
        return counts.computeIfAbsent(dayOf(row), day -> new Count());
    }

    private static Day dayOf(DeliveryRow row) {
        return new Day(row.server(), LocalDate.ofInstant(row.createdAt, ZoneOffset.UTC));
    }

    private NavigableMap<Long, DeliveryRow> waitingOf(ServerId server) {
        return open.computeIfAbsent(server, id -> new TreeMap<>());
    }

    /** Returns what has not ended for a server, the oldest first. */
    Collection<DeliveryRow> of(ServerId server) {
        NavigableMap<Long, DeliveryRow> rows = open.get(server);
        return rows == null ? List.of() : rows.values();
    }

    /** Adds the deliveries of runs, and ends those that wait and give way to them. */
    void add(List<RunRecord> runs) {
        List<Entry> entries = new ArrayList<>();
        long next = number;
        for (RunRecord run : runs) {
            OutboxJournal.Origin origin = new OutboxJournal.Origin(
                    run.claim().check(), run.claim().node(), run.claim().number());
            for (NewDelivery delivery : run.deliveries()) {
                if (memory.servers.containsKey(delivery.server())) {
                    entries.add(new Entry(++next, delivery, origin, run.change() != null));
                }
            }
        }
        long before = number;
        append(entries);
        entries.forEach(entry -> supersede(entry, before));
    }

    /** Adds what people are told of subjects; nothing gives way to it. */
    void tell(Collection<Told> told) {
        List<Entry> entries = new ArrayList<>();
        long next = number;
        for (Told each : told) {
            if (memory.servers.containsKey(each.delivery().server())) {
                OutboxJournal.Origin origin = new OutboxJournal.Origin(
                        each.subject().check(), each.subject().node(), 0);
                entries.add(new Entry(++next, each.delivery(), origin, true));
            }
        }
        append(entries);
    }

    /** What a notifier is to be sent about a subject. */
    record Told(SubjectKey subject, NewDelivery delivery) {}

    private void append(List<Entry> entries) {
        if (!entries.isEmpty()) {
            journal.added(entries);
            number = entries.get(entries.size() - 1).number();
            entries.forEach(entry -> put(new DeliveryRow(entry, memory.now())));
        }
    }

    private void supersede(Entry newer, long before) {
        ServerId server = newer.delivery().server();
        List<DeliveryRow> older = waitingOf(server).headMap(before, true).values().stream()
                .filter(row -> row.isWaiting()
                        && row.target().equals(newer.delivery().report().target())
                        && givesWay(row))
                .toList();
        end(older, DeliveryState.SUPERSEDED, "a newer result came before it could be sent");
    }

    /** Returns whether something older gives way to something newer of its service. */
    boolean givesWay(DeliveryRow older) {
        Server server = memory.servers.get(older.server());
        CatchUp catchUp = server == null ? CatchUp.LATEST : server.catchUp();
        return catchUp == CatchUp.LATEST || (catchUp == CatchUp.CHANGES && !older.entry.changed());
    }

    void end(Collection<DeliveryRow> rows, DeliveryState state, String reason) {
        end(rows, row -> {
            row.state = state;
            row.reason = reason;
        });
    }

    /** Ends deliveries; what is done with each sets the state that it has then. */
    void end(Collection<DeliveryRow> rows, Consumer<DeliveryRow> change) {
        if (rows.isEmpty()) {
            return;
        }
        for (DeliveryRow row : rows) {
            change.accept(row);
            row.endedAt = memory.now();
            row.notBefore = null;
            waitingOf(row.server()).remove(row.number());
            ended.add(row);
        }
        journal.ended(rows.stream().map(DeliveryRow::number).toList());
        forgetOldest();
    }

    private void forgetOldest() {
        long most = (long) kept * Math.max(1, memory.due.size());
        while (ended.size() > most) {
            forget(ended.removeFirst());
        }
    }

    /** Ends all that waits, and returns how many that were. */
    int discardAll(String reason) {
        List<DeliveryRow> all =
                open.values().stream().flatMap(rows -> rows.values().stream()).toList();
        end(all, DeliveryState.DISCARDED, reason);
        return all.size();
    }

    /** Removes all deliveries of a server that is gone, and returns how many had not ended. */
    long forget(ServerId server) {
        List<DeliveryRow> waiting = List.copyOf(of(server));
        end(waiting, DeliveryState.DISCARDED, "its server was removed");
        ended.removeIf(row -> row.server().equals(server));
        latest.keySet().removeIf(origin -> origin.server.equals(server));
        counts.keySet().removeIf(day -> day.server.equals(server));
        open.remove(server);
        return waiting.size();
    }

    /** Returns the latest delivery of a check to a server, or null. */
    @Nullable
    DeliveryRow latest(DueList.Key check, ServerId server) {
        return latest.get(new Origin(check.check(), check.node(), server));
    }

    /** Returns all that have not ended, of each server the oldest first. */
    Stream<DeliveryRow> open() {
        return open.values().stream().flatMap(rows -> rows.values().stream());
    }

    /** Returns those that have ended, in the order of their ends. */
    Stream<DeliveryRow> ended() {
        return ended.stream();
    }

    /** Returns how many deliveries for a server have expired since. */
    long expiredSince(ServerId server, Instant since) {
        return ended.stream()
                .filter(row -> row.server().equals(server)
                        && row.state == DeliveryState.EXPIRED
                        && row.endedAt != null
                        && row.endedAt.isAfter(since))
                .count();
    }

    /** Removes what ended longer ago, but that of the latest run of each check; returns how many that were. */
    int purge(Duration olderThan, int max) {
        expireOfUnknownServers();
        Instant limit = memory.now().minus(olderThan);
        int removed = 0;
        Iterator<DeliveryRow> rows = ended.iterator();
        while (rows.hasNext() && removed < max) {
            DeliveryRow row = rows.next();
            if (row.endedAt == null || !row.endedAt.isBefore(limit)) {
                break; // They are in the order of their end.
            }
            if (!isOfLatestRun(row)) {
                rows.remove();
                forget(row);
                removed++;
            }
        }
        return removed;
    }

    /** What a former process has left for a server that is not configured any more: nobody would ever take it. */
    private void expireOfUnknownServers() {
        Instant limit = memory.now().minus(DeliveryPolicy.MAX_AGE);
        List<DeliveryRow> left = open.entrySet().stream()
                .filter(waiting -> !memory.servers.containsKey(waiting.getKey()))
                .flatMap(waiting -> waiting.getValue().values().stream())
                .filter(row -> row.entry.delivery().report().at().isBefore(limit))
                .toList();
        end(left, DeliveryState.EXPIRED, DeliveryPolicy.TOO_OLD);
    }

    private boolean isOfLatestRun(DeliveryRow row) {
        OutboxJournal.Origin origin = row.entry.origin();
        DueRow due = memory.due.get(new DueList.Key(origin.check(), origin.node()));
        return due != null && row.entry.delivery().report().at().equals(due.lastEndedAt);
    }

    private void forget(DeliveryRow row) {
        OutboxJournal.Origin origin = row.entry.origin();
        latest.remove(new Origin(origin.check(), origin.node(), row.server()), row);
        Count count = count(row);
        count.present--;
        count.removed++;
    }

    /** Counts anew what there is, and returns the counts by server and day. */
    Map<Day, Count> counted() {
        counts.values().forEach(count -> count.present = 0);
        open.values().forEach(rows -> rows.values().forEach(row -> count(row).present++));
        ended.forEach(row -> count(row).present++);
        return counts;
    }

    /** Loses the newest delivery of a server, as no program should: for the test of the audit. */
    void lose(ServerId server) {
        List<DeliveryRow> rows = new ArrayList<>(ended);
        rows.removeIf(row -> !row.server().equals(server));
        ended.remove(rows.get(rows.size() - 1));
    }
}
