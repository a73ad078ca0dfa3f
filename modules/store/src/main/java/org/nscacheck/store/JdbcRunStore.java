/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.run.RunRecord;
import org.nscacheck.run.RunStore;
import org.nscacheck.sender.Report;

/** The due list and the history in PostgreSQL. */
final class JdbcRunStore implements RunStore {

    /*
     * Everything that is due and free to take, in one statement. SKIP LOCKED lets nodes claim side by side. wake_at is
     * lease_until while a row is leased, so one index finds both what is due and what a dead node left behind. What is due
     * and was not picked is either behind the limit or in the hands of another node.
     */
    private static final String CLAIM = """
            WITH picked AS (
                SELECT check_id, node FROM @nsca_due
                WHERE active AND wake_at <= @nsca_now() AND handler_key = ANY (?) AND node = ANY (?)
                ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED),
            claimed AS (
                UPDATE @nsca_due d SET
                    claim_no = claim_no + 1, claimed_by = ?, claimed_at = @nsca_now(), rescheduled = false,
                    lease_until = @nsca_now() + (timeout_ms + ?) * interval '1 millisecond',
                    wake_at = @nsca_now() + (timeout_ms + ?) * interval '1 millisecond'
                FROM picked p WHERE d.check_id = p.check_id AND d.node = p.node
                RETURNING d.*),
            rest AS (
                SELECT wake_at FROM @nsca_due d
                WHERE active AND wake_at > @nsca_now() AND handler_key = ANY (?) AND node = ANY (?)
                ORDER BY wake_at LIMIT 1)
            SELECT clock.now, least((SELECT wake_at FROM rest), (SELECT min(wake_at) FROM claimed)) AS next_due_at, c.*
            FROM (SELECT @nsca_now() AS now) clock LEFT JOIN claimed c ON true
            ORDER BY c.slot""";

    private static final String RECORD_RUNS = """
            WITH input AS (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::timestamptz[], ?::smallint[], ?::timestamptz[], ?::integer[],
                    ?::timestamptz[], ?::boolean[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[])
                AS i (check_id, node, claim_no, next_slot, next_due_at,
                    started_at, ended_at, state_status, state_since, state_attempt,
                    slot, forced, outcome, status, message, long_output, perf_data)),
            fenced AS (
                UPDATE @nsca_due d SET
                    slot = CASE WHEN d.rescheduled THEN d.slot ELSE i.next_slot END,
                    due_at = CASE WHEN d.rescheduled THEN d.due_at ELSE i.next_due_at END,
                    wake_at = CASE WHEN d.rescheduled THEN d.due_at ELSE i.next_due_at END,
                    forced = false, rescheduled = false, lease_until = NULL, claimed_at = NULL,
                    status = i.state_status, status_since = i.state_since, attempt = i.state_attempt,
                    last_ended_at = i.ended_at
                FROM input i
                WHERE d.check_id = i.check_id AND d.node = i.node AND d.claim_no = i.claim_no
                    AND d.lease_until IS NOT NULL
                RETURNING d.claimed_by, i.*)
            INSERT INTO @nsca_run (check_id, node, claim_no, slot, forced, ran_on, started_at, ended_at, outcome, status,
                message, long_output, perf_data)
            SELECT check_id, node, claim_no, slot, forced, claimed_by, started_at, ended_at, outcome, status,
                message, long_output, perf_data::jsonb
            FROM fenced
            RETURNING check_id, node, claim_no""";

    /*
     * The rows of one statement cannot see those it inserts, and need not: only older ones are superseded. A row that is
     * already with a sender is left alone. They are looked up one service at a time (OFFSET 0 keeps it so): joined with all that
     * waits, a long backlog made each batch slower than the one before. For the same reason the state is not compared as it is: the
     * index of all that waits would be read.
     */
    private static final String ADD_DELIVERIES = """
            WITH added AS (
                INSERT INTO @nsca_delivery (server_id, host, service, check_id, node, claim_no, status, changed, message,
                    long_output, perf_data, at, valid_until, state, created_at)
                SELECT i.server_id, i.host, i.service, i.check_id, i.node, i.claim_no, i.status, i.changed, i.message,
                    i.long_output, i.perf_data::jsonb, i.at, i.valid_until, 'WAITING', @nsca_now()
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::bigint[], ?::smallint[],
                    ?::boolean[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                AS i (server_id, host, service, check_id, node, claim_no, status,
                    changed, message, long_output, perf_data, at, valid_until)
                JOIN @nsca_server s ON s.id = i.server_id
                RETURNING id, server_id, host, service, created_at),
            counted AS (
                INSERT INTO @nsca_delivery_tally AS t (server_id, day, shard, created, removed)
                SELECT server_id, (created_at AT TIME ZONE 'UTC')::date, pg_backend_pid() % 16, count(*), 0
                FROM added GROUP BY 1, 2 ORDER BY 1, 2
                ON CONFLICT (server_id, day, shard) DO UPDATE SET created = t.created + excluded.created)
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
                WHERE s.catch_up = 'LATEST' OR NOT w.changed))""";

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

    private static final String UNCLAIM =
            "UPDATE @nsca_due d SET lease_until = NULL, claimed_at = NULL, wake_at = due_at ";

    private static final String GIVE_BACK = UNCLAIM + """
            FROM unnest(?::uuid[], ?::text[], ?::bigint[]) AS i (check_id, node, claim_no)
            WHERE d.check_id = i.check_id AND d.node = i.node AND d.claim_no = i.claim_no
                AND d.lease_until IS NOT NULL""";

    private static final String GIVE_BACK_OTHERS = UNCLAIM + """
            WHERE claimed_by = ? AND lease_until > @nsca_now() AND handler_key = ANY (?)
                AND (check_id, node, claim_no) NOT IN (
                    SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[]) AS held (check_id, node, claim_no))""";

    private final Database database;
    private final TextEncoding encoding;
    private final String claim;
    private final String recordRuns;
    private final String addDeliveries;
    private final OrphanClaims orphans;
    private final MetricValues values;
    private final String spreadOverdue;
    private final String giveBack;
    private final String giveBackOthers;

    JdbcRunStore(Database database, TextEncoding encoding) {
        this.database = database;
        this.encoding = encoding;
        this.claim = database.sql(CLAIM);
        this.recordRuns = database.sql(RECORD_RUNS);
        this.addDeliveries = database.sql(ADD_DELIVERIES);
        this.orphans = new OrphanClaims(database);
        this.values = new MetricValues(database, encoding);
        this.spreadOverdue = database.sql(SPREAD_OVERDUE);
        this.giveBack = database.sql(GIVE_BACK);
        this.giveBackOthers = database.sql(GIVE_BACK_OTHERS);
    }

    @Override
    public Claims claimDue(NodeId node, Set<CheckKey> known, int max) {
        List<String> nodes = List.of("", node.name());
        long grace = LEASE_GRACE.toMillis();
        List<Answer> rows = database.byKeys(connection -> Database.query(
                connection, claim, Answer::read, known, nodes, max, node.value(), grace, grace, known, nodes));
        List<Claim> claims = new ArrayList<>();
        for (Answer row : rows) {
            if (row.claim != null) {
                claims.add(row.claim);
            }
        }
        return new Claims(claims, rows.get(0).now, rows.get(0).nextDueAt);
    }

    private record Answer(
            Instant now,
            @Nullable Instant nextDueAt,
            @Nullable Claim claim) {

        static Answer read(Database.Row row) {
            return new Answer(
                    row.instant("now"),
                    row.instantOrNull("next_due_at"),
                    row.isNull("check_id") ? null : readClaim(row));
        }
    }

    static Claim readClaim(Database.Row row) {
        Status status = row.isNull("status")
                ? null
                : Status.ofCode(row.number("status")).orElse(null);
        return new Claim(
                new CheckId(row.uuid("check_id")),
                row.text("node"),
                row.number("claim_no"),
                new CheckKey(row.text("handler_key")),
                (int) row.number("config_version"),
                row.instant("slot"),
                row.flag("forced"),
                row.instant("claimed_at"),
                row.instant("lease_until"),
                new CheckState(status, row.instantOrNull("status_since"), (int) row.number("attempt")));
    }

    @Override
    public List<Orphan> claimOrphans(NodeId node, Duration grace, int max) {
        return orphans.claim(node, grace, max);
    }

    @Override
    public int spreadOverdue(NodeId node, Set<CheckKey> known, Duration overdue, int moreThan) {
        return database.inTransaction(connection -> Database.update(
                connection, spreadOverdue, overdue.toMillis(), known, List.of("", node.name()), moreThan));
    }

    @Override
    public Set<Claim.ClaimId> record(List<RunRecord> runs) {
        return database.byKeys(connection -> {
            Set<Claim.ClaimId> recorded = recordRuns(connection, runs);
            List<RunRecord> accepted = runs.stream()
                    .filter(run -> recorded.contains(run.claim().id()))
                    .toList();
            addDeliveries(connection, accepted);
            values.add(connection, accepted);
            Set<Claim.ClaimId> refused = new HashSet<>();
            runs.forEach(run -> refused.add(run.claim().id()));
            refused.removeAll(recorded);
            return refused;
        });
    }

    @Override
    public void requireWorking() {
        database.byKeys(connection -> recordRuns(connection, List.of()));
    }

    private Set<Claim.ClaimId> recordRuns(Connection connection, List<RunRecord> runs) throws SQLException {
        Columns columns = new Columns(17);
        for (RunRecord record : runs) {
            CheckResult result = record.run().result();
            columns.add(
                    record.claim().check(),
                    record.claim().node(),
                    record.claim().number(),
                    record.nextSlot(),
                    record.nextDueAt(),
                    record.run().startedAt(),
                    record.run().endedAt(),
                    code(record.next().status()),
                    record.next().since(),
                    record.next().attempt(),
                    record.claim().slot(),
                    record.claim().forced(),
                    record.run().outcome(),
                    result == null ? null : result.status().code(),
                    result == null ? null : encoding.fit(result.message()),
                    result == null ? null : encoding.fit(result.longOutput()),
                    result == null ? null : encoding.fit(JsonColumns.write(result.perfData())));
        }
        return new HashSet<>(Database.query(
                connection,
                recordRuns,
                row -> new Claim.ClaimId(new CheckId(row.uuid("check_id")), row.text("node"), row.number("claim_no")),
                columns.arrays()));
    }

    private void addDeliveries(Connection connection, List<RunRecord> runs) throws SQLException {
        Columns columns = new Columns(13);
        for (RunRecord record : runs) {
            for (NewDelivery delivery : record.deliveries()) {
                Report report = delivery.report();
                String service = report.target().service();
                columns.add(
                        delivery.server(),
                        report.target().host(),
                        service == null ? "" : service,
                        record.claim().check(),
                        record.claim().node(),
                        record.claim().number(),
                        report.status().code(),
                        record.change() != null,
                        encoding.fit(report.message()),
                        encoding.fit(report.longOutput()),
                        encoding.fit(JsonColumns.write(report.perfData())),
                        report.at(),
                        report.validUntil());
            }
        }
        if (!columns.isEmpty()) {
            Database.update(connection, addDeliveries, columns.arrays());
        }
    }

    private static @Nullable Integer code(@Nullable Status status) {
        return status == null ? null : status.code();
    }

    @Override
    public int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> held) {
        Columns columns = columns(held);
        return database.inTransaction(connection -> {
            List<Object> parameters = new ArrayList<>(List.of(node.value(), known));
            parameters.addAll(List.of(columns.arrays()));
            return Database.update(connection, giveBackOthers, parameters.toArray());
        });
    }

    private static Columns columns(Collection<Claim.ClaimId> claims) {
        Columns columns = new Columns(3);
        claims.forEach(id -> columns.add(id.check(), id.node(), id.number()));
        return columns;
    }

    @Override
    public void giveBack(Collection<Claim.ClaimId> claims) {
        Columns columns = columns(claims);
        if (!columns.isEmpty()) {
            database.byKeys(connection -> Database.update(connection, giveBack, columns.arrays()));
        }
    }
}
