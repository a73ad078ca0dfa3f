/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckOutline;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.RunDetail;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.admin.Tries;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.inmemory.Memory.LeaseRow;
import org.nscacheck.inmemory.Memory.NodeRow;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** How checks and servers are doing, from memory. */
final class InMemorySummaryReader implements SummaryReader {

    private final Memory memory;

    InMemorySummaryReader(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<CheckSummary> checks() {
        return summaries(row -> true);
    }

    @Override
    public List<CheckSummary> checks(Collection<CheckId> some) {
        Set<CheckId> wanted = Set.copyOf(some);
        return summaries(row -> wanted.contains(row.key.check()));
    }

    @Override
    public List<CheckOutline> outlines() {
        synchronized (memory) {
            List<CheckOutline> outlines = new ArrayList<>();
            Set<CheckId> planned = new HashSet<>();
            for (DueRow row : memory.due.values()) {
                StoredCheck check = memory.checks.get(row.key.check());
                if (check != null) {
                    planned.add(check.id());
                    outlines.add(outline(check, row.lastEndedAt, summary(row, check, null)));
                }
            }
            memory.checks.values().stream()
                    .filter(check -> !planned.contains(check.id()))
                    .forEach(check -> outlines.add(
                            outline(check, null, CheckSummary.unplanned(check.id(), check.name(), memory.now()))));
            return outlines;
        }
    }

    private static CheckOutline outline(StoredCheck check, @Nullable Instant lastRunAt, CheckSummary summary) {
        return new CheckOutline(
                check.key(),
                check.settings().service(),
                check.settings().servers(),
                check.pausedUntil(),
                lastRunAt,
                summary);
    }

    private List<CheckSummary> summaries(Predicate<DueRow> wanted) {
        synchronized (memory) {
            List<CheckSummary> summaries = new ArrayList<>();
            for (DueRow row : memory.due.values()) {
                StoredCheck check = memory.checks.get(row.key.check());
                if (check != null && wanted.test(row)) {
                    summaries.add(summary(row, check, memory.runs.endedAt(row.key, row.lastEndedAt)));
                }
            }
            summaries.sort(Comparator.comparing(CheckSummary::node));
            return summaries;
        }
    }

    private CheckSummary summary(DueRow row, StoredCheck check, @Nullable RecordedRun lastRun) {
        Instant now = memory.now();
        return new CheckSummary(
                row.key.check(),
                check.name(),
                row.key.node(),
                new CheckSummary.Due(row.active, row.isRunning(now), row.dueAt, memory.expected(row.wakeAt), row.fault),
                row.state,
                lastRun,
                now);
    }

    @Override
    public List<ServerSummary> servers() {
        synchronized (memory) {
            return memory.servers.values().stream()
                    .sorted(Comparator.comparing(Server::name))
                    .map(server -> summary(server.id()))
                    .toList();
        }
    }

    private ServerSummary summary(ServerId server) {
        Instant now = memory.now();
        long waiting = 0;
        Instant oldestAt = null;
        DeliveryRow oldest = null;
        for (DeliveryRow row : memory.outbox.of(server)) {
            Instant at = row.entry.delivery().report().at();
            waiting++;
            oldest = oldest == null ? row : oldest;
            oldestAt = oldestAt == null || at.isBefore(oldestAt) ? at : oldestAt;
        }
        LeaseRow lease = memory.leases.getOrDefault(server, LeaseRow.NONE);
        Tries failed = new Tries(
                lease.failures(),
                oldest == null ? "" : oldest.reason,
                oldest == null ? null : oldest.problem,
                lease.isPaused(now) ? lease.notBefore() : null);
        long expired = memory.outbox.expiredSince(server, now.minus(Duration.ofDays(1)));
        return new ServerSummary(
                server, new ServerSummary.Backlog(waiting, expired, oldestAt), failed, lease.lastDeliveredAt(), now);
    }

    /** One that was killed and started again has not lived on behind the start of the new one. */
    @Override
    public List<String> sharedNodeNames() {
        synchronized (memory) {
            Map<String, List<NodeRow>> byName = new TreeMap<>();
            memory.nodes.forEach((node, row) -> {
                if (memory.isAlive(row)) {
                    byName.computeIfAbsent(node.name(), name -> new ArrayList<>())
                            .add(row);
                }
            });
            return byName.entrySet().stream()
                    .filter(named -> isShared(named.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private static boolean isShared(List<NodeRow> nodes) {
        Instant firstSign = nodes.stream()
                .map(NodeRow::renewedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant lastStart = nodes.stream()
                .map(NodeRow::aliveSince)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return nodes.size() > 1 && firstSign.isAfter(lastStart);
    }

    @Override
    public List<DeliverySummary> deliveries() {
        return deliveries(row -> true);
    }

    @Override
    public List<DeliverySummary> deliveries(Collection<CheckId> some) {
        Set<CheckId> wanted = Set.copyOf(some);
        return deliveries(row -> wanted.contains(row.key.check()));
    }

    private List<DeliverySummary> deliveries(Predicate<DueRow> wanted) {
        synchronized (memory) {
            List<DeliverySummary> summaries = new ArrayList<>();
            for (DueRow row : memory.due.values()) {
                if (wanted.test(row)) {
                    row.destinations.stream()
                            .map(Check.Destination::server)
                            .distinct()
                            .forEach(server -> add(summaries, memory.outbox.latest(row.key, server)));
                }
            }
            summaries.sort(Comparator.comparing((DeliverySummary summary) -> nameOf(summary.server()))
                    .thenComparing(summary -> summary.target().toString()));
            return summaries;
        }
    }

    private String nameOf(ServerId id) {
        Server server = memory.servers.get(id);
        return server == null ? "" : server.name();
    }

    private static void add(List<DeliverySummary> summaries, @Nullable DeliveryRow row) {
        if (row != null) {
            summaries.add(DeliveryRows.entry(row).summary());
        }
    }

    @Override
    public List<RecordedRun> runs(CheckId check, int max) {
        synchronized (memory) {
            return memory.runs.latest(check, max);
        }
    }

    @Override
    public Optional<RunDetail> run(CheckId check, long number, Instant endedAt) {
        synchronized (memory) {
            return memory.runs.find(check, number, endedAt);
        }
    }

    @Override
    public List<MetricSeries> series(CheckId check) {
        synchronized (memory) {
            return memory.metrics.series(check);
        }
    }

    @Override
    public Map<CheckId, Set<String>> labels() {
        synchronized (memory) {
            return memory.metrics.labels();
        }
    }

    @Override
    public List<MetricPoint> values(long series, Instant from, Instant to, int maxPoints) {
        synchronized (memory) {
            return memory.metrics.values(series, from, to, maxPoints);
        }
    }
}
