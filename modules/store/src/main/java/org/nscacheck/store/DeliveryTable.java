/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryPolicy;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/**
 * Each statement that writes {@code nsca_delivery}, and with it {@code nsca_delivery_tally}: what is created and what is removed
 * is counted in the same statement. Thread-safe; works in the transaction of the caller.
 */
final class DeliveryTable {

    /** A new delivery. */
    static final Columns CREATED = Columns.of(
            "server_id uuid",
            "host text",
            "service text",
            "check_id uuid",
            "node text",
            "claim_no bigint",
            "status smallint",
            "changed boolean",
            "message text",
            "long_output text",
            "perf_data text",
            "at timestamptz",
            "valid_until timestamptz",
            "notice_id bigint");

    /** Whether something older gives way to something newer of its service, by the catch-up of the server {@code s}. */
    private static String givesWay(String older) {
        return "(s.catch_up = 'LATEST' OR (s.catch_up = 'CHANGES' AND NOT @older.changed))".replace("@older", older);
    }

    /** Adds to the counts of each server and day for the rows of a part of the statement. */
    private static String count(String rows, String shard, String created, String removed) {
        return """
                INSERT INTO @nsca_delivery_tally AS t (server_id, day, shard, created, removed)
                SELECT server_id, (created_at AT TIME ZONE 'UTC')::date, @shard, @created, @removed
                FROM @rows GROUP BY 1, 2 ORDER BY 1, 2
                ON CONFLICT (server_id, day, shard) DO UPDATE SET
                    created = t.created + excluded.created, removed = t.removed + excluded.removed""".replace("@shard", shard)
                .replace("@created", created)
                .replace("@removed", removed)
                .replace("@rows", rows);
    }

    /*
     * The rows of one statement cannot see those it inserts, and need not: only older ones are superseded. A row that is
     * already with a sender is left alone. They are looked up one service at a time (OFFSET 0 keeps it so): joined with all that
     * waits, a long backlog made each batch slower than the one before. For the same reason the state is not compared as it is: the
     * index of all that waits would be read. Where nothing gives way nothing is looked up.
     */
    private static final String INSERT =
            CREATED.in("""
            WITH added AS (
                INSERT INTO @nsca_delivery (server_id, host, service, check_id, node, claim_no, status, changed, message,
                    long_output, perf_data, at, valid_until, notice_id, state, created_at)
                SELECT i.server_id, i.host, i.service, i.check_id, i.node, i.claim_no, i.status, i.changed, i.message,
                    i.long_output, i.perf_data::jsonb, i.at, i.valid_until, i.notice_id, 'WAITING', @nsca_now()
                FROM @input i
                JOIN @nsca_server s ON s.id = i.server_id
                RETURNING id, server_id, host, service, created_at),
            counted AS (
                @count)
            UPDATE @nsca_delivery d SET
                state = 'SUPERSEDED', reason = 'a newer result came before it could be sent', ended_at = @nsca_now()
            WHERE d.state || '' = 'WAITING' AND d.id = ANY (ARRAY(
                SELECT w.id
                FROM added a JOIN @nsca_server s ON s.id = a.server_id AND s.catch_up <> 'ALL'
                CROSS JOIN LATERAL (
                    SELECT o.id, o.changed FROM @nsca_delivery o
                    WHERE o.server_id = a.server_id AND o.host = a.host AND o.service = a.service
                        AND o.state = 'WAITING' AND o.id < a.id
                    OFFSET 0) w
                WHERE @givesWay))""".replace("@count", count("added", "pg_backend_pid() % 16", "count(*)", "0"))
                    .replace("@givesWay", givesWay("w")));

    private static final String TAKE_BACK = """
            UPDATE @nsca_delivery SET
                state = 'WAITING', problem = 'INTERRUPTED',
                reason = 'the node that was sending it stopped or lost its database'
            WHERE server_id = ? AND state = 'LEASED' AND lease_no <> ?""";

    /* What came back from a try, while something newer was already waiting behind it. */
    private static final String SUPERSEDE_RETURNED = """
            UPDATE @nsca_delivery d SET
                state = 'SUPERSEDED', reason = 'a newer result came before it could be sent again', ended_at = @nsca_now()
            FROM @nsca_server s
            WHERE s.id = d.server_id AND d.server_id = ? AND d.state = 'WAITING' AND d.attempts > 0
                AND @givesWay
                AND EXISTS (
                    SELECT FROM @nsca_delivery n
                    WHERE n.server_id = d.server_id AND n.host = d.host AND n.service = d.service
                        AND n.state = 'WAITING' AND n.id > d.id)""".replace("@givesWay", givesWay("d"));

    /*
     * A guard in front of DeliveryPolicy and Report.expiry, written from their constants: what is too old ends here in one step,
     * instead of being taken first.
     */
    private static final String EXPIRE = """
            UPDATE @nsca_delivery d SET
                state = 'EXPIRED', ended_at = @nsca_now(),
                reason = CASE WHEN @lateOk THEN '@wasTrue' || d.valid_until ELSE '@tooOld' END
            FROM @nsca_server s
            WHERE s.id = d.server_id AND d.server_id = ? AND d.state = 'WAITING'
                AND ((@lateOk)
                    OR d.at < @nsca_now() - coalesce(s.max_age, ? * interval '1 second'))""".replace(
                    "@lateOk", "d.status = " + Report.EXPIRING.code() + " AND d.valid_until < @nsca_now()")
            .replace("@wasTrue", Report.LATE_OK)
            .replace("@tooOld", DeliveryPolicy.TOO_OLD);

    /*
     * All that no older one of its target has to wait for, in one pass over the index of what waits. If somebody else has a row
     * locked, those behind it are left for the next time, too. Rows are fetched by arrays of their keys, and their state is not compared
     * as it is: joined, where statistics were made while nothing waited, each waiting row was compared with each of the batch, and a
     * batch of 2,000 out of 10,000 took 3.6 s instead of 40 ms.
     */
    private static final String TAKE = """
            WITH waiting AS MATERIALIZED (
                SELECT id, host, service,
                    min(CASE WHEN not_before > @nsca_now() THEN id END) OVER (PARTITION BY host, service) AS held
                FROM @nsca_delivery WHERE server_id = ? AND state = 'WAITING'),
            ready AS MATERIALIZED (
                SELECT id, host, service FROM waiting WHERE held IS NULL OR id < held ORDER BY id LIMIT ?),
            picked AS MATERIALIZED (
                SELECT id FROM @nsca_delivery
                WHERE id = ANY (ARRAY(SELECT id FROM ready)) AND state || '' = 'WAITING'
                ORDER BY id FOR UPDATE SKIP LOCKED),
            missed AS MATERIALIZED (
                SELECT host, service, min(id) AS id FROM ready
                WHERE id = ANY (ARRAY(SELECT id FROM ready EXCEPT SELECT id FROM picked))
                GROUP BY host, service)
            UPDATE @nsca_delivery d SET state = 'LEASED', lease_no = ?, attempts = attempts + 1, not_before = NULL
            WHERE d.id = ANY (ARRAY(SELECT id FROM picked))
                AND NOT EXISTS (
                    SELECT FROM missed m WHERE m.host = d.host AND m.service = d.service AND m.id < d.id)
            RETURNING d.*, @nsca_now() AS now,
                (SELECT n.body FROM @nsca_notice n WHERE n.id = d.notice_id) AS notice""";

    /* Statements each of which has to see what the one before has done, in one round trip. */
    private static final String TIDY_AND_TAKE = String.join(";\n", TAKE_BACK, SUPERSEDE_RETURNED, EXPIRE, TAKE);

    /* Most reports of a batch end alike; by their keys and nothing else, because a planner without fresh statistics misleads itself. */
    private static final String COMPLETE = """
            UPDATE @nsca_delivery d SET
                state = e.state, problem = e.problem, reason = e.reason,
                not_before = @nsca_now() + e.pause_ms * interval '1 millisecond',
                ended_at = CASE WHEN e.state = 'WAITING' THEN NULL ELSE @nsca_now() END
            FROM (SELECT ?::text AS state, ?::text AS problem, ?::text AS reason, ?::bigint AS pause_ms) AS e
            WHERE d.id = ANY (?::bigint[]) AND d.state || '' = 'LEASED' AND d.lease_no = ?""";

    private static final String DISCARD = """
            UPDATE @nsca_delivery SET state = 'DISCARDED', reason = ?, ended_at = @nsca_now() WHERE id = ?""";

    /* A person's, of what was found to be with no sender and is locked since. */
    private static final String DISCARD_LOCKED = """
            UPDATE @nsca_delivery SET state = 'DISCARDED', reason = ?, ended_at = @nsca_now(), not_before = NULL
            WHERE id = ANY (?::bigint[]) AND ended_at IS NULL""";

    private static final String SERVERS_OF = """
            SELECT DISTINCT server_id FROM @nsca_delivery WHERE id = ANY (?::bigint[])""";

    /* What was taken under a lease that is over is with no sender: it waits for whoever takes the next one. */
    private static final String LOCK = """
            SELECT @columns, d.state = 'LEASED' AND EXISTS (
                SELECT FROM @nsca_server_lease l
                WHERE l.server_id = d.server_id AND l.lease_no = d.lease_no AND l.lease_until > @nsca_now()) AS with_sender
            FROM @nsca_delivery d WHERE d.id = ANY (?::bigint[]) ORDER BY d.id FOR UPDATE OF d""".replace("@columns", JdbcDeliveryDesk.COLUMNS);

    /* Nothing newer may overtake what is older, so that the pauses of older ones of its service end, too. */
    private static final String END_PAUSES_UP_TO = """
            UPDATE @nsca_delivery SET not_before = NULL WHERE id = ANY (ARRAY(
                SELECT o.id FROM @nsca_delivery d JOIN @nsca_delivery o
                    ON o.server_id = d.server_id AND o.host = d.host AND o.service = d.service AND o.id <= d.id
                WHERE d.id = ? AND o.state = 'WAITING' AND o.not_before IS NOT NULL
                ORDER BY o.id FOR UPDATE OF o))""";

    private static final String END_PAUSES_FOR = """
            UPDATE @nsca_delivery SET not_before = NULL WHERE id = ANY (ARRAY(
                SELECT id FROM @nsca_delivery WHERE server_id = ? AND state = 'WAITING' AND not_before IS NOT NULL
                ORDER BY id FOR UPDATE))""";

    private static final String ANY_WAITING = """
            SELECT EXISTS (SELECT FROM @nsca_delivery WHERE server_id = ? AND state = 'WAITING') AS waiting""";

    private static final String DISCARD_FOREIGN = """
            UPDATE @nsca_delivery SET
                state = 'DISCARDED', ended_at = @nsca_now(), not_before = NULL,
                reason = 'it was meant for another environment: ' || ?
            WHERE state IN ('WAITING', 'LEASED')""";

    private static final String PURGE = """
            WITH gone AS (
                DELETE FROM @nsca_delivery WHERE id IN (
                    SELECT o.id
                    FROM @nsca_delivery o
                    LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.last_ended_at = o.at
                    WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                        AND d.check_id IS NULL
                    ORDER BY o.ended_at
                    LIMIT ?)
                RETURNING server_id, created_at),
            counted AS (
                @count)
            SELECT count(*) AS gone FROM gone""".replace("@count", count("gone", "0", "0", "count(*)"));

    /* One statement sees one moment, and both sides change in the same transactions. */
    private static final String AUDIT = """
            SELECT s.name, day::text AS day, coalesce(t.created, 0) AS created, coalesce(p.present, 0) AS present,
                coalesce(t.removed, 0) AS removed
            FROM (
                SELECT server_id, day, sum(created) AS created, sum(removed) AS removed
                FROM @nsca_delivery_tally GROUP BY 1, 2) t
            FULL JOIN (
                SELECT server_id, (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS present
                FROM @nsca_delivery GROUP BY 1, 2) p USING (server_id, day)
            JOIN @nsca_server s ON s.id = server_id
            WHERE coalesce(t.created, 0) <> coalesce(p.present, 0) + coalesce(t.removed, 0)
            ORDER BY s.name, day""";

    private final Database database;

    DeliveryTable(Database database) {
        this.database = database;
    }

    /**
     * Adds deliveries, and ends those that wait and give way to them.
     *
     * @param created rows of {@link #CREATED}
     */
    void insert(Transaction transaction, Columns.Rows created) throws SQLException {
        transaction.update(database.sql(INSERT), created.arrays());
    }

    /**
     * What was taken.
     *
     * @param taken in any order
     * @param expired how many were too old
     */
    record Picked<T>(List<T> taken, int expired) {}

    /**
     * Takes what is to be sent under a lease, and the time. Before that, what a former holder of the lease was sending waits again,
     * what was tried gives way to something newer, and what is too old ends.
     */
    <T> Picked<T> take(Transaction transaction, ServerId server, long lease, int max, Function<Database.Row, T> reader)
            throws SQLException {
        List<Integer> changed = new ArrayList<>();
        List<T> taken = transaction.queryLast(
                database.sql(TIDY_AND_TAKE),
                changed::add,
                reader,
                server.value(),
                lease,
                server.value(),
                server.value(),
                DeliveryPolicy.MAX_AGE.toSeconds(),
                server.value(),
                max,
                lease);
        return new Picked<>(taken, changed.get(changed.size() - 1));
    }

    /**
     * How deliveries end, or go on waiting.
     *
     * @param problem what kept them from ending, or null
     * @param pauseMillis shortest time before the next try, or null
     */
    record End(
            DeliveryState state,
            @Nullable DeliveryProblem problem,
            String reason,
            @Nullable Long pauseMillis) {}

    /** Notes what became of deliveries that were taken under a lease. */
    void complete(Transaction transaction, long lease, End end, List<Long> deliveries) throws SQLException {
        transaction.update(
                database.sql(COMPLETE),
                end.state.name(),
                end.problem == null ? null : end.problem.name(),
                end.reason,
                end.pauseMillis,
                deliveries,
                lease);
    }

    void discard(Transaction transaction, long delivery, String reason) throws SQLException {
        transaction.update(database.sql(DISCARD), reason, delivery);
    }

    /** Ends those that are locked and with no sender, for a reason of a person. */
    void discard(Transaction transaction, List<Long> locked, String reason) throws SQLException {
        transaction.update(database.sql(DISCARD_LOCKED), reason, locked);
    }

    /** Returns the servers for which these are. */
    List<UUID> servers(Transaction transaction, List<Long> some) throws SQLException {
        return transaction.query(database.sql(SERVERS_OF), row -> row.uuid("server_id"), some);
    }

    /**
     * Locks these until the end of the transaction, in the order of their numbers; one that does not exist is left out. Rows have the
     * flag {@code with_sender}, too.
     */
    <T> List<T> lock(Transaction transaction, List<Long> some, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(LOCK), reader, some);
    }

    /** Ends the pause of a delivery, and those of older ones for the same service. */
    void endPauses(Transaction transaction, long delivery) throws SQLException {
        transaction.update(database.sql(END_PAUSES_UP_TO), delivery);
    }

    /** Ends the pauses of all that waits for a server. */
    void endPauses(Transaction transaction, ServerId server) throws SQLException {
        transaction.update(database.sql(END_PAUSES_FOR), server.value());
    }

    boolean isAnyWaiting(Transaction transaction, ServerId server) throws SQLException {
        return transaction
                .query(database.sql(ANY_WAITING), row -> row.flag("waiting"), server.value())
                .get(0);
    }

    /** Ends all that waits, and returns how many that were. */
    int discardForeign(Transaction transaction, String environment) throws SQLException {
        return transaction.update(database.sql(DISCARD_FOREIGN), environment);
    }

    /** Removes what ended longer ago, but that of the latest run of each check; returns how many that were. */
    int purge(Transaction transaction, Duration olderThan, int max) throws SQLException {
        return transaction
                .query(database.sql(PURGE), row -> (int) row.number("gone"), olderThan.toMillis(), max)
                .get(0);
    }

    /** Returns the servers and days for which the counts do not balance. */
    <T> List<T> audit(Transaction transaction, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(AUDIT), reader);
    }
}
