/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryNotes;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.inmemory.Memory.LeaseRow;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** The outbox in memory as people see it. */
final class InMemoryDeliveryDesk implements DeliveryDesk {

    private final Memory memory;

    InMemoryDeliveryDesk(Memory memory) {
        this.memory = memory;
    }

    @Override
    public DeliveryList list(DeliveryQuery query) {
        synchronized (memory) {
            return DeliveryRows.list(memory.outbox, query, memory.now());
        }
    }

    @Override
    public Optional<DeliveryEntry> find(long delivery) {
        synchronized (memory) {
            return row(delivery).map(DeliveryRows::entry);
        }
    }

    private Optional<DeliveryRow> row(long delivery) {
        return all().filter(row -> row.number() == delivery).findFirst();
    }

    private Stream<DeliveryRow> all() {
        return Stream.concat(memory.outbox.open(), memory.outbox.ended());
    }

    @Override
    public List<Carried> ofRun(CheckId check, String node, long run, Instant endedAt) {
        OutboxJournal.Origin origin = new OutboxJournal.Origin(check, node, run);
        synchronized (memory) {
            return all().filter(row -> row.entry.origin().equals(origin))
                    .filter(row -> DeliveryRows.at(row).equals(endedAt))
                    .map(row -> new Carried(
                            DeliveryRows.entry(row), row.entry.delivery().report()))
                    .toList();
        }
    }

    @Override
    public Map<DeliveryGroup, Integer> counts(@Nullable ServerId server, int most) {
        Map<DeliveryGroup, Integer> counts = new EnumMap<>(DeliveryGroup.class);
        synchronized (memory) {
            for (DeliveryGroup group : List.of(DeliveryGroup.WAITING, DeliveryGroup.STUCK, DeliveryGroup.REFUSED)) {
                Predicate<DeliveryRow> wanted = DeliveryRows.isIn(group);
                counts.put(group, (int) memory.outbox
                        .open()
                        .filter(wanted)
                        .filter(row -> server == null || row.server().equals(server))
                        .limit(most)
                        .count());
            }
        }
        return counts;
    }

    @Override
    public Attempted retry(long delivery, String by) {
        synchronized (memory) {
            DeliveryRow row = row(delivery).orElse(null);
            if (row == null) {
                return new Attempted(List.of(), List.of(), List.of(delivery));
            }
            DeliveryEntry entry = DeliveryRows.entry(row);
            if (!waits(row)) {
                return new Attempted(List.of(), List.of(entry), List.of());
            }
            memory.audit.write(DeliveryNotes.retried(by, subject(row.server()), List.of(entry)));
            for (DeliveryRow older : memory.outbox.of(row.server())) {
                if (older.target().equals(row.target()) && older.number() <= delivery) {
                    older.notBefore = null;
                }
            }
            endPause(row.server());
            return new Attempted(List.of(entry), List.of(), List.of());
        }
    }

    /** What was taken under a lease that is over is with no sender: it waits for whoever takes the next one. */
    private boolean waits(DeliveryRow row) {
        LeaseRow lease = memory.leases.getOrDefault(row.server(), LeaseRow.NONE);
        Instant until = lease.until();
        boolean withSender = row.leaseNo == lease.number() && until != null && until.isAfter(memory.now());
        return row.isWaiting() || (!row.state.isEnded() && !withSender);
    }

    @Override
    public boolean retryAll(ServerId server, String by) {
        synchronized (memory) {
            if (memory.outbox.of(server).stream().noneMatch(DeliveryRow::isWaiting)) {
                return false;
            }
            memory.audit.write(DeliveryNotes.retriedAll(by, subject(server)));
            memory.outbox.of(server).forEach(row -> row.notBefore = null);
            endPause(server);
            return true;
        }
    }

    private void endPause(ServerId server) {
        memory.leases.computeIfPresent(
                server,
                (id, row) -> new LeaseRow(
                        row.node(), row.number(), row.until(), row.failures(), null, row.lastDeliveredAt()));
    }

    @Override
    public Attempted discard(Collection<Long> deliveries, String reason, String by) {
        synchronized (memory) {
            List<DeliveryRow> waiting = new ArrayList<>();
            List<DeliveryEntry> kept = new ArrayList<>();
            List<Long> unknown = new ArrayList<>();
            for (long id : deliveries.stream().distinct().sorted().toList()) {
                DeliveryRow row = row(id).orElse(null);
                if (row == null) {
                    unknown.add(id);
                } else if (waits(row)) {
                    waiting.add(row);
                } else {
                    kept.add(DeliveryRows.entry(row));
                }
            }
            List<DeliveryEntry> done = waiting.stream().map(DeliveryRows::entry).toList();
            note(by, reason, done);
            memory.outbox.end(waiting, DeliveryState.DISCARDED, reason);
            return new Attempted(done, kept, unknown);
        }
    }

    private void note(String by, String reason, List<DeliveryEntry> done) {
        Map<ServerId, List<DeliveryEntry>> byServer = done.stream()
                .collect(Collectors.groupingBy(entry -> entry.summary().server()));
        byServer.forEach(
                (server, entries) -> memory.audit.write(DeliveryNotes.discarded(by, subject(server), reason, entries)));
    }

    private AuditSubject subject(ServerId id) {
        Server server = memory.servers.get(id);
        return server == null
                ? new AuditSubject(AuditKind.SERVER, id.toString(), "a server that was removed")
                : ServerFields.subject(server);
    }
}
