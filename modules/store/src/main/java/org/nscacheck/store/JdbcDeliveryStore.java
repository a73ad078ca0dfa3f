/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<Answer> rows = database.inTransaction(connection -> leases.findReady(
                connection,
                node,
                environment.get(),
                row -> new Answer(
                        row.isNull("id") ? Optional.empty() : Optional.of(candidate(row)),
                        new Ready(List.of(), row.instant("now"), row.instantOrNull("next_at")))));
        Ready clock = rows.get(0).clock;
        return new Ready(rows.stream().flatMap(row -> row.server.stream()).toList(), clock.now(), clock.nextAt());
    }

    private static Ready.Candidate candidate(Database.Row row) {
        return new Ready.Candidate(new ServerId(row.uuid("id")), (int) row.number("version"));
    }

    private record Answer(Optional<Ready.Candidate> server, Ready clock) {}

    @Override
    public Optional<ServerLease> lease(ServerId server, NodeId node, Duration length) {
        return database
                .inTransaction(connection -> leases.lease(
                        connection,
                        server,
                        node,
                        length,
                        environment.get(),
                        row -> new ServerLease(
                                server,
                                row.number("lease_no"),
                                (int) row.number("failures"),
                                row.instant("lease_until"))))
                .stream()
                .findFirst();
    }

    @Override
    public Batch take(ServerLease lease, int max, Duration length) {
        return database.byKeys(connection -> {
            if (!leases.renew(connection, lease, length, environment.get())) {
                return new Batch(List.of(), Instant.EPOCH, 0);
            }
            int expired = deliveries.tidy(connection, lease.server(), lease.number());
            return pick(connection, lease, max, expired);
        });
    }

    private Batch pick(Connection connection, ServerLease lease, int max, int expired) throws SQLException {
        List<Taken> taken = deliveries.take(connection, lease.server(), lease.number(), max, JdbcDeliveryStore::taken);
        List<Delivery> readable = new ArrayList<>();
        for (Taken row : taken) {
            if (row.delivery != null) {
                readable.add(row.delivery);
            } else {
                log.error("NSCA-317 delivery could not be read, discarded id={} reason=\"{}\"", row.id, row.fault);
                deliveries.discard(connection, row.id, reason("it cannot be read: " + row.fault));
            }
        }
        readable.sort(Comparator.comparingLong(Delivery::id));
        return new Batch(readable, taken.isEmpty() ? Instant.EPOCH : taken.get(0).now, expired);
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
        Map<End, List<Long>> ends = new LinkedHashMap<>();
        for (Completion completion : completions) {
            ends.computeIfAbsent(end(completion), end -> new ArrayList<>()).add(completion.delivery());
        }
        try {
            return complete(lease, ends);
        } catch (StoreException e) {
            if (e.isOutage()) {
                throw e;
            }
            // What was sent must be noted, or it is sent for ever; only the reasons come from outside.
            log.error("NSCA-318 delivery reasons could not be stored, left out", e);
            Map<End, List<Long>> bare = new LinkedHashMap<>();
            ends.forEach((end, ids) ->
                    bare.computeIfAbsent(bare(end), none -> new ArrayList<>()).addAll(ids));
            return complete(lease, bare);
        }
    }

    private boolean complete(ServerLease lease, Map<End, List<Long>> ends) {
        boolean delivered = ends.keySet().stream().anyMatch(end -> isDelivered(end.state()));
        return database.byKeys(connection -> {
            boolean held = leases.hold(connection, lease, delivered);
            if (held) {
                for (Map.Entry<End, List<Long>> end : ends.entrySet()) {
                    deliveries.complete(connection, lease.number(), end.getKey(), end.getValue());
                }
            }
            return held;
        });
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

    private static boolean isDelivered(DeliveryState state) {
        return state == DeliveryState.SENT || state == DeliveryState.ACCEPTED;
    }

    @Override
    public boolean release(ServerLease lease, int failures, Duration pause) {
        return database.inTransaction(connection -> leases.release(connection, lease, failures, pause));
    }
}
