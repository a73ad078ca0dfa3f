/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.server.ServerId;

/**
 * Each statement that writes {@code nsca_server_lease}, and the one that finds for which servers a lease pays. Thread-safe; works
 * in the transaction of the caller.
 */
final class ServerLeaseTable {

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
                SELECT s.id, s.version, coalesce(l.lease_until > @nsca_now() AND l.node <> ?, false) AS leased,
                    coalesce(l.not_before > @nsca_now(), false) AS paused, l.lease_until, l.not_before
                FROM @nsca_server s LEFT JOIN @nsca_server_lease l ON l.server_id = s.id
                WHERE s.active AND @isEnvironment AND (
                    EXISTS (SELECT FROM @nsca_delivery d WHERE d.server_id = s.id AND d.state = 'LEASED')
                    OR EXISTS (
                        SELECT FROM @nsca_delivery d
                        WHERE d.server_id = s.id AND d.state = 'WAITING'
                            AND (d.not_before IS NULL OR d.not_before <= @nsca_now())
                            AND NOT EXISTS (
                                SELECT FROM held h
                                WHERE h.server_id = d.server_id AND h.host = d.host AND h.service = d.service
                                    AND h.id < d.id))))
            SELECT clock.now, o.id, o.version, (
                SELECT min(t) FROM (
                    SELECT greatest(CASE WHEN leased THEN lease_until END, CASE WHEN paused THEN not_before END) AS t
                    FROM open WHERE leased OR paused
                    UNION ALL
                    SELECT not_before FROM held) later)
                AS next_at
            FROM (SELECT @nsca_now() AS now) clock LEFT JOIN open o ON NOT o.leased AND NOT o.paused""".replace("@isEnvironment", InstallationRow.IS_ENVIRONMENT);

    private static final String LEASE = """
            INSERT INTO @nsca_server_lease AS l (server_id, node, lease_no, lease_until, failures)
            SELECT s.id, ?, 1, @nsca_now() + ? * interval '1 millisecond', 0 FROM @nsca_server s
            WHERE s.id = ? AND @isEnvironment
            ON CONFLICT (server_id) DO UPDATE SET
                node = excluded.node, lease_no = l.lease_no + 1, lease_until = excluded.lease_until
            WHERE (l.lease_until IS NULL OR l.lease_until <= @nsca_now() OR l.node = excluded.node)
                AND (l.not_before IS NULL OR l.not_before <= @nsca_now())
            RETURNING lease_no, failures, lease_until""".replace("@isEnvironment", InstallationRow.IS_ENVIRONMENT);

    private static final String RENEW = """
            UPDATE @nsca_server_lease SET lease_until = @nsca_now() + ? * interval '1 millisecond'
            WHERE server_id = ? AND lease_no = ? AND lease_until IS NOT NULL AND @isEnvironment""".replace("@isEnvironment", InstallationRow.IS_ENVIRONMENT);

    /* Locks the lease until the completions are stored. */
    private static final String HOLD = """
            UPDATE @nsca_server_lease SET
                last_delivered_at = CASE WHEN ? THEN @nsca_now() ELSE last_delivered_at END
            WHERE server_id = ? AND lease_no = ?""";

    private static final String RELEASE = """
            UPDATE @nsca_server_lease SET
                lease_until = NULL, failures = ?, not_before = @nsca_now() + ? * interval '1 millisecond',
                last_delivered_at = CASE WHEN ? THEN @nsca_now() ELSE last_delivered_at END
            WHERE server_id = ? AND lease_no = ?
            RETURNING EXISTS (
                SELECT FROM @nsca_delivery d
                WHERE d.server_id = @nsca_server_lease.server_id AND d.state = 'WAITING' AND d.not_before IS NULL) AS waiting""";

    private static final String LOCK = """
            SELECT server_id FROM @nsca_server_lease WHERE server_id = ANY (?::uuid[]) ORDER BY server_id FOR UPDATE""";

    private static final String END_PAUSE = "UPDATE @nsca_server_lease SET not_before = NULL WHERE server_id = ?";

    private final Database database;

    ServerLeaseTable(Database database) {
        this.database = database;
    }

    /** Answers at least one row, which has the time and when to come next. */
    <T> List<T> findReady(NodeId node, String environment, Function<Database.Row, T> reader) {
        return database.read(FIND_READY, reader, node.value(), environment);
    }

    /** Answers no row if the server is another node's, or to be left alone. */
    <T> List<T> lease(
            Transaction transaction,
            ServerId server,
            NodeId node,
            Duration length,
            String environment,
            Function<Database.Row, T> reader)
            throws SQLException {
        return transaction.query(
                database.sql(LEASE), reader, node.value(), length.toMillis(), server.value(), environment);
    }

    /** Returns whether the lease was still held, by a process of the environment that may deliver. */
    boolean renew(Transaction transaction, ServerLease lease, Duration length, String environment) throws SQLException {
        return transaction.update(
                        database.sql(RENEW), length.toMillis(), lease.server().value(), lease.number(), environment)
                == 1;
    }

    /** Keeps the lease from others until the end of the transaction; returns whether it was still held. */
    boolean hold(Transaction transaction, ServerLease lease, boolean delivered) throws SQLException {
        return transaction.update(database.sql(HOLD), delivered, lease.server().value(), lease.number()) == 1;
    }

    /**
     * Keeps the lease from others until the end of the transaction, and gives it back with that.
     *
     * @return whether something waits for the server that is not held back itself; empty if the lease was lost
     */
    Optional<Boolean> release(
            Transaction transaction, ServerLease lease, int failures, Duration pause, boolean delivered)
            throws SQLException {
        return transaction
                .query(
                        database.sql(RELEASE),
                        row -> row.flag("waiting"),
                        failures,
                        pause.toMillis(),
                        delivered,
                        lease.server().value(),
                        lease.number())
                .stream()
                .findFirst();
    }

    /** Keeps leases as they are until the end of the transaction: nobody takes anything for these servers, or ends a batch. */
    void lock(Transaction transaction, List<UUID> servers) throws SQLException {
        transaction.query(database.sql(LOCK), row -> true, servers);
    }

    /** Lets a server be tried again, however lately it has failed. */
    void endPause(Transaction transaction, UUID server) throws SQLException {
        transaction.update(database.sql(END_PAUSE), server);
    }
}
