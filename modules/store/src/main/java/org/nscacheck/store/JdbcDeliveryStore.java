/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.Batch;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Ready;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;
import org.nscacheck.store.DeliveryTable.End;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox in PostgreSQL. */
final class JdbcDeliveryStore implements DeliveryStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcDeliveryStore.class);

    private static final int MAX_REASON = 1_000;

    private final Database database;
    private final TextEncoding encoding;
    private final ServerLeaseTable leases;
    private final DeliveryTable deliveries;
    private final Supplier<String> environment;

    /** @param environment id of the environment of this process; the guard compares it with the remembered one */
    JdbcDeliveryStore(Database database, TextEncoding encoding, Supplier<String> environment) {
        this.database = database;
        this.encoding = encoding;
        this.leases = new ServerLeaseTable(database);
        this.deliveries = new DeliveryTable(database);
        this.environment = environment;
    }

    @Override
    public Ready findReady(NodeId node) {
        List<Answer> rows = leases.findReady(
                node,
                environment.get(),
                row -> new Answer(
                        row.isNull("id") ? Optional.empty() : Optional.of(candidate(row)),
                        new Ready(List.of(), row.instant("now"), row.instantOrNull("next_at"))));
        Ready clock = rows.get(0).clock;
        return new Ready(rows.stream().flatMap(row -> row.server.stream()).toList(), clock.now(), clock.nextAt());
    }

    private static Ready.Candidate candidate(Database.Row row) {
        return new Ready.Candidate(new ServerId(row.uuid("id")), (int) row.number("version"));
    }

    private record Answer(Optional<Ready.Candidate> server, Ready clock) {}

    @Override
    public Optional<ServerLease> lease(ServerId server, NodeId node, Duration length) {
        return database.inTransaction(transaction -> lease(transaction, server, node, length));
    }

    private Optional<ServerLease> lease(Transaction transaction, ServerId server, NodeId node, Duration length)
            throws SQLException {
        return leases
                .lease(
                        transaction,
                        server,
                        node,
                        length,
                        environment.get(),
                        row -> new ServerLease(
                                server,
                                row.number("lease_no"),
                                (int) row.number("failures"),
                                row.instant("lease_until")))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Begun> begin(ServerId server, NodeId node, Duration length, int max) {
        return database.byKeys(transaction -> {
            ServerLease lease = lease(transaction, server, node, length).orElse(null);
            return lease == null
                    ? Optional.empty()
                    : Optional.of(new Begun(lease, pick(transaction, lease, lease.firstBatch(max))));
        });
    }

    @Override
    public Batch take(ServerLease lease, int max, Duration length) {
        return database.byKeys(transaction -> {
            if (!leases.renew(transaction, lease, length, environment.get())) {
                return new Batch(List.of(), Instant.EPOCH, 0);
            }
            return pick(transaction, lease, max);
        });
    }

    private Batch pick(Transaction transaction, ServerLease lease, int max) throws SQLException {
        DeliveryTable.Picked<Taken> picked =
                deliveries.take(transaction, lease.server(), lease.number(), max, JdbcDeliveryStore::taken);
        List<Taken> taken = picked.taken();
        List<Delivery> readable = new ArrayList<>();
        for (Taken row : taken) {
            if (row.delivery != null) {
                readable.add(row.delivery);
            } else {
                log.error("NSCA-317 delivery could not be read, discarded id={} reason=\"{}\"", row.id, row.fault);
                deliveries.discard(transaction, row.id, reason("it cannot be read: " + row.fault));
            }
        }
        readable.sort(Comparator.comparingLong(Delivery::id));
        return new Batch(readable, taken.isEmpty() ? Instant.EPOCH : taken.get(0).now, picked.expired());
    }

    private record Taken(long id, Instant now, @Nullable Delivery delivery, String fault) {}

    /** A row that was changed by hand, or by another release, must not keep the others from being sent. */
    private static Taken taken(Database.Row row) {
        long id = row.number("id");
        try {
            return new Taken(id, row.instant("now"), read(row), "");
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new Taken(id, row.instant("now"), null, String.valueOf(e.getMessage()));
        }
    }

    private static Delivery read(Database.Row row) {
        String notice = row.textOrNull("notice");
        Report report = new Report(
                row.target(),
                new CheckResult(
                        row.status(),
                        row.text("message"),
                        row.text("long_output"),
                        JsonColumns.read(row.text("perf_data"))),
                row.instant("at"),
                row.instantOrNull("valid_until"),
                notice == null ? null : NotificationJson.read(notice));
        return new Delivery(
                row.number("id"),
                report,
                (int) row.number("attempts") - 1,
                Duration.between(report.at(), row.instant("now")));
    }

    @Override
    public boolean complete(ServerLease lease, List<Completion> completions) {
        return store(
                completions,
                ends -> database.byKeys(transaction -> {
                    boolean held = leases.hold(transaction, lease, isDelivered(ends));
                    if (held) {
                        complete(transaction, lease, ends);
                    }
                    return held;
                }));
    }

    @Override
    public Ended end(ServerLease lease, List<Completion> completions, int failures, Duration pause) {
        return store(
                completions,
                ends -> database.byKeys(transaction -> {
                    Optional<Boolean> waiting = leases.release(transaction, lease, failures, pause, isDelivered(ends));
                    if (waiting.isPresent()) {
                        complete(transaction, lease, ends);
                    }
                    return new Ended(waiting.isPresent(), waiting.orElse(true));
                }));
    }

    private void complete(Transaction transaction, ServerLease lease, Map<End, List<Long>> ends) throws SQLException {
        for (Map.Entry<End, List<Long>> end : ends.entrySet()) {
            deliveries.complete(transaction, lease.number(), end.getKey(), end.getValue());
        }
    }

    /** Has them stored as they are, or without their reasons. */
    private <T> T store(List<Completion> completions, Function<Map<End, List<Long>>, T> work) {
        Map<End, List<Long>> ends = new LinkedHashMap<>();
        for (Completion completion : completions) {
            ends.computeIfAbsent(end(completion), end -> new ArrayList<>()).add(completion.delivery());
        }
        try {
            return work.apply(ends);
        } catch (StoreException e) {
            if (e.isOutage()) {
                throw e;
            }
            // What was sent must be noted, or it is sent for ever; only the reasons come from outside.
            log.error("NSCA-318 delivery reasons could not be stored, left out", e);
            Map<End, List<Long>> bare = new LinkedHashMap<>();
            ends.forEach((end, ids) ->
                    bare.computeIfAbsent(bare(end), none -> new ArrayList<>()).addAll(ids));
            return work.apply(bare);
        }
    }

    private static End bare(End end) {
        return end.reason().isEmpty()
                ? end
                : new End(end.state(), end.problem(), "(its reason could not be stored)", end.pauseMillis());
    }

    private End end(Completion completion) {
        Duration pause = completion.pause();
        return new End(
                completion.state(),
                completion.problem(),
                reason(completion.reason()),
                pause == null ? null : pause.toMillis());
    }

    /** Some of it is what a daemon or a library says. */
    private String reason(String text) {
        return encoding.fit(text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...");
    }

    private static boolean isDelivered(Map<End, List<Long>> ends) {
        return ends.keySet().stream()
                .anyMatch(end -> end.state() == DeliveryState.SENT || end.state() == DeliveryState.ACCEPTED);
    }

    @Override
    public boolean release(ServerLease lease, int failures, Duration pause) {
        return database.inTransaction(transaction -> leases.release(transaction, lease, failures, pause, false))
                .orElse(true);
    }
}
