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
import org.nscacheck.Status;
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
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox in PostgreSQL. */
final class JdbcDeliveryStore implements DeliveryStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcDeliveryStore.class);

    private static final int MAX_REASON = 1_000;

    /** How old a result may become unless its server says otherwise by the setting {@code max-age}. */
    private static final Duration MAX_AGE = Duration.ofHours(24);

    /*
     * A row is ready only if no older one of its target has to wait: nothing newer may overtake it. Those that have to are few
     * and looked up once; comparing all rows with each other took half a minute for some thousands of them, whenever the
     * statistics were older than the backlog.
     */
    private static final String FIND_READY = """
            WITH held AS MATERIALIZED (
                SELECT server_id, host, service, min(id) AS id, min(not_before) AS not_before FROM @nsca_delivery
                WHERE state = 'WAITING' AND not_before > @nsca_now()
                GROUP BY server_id, host, service),
            open AS (
                SELECT s.id, coalesce(l.lease_until > @nsca_now() AND l.node <> ?, false) AS leased,
                    coalesce(l.not_before > @nsca_now(), false) AS paused, l.lease_until, l.not_before
                FROM @nsca_server s LEFT JOIN @nsca_server_lease l ON l.server_id = s.id
                WHERE s.active AND EXISTS (SELECT FROM @nsca_installation WHERE environment = ?) AND (
                    EXISTS (SELECT FROM @nsca_delivery d WHERE d.server_id = s.id AND d.state = 'LEASED')
                    OR EXISTS (
                        SELECT FROM @nsca_delivery d
                        WHERE d.server_id = s.id AND d.state = 'WAITING'
                            AND (d.not_before IS NULL OR d.not_before <= @nsca_now())
                            AND NOT EXISTS (
                                SELECT FROM held h
                                WHERE h.server_id = d.server_id AND h.host = d.host AND h.service = d.service
                                    AND h.id < d.id))))
            SELECT clock.now, o.id, (
                SELECT min(t) FROM (
                    SELECT greatest(CASE WHEN leased THEN lease_until END, CASE WHEN paused THEN not_before END) AS t
                    FROM open WHERE leased OR paused
                    UNION ALL
                    SELECT not_before FROM held) later)
                AS next_at
            FROM (SELECT @nsca_now() AS now) clock LEFT JOIN open o ON NOT o.leased AND NOT o.paused""";

    private static final String LEASE = """
            INSERT INTO @nsca_server_lease AS l (server_id, node, lease_no, lease_until, failures)
            SELECT s.id, ?, 1, @nsca_now() + ? * interval '1 millisecond', 0 FROM @nsca_server s
            WHERE s.id = ? AND EXISTS (SELECT FROM @nsca_installation WHERE environment = ?)
            ON CONFLICT (server_id) DO UPDATE SET
                node = excluded.node, lease_no = l.lease_no + 1, lease_until = excluded.lease_until
            WHERE (l.lease_until IS NULL OR l.lease_until <= @nsca_now() OR l.node = excluded.node)
                AND (l.not_before IS NULL OR l.not_before <= @nsca_now())
            RETURNING lease_no, failures, lease_until""";

    private static final String RENEW = """
            UPDATE @nsca_server_lease SET lease_until = @nsca_now() + ? * interval '1 millisecond'
            WHERE server_id = ? AND lease_no = ? AND lease_until IS NOT NULL""";

    private static final String TAKE_BACK = """
            UPDATE @nsca_delivery SET state = 'WAITING', reason = 'the node that was sending it stopped or lost its database'
            WHERE server_id = ? AND state = 'LEASED' AND lease_no <> ?""";

    /* What came back from a try, while something newer was already waiting behind it. */
    private static final String SUPERSEDE_RETURNED = """
            UPDATE @nsca_delivery d SET
                state = 'SUPERSEDED', reason = 'a newer result came before it could be sent again', ended_at = @nsca_now()
            FROM @nsca_server s
            WHERE s.id = d.server_id AND d.server_id = ? AND d.state = 'WAITING' AND d.attempts > 0
                AND (s.catch_up = 'LATEST' OR (s.catch_up = 'CHANGES' AND NOT d.changed))
                AND EXISTS (
                    SELECT FROM @nsca_delivery n
                    WHERE n.server_id = d.server_id AND n.host = d.host AND n.service = d.service
                        AND n.state = 'WAITING' AND n.id > d.id)""";

    private static final String EXPIRE = """
            UPDATE @nsca_delivery d SET
                state = 'EXPIRED', ended_at = @nsca_now(),
                reason = CASE WHEN d.status = 0 AND d.valid_until < @nsca_now()
                    THEN 'an OK that was true until ' || d.valid_until ELSE 'older than the maximum age' END
            FROM @nsca_server s
            WHERE s.id = d.server_id AND d.server_id = ? AND d.state = 'WAITING'
                AND ((d.status = 0 AND d.valid_until < @nsca_now())
                    OR d.at < @nsca_now() - coalesce((s.settings ->> 'max-age-seconds')::bigint, ?)
                        * interval '1 second')""";

    /*
     * All that no older one of its target has to wait for, in one pass over the index of what waits. If somebody else has a row
     * locked, those behind it are left for the next time, too.
     */
    private static final String TAKE = """
            WITH waiting AS MATERIALIZED (
                SELECT id, host, service,
                    min(CASE WHEN not_before > @nsca_now() THEN id END) OVER (PARTITION BY host, service) AS held
                FROM @nsca_delivery WHERE server_id = ? AND state = 'WAITING'),
            ready AS MATERIALIZED (
                SELECT id, host, service FROM waiting WHERE held IS NULL OR id < held ORDER BY id LIMIT ?),
            picked AS MATERIALIZED (
                SELECT id FROM @nsca_delivery WHERE id IN (SELECT id FROM ready) AND state = 'WAITING'
                ORDER BY id FOR UPDATE SKIP LOCKED),
            missed AS MATERIALIZED (
                SELECT host, service, min(id) AS id FROM ready WHERE id NOT IN (SELECT id FROM picked)
                GROUP BY host, service)
            UPDATE @nsca_delivery d SET state = 'LEASED', lease_no = ?, attempts = attempts + 1, not_before = NULL
            FROM picked p WHERE d.id = p.id
                AND NOT EXISTS (
                    SELECT FROM missed m WHERE m.host = d.host AND m.service = d.service AND m.id < d.id)
            RETURNING d.*, @nsca_now() AS now""";

    /* Locks the lease until the completions are stored. */
    private static final String HOLD = """
            UPDATE @nsca_server_lease SET
                last_delivered_at = CASE WHEN ? THEN @nsca_now() ELSE last_delivered_at END
            WHERE server_id = ? AND lease_no = ?""";

    /* Most reports of a batch end alike; by their keys, because a join misleads a planner without fresh statistics. */
    private static final String COMPLETE = """
            UPDATE @nsca_delivery d SET
                state = e.state, reason = e.reason,
                not_before = @nsca_now() + e.pause_ms * interval '1 millisecond',
                ended_at = CASE WHEN e.state = 'WAITING' THEN NULL ELSE @nsca_now() END
            FROM (SELECT ?::text AS state, ?::text AS reason, ?::bigint AS pause_ms) AS e
            WHERE d.id = ANY (?::bigint[]) AND d.state = 'LEASED' AND d.lease_no = ?""";

    private static final String DISCARD = """
            UPDATE @nsca_delivery SET state = 'DISCARDED', reason = ?, ended_at = @nsca_now() WHERE id = ?""";

    private static final String RELEASE = """
            UPDATE @nsca_server_lease SET
                lease_until = NULL, failures = ?, not_before = @nsca_now() + ? * interval '1 millisecond'
            WHERE server_id = ? AND lease_no = ?""";

    private final Database database;
    private final TextEncoding encoding;
    private final String discard;
    private final Supplier<String> environment;
    private final String complete;

    /** @param environment id of the environment of this process; the guard compares it with the remembered one */
    JdbcDeliveryStore(Database database, TextEncoding encoding, Supplier<String> environment) {
        this.database = database;
        this.encoding = encoding;
        this.discard = database.sql(DISCARD);
        this.environment = environment;
        this.complete = database.sql(COMPLETE);
    }

    @Override
    public Ready findReady(NodeId node) {
        List<Answer> rows = database.inTransaction(connection -> Database.query(
                connection,
                database.sql(FIND_READY),
                row -> new Answer(
                        row.isNull("id") ? Optional.empty() : Optional.of(new ServerId(row.uuid("id"))),
                        new Ready(List.of(), row.instant("now"), row.instantOrNull("next_at"))),
                node.value(),
                environment.get()));
        Ready clock = rows.get(0).clock;
        return new Ready(rows.stream().flatMap(row -> row.server.stream()).toList(), clock.now(), clock.nextAt());
    }

    private record Answer(Optional<ServerId> server, Ready clock) {}

    @Override
    public Optional<ServerLease> lease(ServerId server, NodeId node, Duration length) {
        return database
                .inTransaction(connection -> Database.query(
                        connection,
                        database.sql(LEASE),
                        row -> new ServerLease(
                                server,
                                row.number("lease_no"),
                                (int) row.number("failures"),
                                row.instant("lease_until")),
                        node.value(),
                        length.toMillis(),
                        server.value(),
                        environment.get()))
                .stream()
                .findFirst();
    }

    @Override
    public Batch take(ServerLease lease, int max, Duration length) {
        return database.byKeys(connection -> {
            Object server = lease.server().value();
            int held = Database.update(connection, database.sql(RENEW), length.toMillis(), server, lease.number());
            if (held == 0) {
                return new Batch(List.of(), Instant.EPOCH, 0);
            }
            Database.update(connection, database.sql(TAKE_BACK), server, lease.number());
            Database.update(connection, database.sql(SUPERSEDE_RETURNED), server);
            int expired = Database.update(connection, database.sql(EXPIRE), server, MAX_AGE.toSeconds());
            return pick(connection, lease, max, expired);
        });
    }

    private Batch pick(Connection connection, ServerLease lease, int max, int expired) throws SQLException {
        List<Taken> taken = Database.query(
                connection,
                database.sql(TAKE),
                JdbcDeliveryStore::taken,
                lease.server().value(),
                max,
                lease.number());
        List<Delivery> readable = new ArrayList<>();
        for (Taken row : taken) {
            if (row.delivery != null) {
                readable.add(row.delivery);
            } else {
                log.error(
                        "NSCA-317 a delivery cannot be read and was discarded id={} reason=\"{}\"", row.id, row.fault);
                Database.update(connection, discard, reason("it cannot be read: " + row.fault), row.id);
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
        String service = row.text("service");
        Report report = new Report(
                new Target(row.text("host"), service.isEmpty() ? null : service),
                new CheckResult(
                        Status.ofCode(row.number("status")).orElse(Status.UNKNOWN),
                        row.text("message"),
                        row.text("long_output"),
                        JsonColumns.read(row.text("perf_data"))),
                row.instant("at"),
                row.instantOrNull("valid_until"));
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
            log.error("NSCA-318 reasons of deliveries could not be stored and were left out", e);
            Map<End, List<Long>> bare = new LinkedHashMap<>();
            ends.forEach((end, ids) ->
                    bare.computeIfAbsent(end.bare(), none -> new ArrayList<>()).addAll(ids));
            return complete(lease, bare);
        }
    }

    private boolean complete(ServerLease lease, Map<End, List<Long>> ends) {
        boolean delivered = ends.keySet().stream().anyMatch(end -> isDelivered(end.state));
        return database.byKeys(connection -> {
            boolean held = Database.update(
                            connection,
                            database.sql(HOLD),
                            delivered,
                            lease.server().value(),
                            lease.number())
                    == 1;
            if (held) {
                for (Map.Entry<End, List<Long>> end : ends.entrySet()) {
                    complete(connection, lease, end.getKey(), end.getValue());
                }
            }
            return held;
        });
    }

    private void complete(Connection connection, ServerLease lease, End end, List<Long> deliveries)
            throws SQLException {
        Database.update(
                connection, complete, end.state.name(), end.reason, end.pauseMillis, deliveries, lease.number());
    }

    private record End(
            DeliveryState state, String reason, @Nullable Long pauseMillis) {

        End bare() {
            return reason.isEmpty() ? this : new End(state, "(its reason could not be stored)", pauseMillis);
        }
    }

    private End end(Completion completion) {
        Duration pause = completion.pause();
        return new End(completion.state(), reason(completion.reason()), pause == null ? null : pause.toMillis());
    }

    /** Some of it is what a daemon or a library says. */
    private String reason(String text) {
        return encoding.fit(text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...");
    }

    private static boolean isDelivered(DeliveryState state) {
        return state == DeliveryState.SENT || state == DeliveryState.ACCEPTED;
    }

    @Override
    public void release(ServerLease lease, int failures, Duration pause) {
        database.inTransaction(connection -> Database.update(
                connection,
                database.sql(RELEASE),
                failures,
                pause.toMillis(),
                lease.server().value(),
                lease.number()));
    }
}
