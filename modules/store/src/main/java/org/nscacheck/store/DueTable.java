/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.nscacheck.alerting.Holds;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.node.NodeStore;
import org.nscacheck.run.RunStore;

/**
 * Each statement that writes {@code nsca_due}. All keep two rules. {@code wake_at} is {@code lease_until} while a row is leased
 * and {@code due_at} otherwise (later only where an outage was spread), so one index finds both what is due and what a dead node
 * left behind. {@code claim_no} is the fence: it grows with each lease, and a run is recorded only under its own. Thread-safe;
 * works in the transaction of the caller.
 */
final class DueTable {

    /** The key of a row. */
    static final Columns KEYS = Columns.of("check_id uuid", "node text");

    /** The key of a row, and the number under which it was claimed. */
    static final Columns CLAIMS = Columns.of("check_id uuid", "node text", "claim_no bigint");

    /** A check as it is to stand on the list. */
    static final Columns SCHEDULED = Columns.of(
            "check_id uuid",
            "node text",
            "handler_key text",
            "active boolean",
            "fingerprint text",
            "schedule text",
            "timeout_ms bigint",
            "window_ms bigint",
            "fault text",
            "host text",
            "tags text",
            "first_run_at timestamptz",
            "next_slot timestamptz",
            "next_due_at timestamptz");

    /** Leases the rows of {@code picked}; the parameters are the node and, twice, what is added to the length. */
    private static String leasePicked(String length) {
        return """
                UPDATE @nsca_due d SET
                    claim_no = claim_no + 1, claimed_by = ?, claimed_at = @nsca_now(), rescheduled = false,
                    lease_until = @nsca_now() + (@length + ?) * interval '1 millisecond',
                    wake_at = @nsca_now() + (@length + ?) * interval '1 millisecond'
                FROM picked p WHERE d.check_id = p.check_id AND d.node = p.node
                RETURNING d.*""".replace("@length", length);
    }

    /** Ends a lease without a run. */
    private static final String END_LEASE = "lease_until = NULL, claimed_at = NULL, wake_at = due_at";

    /**
     * Ends the leases of {@code input} with a run, if they are still held; a part of {@link RunTable}'s statement, so that a run is
     * stored in the same step. What was rescheduled meanwhile keeps its time.
     */
    static final String RECORD = """
                UPDATE @nsca_due d SET
                    slot = CASE WHEN d.rescheduled THEN d.slot ELSE i.next_slot END,
                    due_at = CASE WHEN d.rescheduled THEN d.due_at ELSE i.next_due_at END,
                    wake_at = CASE WHEN d.rescheduled THEN d.due_at ELSE i.next_due_at END,
                    forced = false, rescheduled = false, lease_until = NULL, claimed_at = NULL,
                    status = i.state_status, status_since = i.state_since, attempt = i.state_attempt,
                    rule_memory = i.rule_memory, last_ended_at = i.ended_at, facts = i.facts,
                    good_runs = CASE WHEN i.state_attempt = 0 THEN least(d.good_runs, @wellKnown) + 1 ELSE 0 END,
                    news = d.news OR i.state_attempt > 0 OR i.facts IS NOT NULL OR d.good_runs < @wellKnown
                FROM input i
                WHERE d.check_id = i.check_id AND d.node = i.node AND d.claim_no = i.claim_no
                    AND d.lease_until IS NOT NULL
                RETURNING d.claimed_by, i.*""".replace("@wellKnown", String.valueOf(Holds.MOST_GOOD_RESULTS));

    /*
     * Everything that is due and free to take, in one statement. SKIP LOCKED lets nodes claim side by side. What is due and was not
     * picked is either behind the limit or in the hands of another node. The keys are looked up by their hash: IS TRUE keeps the
     * planner from joining them instead.
     */
    private static final String CLAIM = """
            WITH spared AS MATERIALIZED (
                SELECT unnest(?::text[]) AS key),
            picked AS (
                SELECT check_id, node FROM @nsca_due
                WHERE active AND wake_at <= @nsca_now() AND (handler_key NOT IN (SELECT key FROM spared)) IS TRUE AND node = ANY (?)
                ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED),
            claimed AS (
                @lease),
            rest AS (
                SELECT wake_at FROM @nsca_due d
                WHERE active AND wake_at > @nsca_now() AND (handler_key NOT IN (SELECT key FROM spared)) IS TRUE AND node = ANY (?)
                ORDER BY wake_at LIMIT 1)
            SELECT clock.now, least((SELECT wake_at FROM rest), (SELECT min(wake_at) FROM claimed)) AS next_due_at, c.*
            FROM (SELECT @nsca_now() AS now) clock LEFT JOIN claimed c ON true
            ORDER BY c.slot""".replace("@lease", leasePicked("timeout_ms"));

    private static final String HANDLERS = "SELECT DISTINCT handler_key FROM @nsca_due";

    /* Whenever they are due and whoever has them; in the order of their keys, so that nobody waits for anybody in a circle. */
    private static final String CLAIM_REPORTED = KEYS.in("""
            WITH picked AS (
                SELECT d.check_id, d.node FROM @nsca_due d
                JOIN @input i ON d.check_id = i.check_id AND d.node = i.node
                ORDER BY d.check_id, d.node FOR UPDATE OF d),
            claimed AS (
                @lease)
            SELECT * FROM claimed""".replace("@lease", leasePicked("0")));

    /* A living node that does not say what it has is of an older release, and may have anything. */
    private static final String HAS_NO_CODE =
            "NOT EXISTS (SELECT FROM living l WHERE d.handler_key = ANY (l.handlers) OR l.handlers = '{}')";

    /*
     * Since when it has been due while this node lived: kept here, so that it does not begin again with each start of a node. It
     * counts for the time slot that it was written for.
     */
    private static final String MARK_ORPHANS =
            """
            WITH living AS (
                SELECT node, handlers, alive_since FROM @nsca_node WHERE @alive),
            orphans AS (
                SELECT check_id, node FROM @nsca_due d
                WHERE active AND node = '' AND wake_at <= @nsca_now() AND (orphan_since IS NULL OR orphan_since < due_at)
                    AND @hasNoCode
                ORDER BY check_id, node FOR UPDATE SKIP LOCKED)
            UPDATE @nsca_due d SET orphan_since = greatest(d.wake_at, l.alive_since)
            FROM orphans o, living l
            WHERE d.check_id = o.check_id AND d.node = o.node AND l.node = ?""".replace("@alive", JdbcNodeStore.IS_ALIVE).replace("@hasNoCode", HAS_NO_CODE);

    /* Nothing of theirs is called, so their time limit does not count. */
    private static final String CLAIM_ORPHANS = """
            WITH living AS (
                SELECT node, handlers FROM @nsca_node WHERE @alive),
            picked AS (
                SELECT check_id, node FROM @nsca_due d
                WHERE active AND node = '' AND wake_at <= @nsca_now()
                    AND orphan_since >= due_at AND orphan_since <= @nsca_now() - ? * interval '1 millisecond'
                    AND EXISTS (SELECT FROM living WHERE node = ?)
                    AND @hasNoCode
                ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED),
            claimed AS (
                @lease)
            SELECT @nsca_now() AS now, c.*, t.server_id, t.host, t.service
            FROM claimed c LEFT JOIN @nsca_target t ON t.check_id = c.check_id AND t.node = c.node
            ORDER BY c.check_id""".replace("@alive", JdbcNodeStore.IS_ALIVE)
            .replace("@hasNoCode", HAS_NO_CODE)
            .replace("@lease", leasePicked("0"));

    /* What this node could run itself. A node at a time, and rows in the order of their key, so that nobody waits for anybody. */
    private static final String SPREAD_OVERDUE = """
            WITH turn AS (SELECT pg_try_advisory_xact_lock(hashtext('@nsca_due')) AS mine),
            late AS (
                SELECT check_id, node FROM @nsca_due
                WHERE (SELECT mine FROM turn) AND active AND lease_until IS NULL AND NOT forced
                    AND wake_at < @nsca_now() - ? * interval '1 millisecond'
                    AND handler_key = ANY (?) AND node = ANY (?)
                ORDER BY check_id, node FOR UPDATE SKIP LOCKED)
            UPDATE @nsca_due d SET
                wake_at = @nsca_now() + (hashtextextended(d.check_id::text, 0) & 9223372036854775807)
                    % greatest(d.window_ms, 1) * interval '1 millisecond'
            FROM late l
            WHERE d.check_id = l.check_id AND d.node = l.node AND (SELECT count(*) FROM late) > ?""";

    /* What a run under way holds comes the next time. Paused checks and deleted ones are found by their subjects. */
    private static final String TAKE_NEWS = """
            WITH picked AS (
                SELECT check_id, node FROM @nsca_due
                WHERE news ORDER BY check_id, node LIMIT ? FOR UPDATE SKIP LOCKED),
            taken AS (
                UPDATE @nsca_due d SET news = false
                FROM picked p WHERE d.check_id = p.check_id AND d.node = p.node
                RETURNING d.*)
            SELECT t.*, c.name, r.message
            FROM taken t
            JOIN @nsca_check c ON c.id = t.check_id
            LEFT JOIN @nsca_run r ON r.check_id = t.check_id AND r.node = t.node AND r.ended_at = t.last_ended_at
            WHERE t.active AND t.status IS NOT NULL
            ORDER BY t.check_id, t.node""";

    /*
     * What nobody runs in time has no result that says so. What was due while no node lived could begin only when one came back. The next
     * good run is news again, however many came before.
     */
    private static final String TAKE_SILENT = """
            WITH picked AS (
                SELECT d.check_id, d.node FROM @nsca_due d
                LEFT JOIN @nsca_absence a ON true
                LEFT JOIN @nsca_subject s ON s.check_id = d.check_id AND s.node = d.node
                WHERE d.check_id = ANY (?::uuid[]) AND d.handler_key = ? AND d.active AND coalesce(s.status, 0) < 2
                    AND CASE WHEN d.wake_at BETWEEN a.began_at AND a.ended_at THEN a.ended_at ELSE d.wake_at END
                        < @nsca_now() - ? * interval '1 millisecond'
                ORDER BY d.check_id, d.node FOR UPDATE OF d SKIP LOCKED),
            taken AS (
                UPDATE @nsca_due d SET good_runs = 0
                FROM picked p WHERE d.check_id = p.check_id AND d.node = p.node
                RETURNING d.*)
            SELECT t.*, c.name, @nsca_now() AS now FROM taken t JOIN @nsca_check c ON c.id = t.check_id
            ORDER BY t.check_id, t.node""";

    private static final String GIVE_BACK = CLAIMS.in("""
            UPDATE @nsca_due d SET @endLease
            FROM @input i
            WHERE d.check_id = i.check_id AND d.node = i.node AND d.claim_no = i.claim_no
                AND d.lease_until IS NOT NULL""".replace("@endLease", END_LEASE));

    private static final String GIVE_BACK_OTHERS = CLAIMS.in("""
            UPDATE @nsca_due d SET @endLease
            WHERE claimed_by = ? AND lease_until > @nsca_now() AND handler_key = ANY (?)
                AND (check_id, node, claim_no) NOT IN (
                    SELECT * FROM @input held)""".replace("@endLease", END_LEASE));

    /* Without a fingerprint it is planned again when its code or node is back; a run under way is of the past as well. */
    private static final String RETIRE = KEYS.in("""
            UPDATE @nsca_due d SET active = false, fingerprint = '', claim_no = claim_no + 1, @endLease
            FROM @input i
            WHERE d.check_id = i.check_id AND d.node = i.node
                AND NOT EXISTS (SELECT FROM @nsca_target t WHERE t.check_id = d.check_id AND t.node = d.node)""".replace("@endLease", END_LEASE));

    private static final String LOCK = KEYS.in("""
            SELECT d.check_id FROM @nsca_due d
            JOIN @input i ON d.check_id = i.check_id AND d.node = i.node
            ORDER BY d.check_id, d.node FOR UPDATE OF d""");

    private static final String INSERT = SCHEDULED.in("""
            INSERT INTO @nsca_due AS d (check_id, node, handler_key, active, fingerprint, config_version, schedule,
                timeout_ms, window_ms, fault, host, tags, slot, due_at, wake_at)
            SELECT i.check_id, i.node, i.handler_key, i.active, i.fingerprint, 1, i.schedule, i.timeout_ms, i.window_ms,
                i.fault, i.host, i.tags, i.first_run_at, i.first_run_at, i.first_run_at
            FROM @input i
            ORDER BY i.check_id, i.node
            ON CONFLICT (check_id, node) DO NOTHING""");

    private static final String CHANGE = SCHEDULED.in("""
            UPDATE @nsca_due d SET
                handler_key = i.handler_key, active = i.active, fingerprint = i.fingerprint,
                config_version = d.config_version + 1, schedule = i.schedule, timeout_ms = i.timeout_ms, window_ms = i.window_ms,
                fault = i.fault, host = i.host, tags = i.tags,
                slot = i.slot, due_at = i.due_at, rescheduled = d.rescheduled OR (i.moved AND d.lease_until IS NOT NULL),
                wake_at = CASE WHEN d.lease_until IS NOT NULL THEN d.lease_until ELSE i.due_at END
            FROM (
                SELECT n.*, NOT o.active AND n.active OR o.schedule <> n.schedule OR o.fault <> n.fault AS moved,
                    CASE WHEN NOT o.active AND n.active OR o.fault <> n.fault THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_slot ELSE o.slot END AS slot,
                    CASE WHEN NOT o.active AND n.active OR o.fault <> n.fault THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_due_at ELSE o.due_at END AS due_at
                FROM @input n
                JOIN @nsca_due o ON o.check_id = n.check_id AND o.node = n.node) i
            WHERE d.check_id = i.check_id AND d.node = i.node AND (d.fingerprint <> i.fingerprint OR i.fingerprint = '')""");

    private static final String REMOVE =
            KEYS.in("DELETE FROM @nsca_due d USING @input i" + " WHERE d.check_id = i.check_id AND d.node = i.node");

    private static final String RUN_NOW = """
            UPDATE @nsca_due SET slot = CASE WHEN forced THEN slot ELSE @nsca_now() END, due_at = @nsca_now(),
                wake_at = @nsca_now(), forced = true
            WHERE check_id = ? AND active AND lease_until IS NULL""";

    /** Claims of nodes that nobody knows; the parameter is {@link NodeStore#VALIDITY} in milliseconds. */
    static final String LEFT_BEHIND = """
            SELECT FROM @nsca_due
            WHERE lease_until > @nsca_now() AND claimed_at < @nsca_now() - ? * interval '1 millisecond'
                AND NOT EXISTS (SELECT FROM @nsca_node n WHERE n.node = claimed_by)""";

    /*
     * The claim number stays: whoever comes back before somebody else has claimed may still store its run. A row that a dead
     * node still holds locked is found again later, when the node is not known any more.
     */
    private static final String FREE = """
            UPDATE @nsca_due d SET lease_until = @nsca_now(), wake_at = @nsca_now()
            FROM (
                SELECT check_id, node FROM @nsca_due
                WHERE lease_until > @nsca_now() AND (claimed_by = ANY (?)
                    OR (claimed_at < @nsca_now() - ? * interval '1 millisecond'
                        AND NOT EXISTS (SELECT FROM @nsca_node n WHERE n.node = claimed_by)))
                ORDER BY check_id, node FOR UPDATE SKIP LOCKED) AS held
            WHERE d.check_id = held.check_id AND d.node = held.node""";

    /* Without a fingerprint it is planned anew, whatever has changed meanwhile. */
    private static final String LEAVE = """
            WITH gone AS (
                UPDATE @nsca_due d SET active = false, fingerprint = ''
                WHERE d.node = ? AND d.active
                    AND NOT EXISTS (SELECT FROM @nsca_node n WHERE split_part(n.node, '/', 1) = d.node)
                RETURNING d.check_id, d.node)
            DELETE FROM @nsca_target t USING gone WHERE t.check_id = gone.check_id AND t.node = gone.node""";

    private static final String FORGET = """
            DELETE FROM @nsca_due d
            WHERE d.node <> '' AND greatest(d.due_at, d.last_ended_at) < @nsca_now() - ? * interval '1 millisecond'
                AND NOT EXISTS (SELECT FROM @nsca_node n WHERE split_part(n.node, '/', 1) = d.node)
            RETURNING d.node""";

    private final Database database;

    DueTable(Database database) {
        this.database = database;
    }

    /**
     * Claims what is due for one of these nodes; answers at least one row, which has the time and when to come next.
     *
     * @param spared handlers whose checks are left alone
     */
    <T> List<T> claim(
            Transaction transaction,
            NodeId node,
            List<CheckKey> spared,
            List<String> nodes,
            int max,
            Function<Database.Row, T> reader)
            throws SQLException {
        long grace = RunStore.LEASE_GRACE.toMillis();
        return transaction.query(database.sql(CLAIM), reader, spared, nodes, max, node.value(), grace, grace, nodes);
    }

    /** Reads the handlers that stand on the list. */
    List<CheckKey> handlers(Transaction transaction) throws SQLException {
        return transaction.query(database.sql(HANDLERS), row -> new CheckKey(row.text("handler_key")));
    }

    /**
     * Claims what was reported from outside, also from whoever has claimed it already.
     *
     * @param keys rows of {@link #KEYS}
     */
    <T> List<T> claimReported(Transaction transaction, NodeId node, Columns.Rows keys, Function<Database.Row, T> reader)
            throws SQLException {
        long lease = RunStore.LEASE_GRACE.toMillis();
        return transaction.query(database.sql(CLAIM_REPORTED), reader, keys.arraysBefore(node.value(), lease, lease));
    }

    /** Notes since when checks are due whose code no living node has. */
    int markOrphans(Transaction transaction, NodeId node) throws SQLException {
        return transaction.update(database.sql(MARK_ORPHANS), NodeStore.VALIDITY.toMillis(), node.value());
    }

    /** Claims those that were marked longer ago than the grace; one row for each server that is told, or for none. */
    <T> List<T> claimOrphans(
            Transaction transaction, NodeId node, Duration grace, int max, Function<Database.Row, T> reader)
            throws SQLException {
        long lease = RunStore.LEASE_GRACE.toMillis();
        return transaction.query(
                database.sql(CLAIM_ORPHANS),
                reader,
                NodeStore.VALIDITY.toMillis(),
                grace.toMillis(),
                node.value(),
                max,
                node.value(),
                lease,
                lease);
    }

    int spreadOverdue(Transaction transaction, Set<CheckKey> known, List<String> nodes, Duration overdue, int moreThan)
            throws SQLException {
        return transaction.update(database.sql(SPREAD_OVERDUE), overdue.toMillis(), known, nodes, moreThan);
    }

    /** @param claims rows of {@link #CLAIMS} */
    int giveBack(Transaction transaction, Columns.Rows claims) throws SQLException {
        return transaction.update(database.sql(GIVE_BACK), claims.arrays());
    }

    /** @param held rows of {@link #CLAIMS} that stay */
    int giveBackOthers(Transaction transaction, NodeId node, Set<CheckKey> known, Columns.Rows held)
            throws SQLException {
        return transaction.update(database.sql(GIVE_BACK_OTHERS), held.arraysAfter(node.value(), known));
    }

    /**
     * Waits for what runs that are being recorded write. What is computed from a time that is taken afterwards stays true until the
     * end of the transaction.
     *
     * @param keys rows of {@link #KEYS}
     */
    void lock(Transaction transaction, Columns.Rows keys) throws SQLException {
        transaction.query(database.sql(LOCK), row -> true, keys.arrays());
    }

    /** @param scheduled rows of {@link #SCHEDULED}, locked before */
    void schedule(Transaction transaction, Columns.Rows scheduled) throws SQLException {
        transaction.update(database.sql(CHANGE), scheduled.arrays());
        transaction.update(database.sql(INSERT), scheduled.arrays());
    }

    /** @param keys rows of {@link #KEYS} */
    void remove(Transaction transaction, Columns.Rows keys) throws SQLException {
        transaction.update(database.sql(REMOVE), keys.arrays());
    }

    /**
     * Takes off what has no name left under which it reports.
     *
     * @param keys rows of {@link #KEYS}
     */
    void retire(Transaction transaction, Columns.Rows keys) throws SQLException {
        transaction.update(database.sql(RETIRE), keys.arrays());
    }

    /** Returns how many rows of a check became due; those that are leased do not. */
    int runNow(Transaction transaction, CheckId id) throws SQLException {
        return transaction.update(database.sql(RUN_NOW), id.value());
    }

    /** Returns the states of checks that may have changed what people are to be told, each once. */
    <T> List<T> takeNews(Transaction transaction, int max, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(TAKE_NEWS), reader, max);
    }

    /** Frees what these nodes, and those that nobody knows, have claimed. */
    void free(Transaction transaction, Collection<String> dead, Duration validity) throws SQLException {
        transaction.update(database.sql(FREE), dead, validity.toMillis());
    }

    /** Reads those of these checks that have a key, and a run that should have begun so long ago and has no result. */
    <T> List<T> takeSilent(
            Transaction transaction,
            Collection<CheckId> checks,
            CheckKey key,
            Duration overdue,
            Function<Database.Row, T> reader)
            throws SQLException {
        return transaction.query(database.sql(TAKE_SILENT), reader, checks, key.value(), overdue.toMillis());
    }

    /** Takes off what a node ran for itself, with the names under which it reported. */
    void leave(Transaction transaction, NodeId node) throws SQLException {
        transaction.update(database.sql(LEAVE), node.name());
    }

    /** Returns the nodes whose own checks were removed, each once for each check. */
    List<String> forget(Transaction transaction, Duration absence) throws SQLException {
        return transaction.query(database.sql(FORGET), row -> row.text("node"), absence.toMillis());
    }
}
