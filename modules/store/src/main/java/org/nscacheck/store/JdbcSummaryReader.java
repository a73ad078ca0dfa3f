/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
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
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.node.NodeStore;
import org.nscacheck.server.ServerId;

/** How checks and servers are doing, from PostgreSQL. */
final class JdbcSummaryReader implements SummaryReader {

    /*
     * What was due while no node lived could begin only when one came back; what a node has spread then, later. The time of the
     * latest run names the one partition to look into.
     */
    private static final String CHECKS = """
            SELECT @nsca_now() AS now, d.check_id, c.name, d.node AS due_node, d.active, d.due_at,
                CASE WHEN d.wake_at BETWEEN a.began_at AND a.ended_at THEN a.ended_at ELSE d.wake_at END AS expected_at,
                d.status AS state_status, d.status_since, d.attempt, d.fault,
                coalesce(d.lease_until > @nsca_now(), false) AS running, r.*
            FROM @nsca_due d JOIN @nsca_check c ON c.id = d.check_id
            LEFT JOIN @nsca_absence a ON true LEFT JOIN LATERAL (
                SELECT claim_no, forced, ran_on, started_at, ended_at, outcome, status, message, long_output, perf_data
                FROM @nsca_run r
                WHERE r.check_id = d.check_id AND r.node = d.node AND r.ended_at = d.last_ended_at
                ORDER BY claim_no DESC LIMIT 1) r ON true
            WHERE ?::uuid[] IS NULL OR d.check_id = ANY (?::uuid[])
            ORDER BY d.node""";

    /* Without a look at the history: ten thousand of them are read to show fifty. */
    private static final String OUTLINES = """
            SELECT @nsca_now() AS now, c.id AS check_id, c.name, c.handler_key, c.service, c.servers, c.paused_until,
                coalesce(d.node, '') AS due_node, coalesce(d.active, false) AS active, d.due_at,
                CASE WHEN d.wake_at BETWEEN a.began_at AND a.ended_at THEN a.ended_at ELSE d.wake_at END AS expected_at,
                d.status AS state_status, d.status_since, coalesce(d.attempt, 0) AS attempt,
                coalesce(d.fault, '') AS fault, coalesce(d.lease_until > @nsca_now(), false) AS running, d.last_ended_at
            FROM @nsca_check c LEFT JOIN @nsca_due d ON d.check_id = c.id LEFT JOIN @nsca_absence a ON true""";

    private static final String SERVERS = """
            SELECT @nsca_now() AS now, s.id, w.waiting, w.oldest_at, e.expired, coalesce(f.reason, '') AS reason, f.problem,
                l.last_delivered_at, coalesce(l.failures, 0) AS failures,
                CASE WHEN l.not_before > @nsca_now() THEN l.not_before END AS next_try_at
            FROM @nsca_server s
            LEFT JOIN @nsca_server_lease l ON l.server_id = s.id
            CROSS JOIN LATERAL (
                SELECT count(*) AS waiting, min(at) AS oldest_at, min(id) AS oldest FROM @nsca_delivery d
                WHERE d.server_id = s.id AND d.state IN ('WAITING', 'LEASED')) w
            CROSS JOIN LATERAL (
                SELECT count(*) AS expired FROM @nsca_delivery d
                WHERE d.server_id = s.id AND d.state = 'EXPIRED' AND d.ended_at > @nsca_now() - interval '1 day') e
            LEFT JOIN @nsca_delivery f ON f.id = w.oldest
            ORDER BY s.name""";

    /* One that was killed and started again has not lived on behind the start of the new one. */
    private static final String SHARED_NODE_NAMES = """
            SELECT split_part(node, '/', 1) AS name FROM @nsca_node WHERE @alive
            GROUP BY 1 HAVING count(*) > 1 AND min(renewed_at) > max(alive_since) ORDER BY 1""".replace("@alive", JdbcNodeStore.IS_ALIVE);

    private static final String RUNS = """
            SELECT claim_no, forced, ran_on, started_at, ended_at, outcome, status, message, long_output, perf_data
            FROM @nsca_run WHERE check_id = ? ORDER BY ended_at DESC, claim_no DESC LIMIT ?""";

    private static final String RUN = """
            SELECT node, slot, claim_no, forced, ran_on, started_at, ended_at, outcome, status, message, long_output, perf_data
            FROM @nsca_run WHERE check_id = ? AND ended_at = ? AND claim_no = ? ORDER BY node LIMIT 1""";

    private static final String DELIVERIES = """
            SELECT t.check_id, d.* FROM @nsca_target t JOIN @nsca_server s ON s.id = t.server_id CROSS JOIN LATERAL (
                SELECT server_id, host, service, claim_no, status, state, reason, problem, attempts, not_before,
                    ended_at
                FROM @nsca_delivery d
                WHERE d.check_id = t.check_id AND d.node = t.node AND d.server_id = t.server_id
                ORDER BY claim_no DESC LIMIT 1) d
            WHERE ?::uuid[] IS NULL OR t.check_id = ANY (?::uuid[]) ORDER BY s.name, d.host, d.service""";

    private final Database database;
    private final MetricReader metrics;

    JdbcSummaryReader(Database database) {
        this.database = database;
        this.metrics = new MetricReader(database);
    }

    @Override
    public List<CheckSummary> checks() {
        return summaries(null);
    }

    @Override
    public List<CheckSummary> checks(Collection<CheckId> some) {
        return summaries(values(some));
    }

    private List<CheckSummary> summaries(@Nullable List<UUID> ids) {
        return database.read(CHECKS, row -> summary(row, row.isNull("claim_no") ? null : run(row)), ids, ids);
    }

    private static List<UUID> values(Collection<CheckId> ids) {
        return ids.stream().map(CheckId::value).toList();
    }

    @Override
    public List<CheckOutline> outlines() {
        return database.read(OUTLINES, JdbcSummaryReader::outline);
    }

    private static CheckOutline outline(Database.Row row) {
        return new CheckOutline(
                new CheckKey(row.text("handler_key")),
                row.textOrNull("service"),
                row.textsOrNull("servers"),
                row.instantOrNull("paused_until"),
                row.instantOrNull("last_ended_at"),
                summary(row, null));
    }

    private static CheckSummary summary(Database.Row row, @Nullable RecordedRun lastRun) {
        return new CheckSummary(
                new CheckId(row.uuid("check_id")),
                row.text("name"),
                row.text("due_node"),
                new CheckSummary.Due(
                        row.flag("active"),
                        row.flag("running"),
                        row.instantOrNull("due_at"),
                        row.instantOrNull("expected_at"),
                        row.text("fault")),
                new CheckState(row.statusOrNull("state_status"), row.instantOrNull("status_since"), (int)
                        row.number("attempt")),
                lastRun,
                row.instant("now"));
    }

    private static RecordedRun run(Database.Row row) {
        Status status = row.statusOrNull("status");
        CheckResult result = null;
        if (status != null) {
            PerfData perfData = JsonColumns.read(row.textOrNull("perf_data"));
            result = new CheckResult(status, row.text("message"), row.text("long_output"), perfData);
        }
        return new RecordedRun(
                row.number("claim_no"),
                row.flag("forced"),
                row.text("ran_on"),
                new CheckRun(
                        row.instant("started_at"),
                        row.instant("ended_at"),
                        CheckRun.Outcome.valueOf(row.text("outcome")),
                        result));
    }

    @Override
    public List<ServerSummary> servers() {
        return database.read(
                SERVERS,
                row -> new ServerSummary(
                        new ServerId(row.uuid("id")),
                        new ServerSummary.Backlog(
                                row.number("waiting"), row.number("expired"), row.instantOrNull("oldest_at")),
                        tries(row, "failures", "next_try_at"),
                        row.instantOrNull("last_delivered_at"),
                        row.instant("now")));
    }

    @Override
    public List<String> sharedNodeNames() {
        return database.read(SHARED_NODE_NAMES, row -> row.text("name"), NodeStore.VALIDITY.toMillis());
    }

    @Override
    public List<DeliverySummary> deliveries() {
        return deliveriesOf(null);
    }

    @Override
    public List<DeliverySummary> deliveries(Collection<CheckId> some) {
        return deliveriesOf(values(some));
    }

    private List<DeliverySummary> deliveriesOf(@Nullable List<UUID> checks) {
        return database.read(DELIVERIES, JdbcSummaryReader::delivery, checks, checks);
    }

    private static DeliverySummary delivery(Database.Row row) {
        return new DeliverySummary(
                new DeliverySummary.Result(new CheckId(row.uuid("check_id")), row.number("claim_no"), row.status()),
                new ServerId(row.uuid("server_id")),
                row.target(),
                DeliveryState.valueOf(row.text("state")),
                tries(row, "attempts", "not_before"),
                row.instantOrNull("ended_at"));
    }

    private static Tries tries(Database.Row row, String count, String nextAt) {
        return new Tries((int) row.number(count), row.text("reason"), problem(row), row.instantOrNull(nextAt));
    }

    private static @Nullable DeliveryProblem problem(Database.Row row) {
        String problem = row.textOrNull("problem");
        return problem == null ? null : DeliveryProblem.valueOf(problem);
    }

    @Override
    public List<RecordedRun> runs(CheckId check, int max) {
        return database.read(RUNS, JdbcSummaryReader::run, check.value(), max);
    }

    @Override
    public Optional<RunDetail> run(CheckId check, long number, Instant endedAt) {
        return database
                .read(
                        RUN,
                        row -> new RunDetail(run(row), row.text("node"), row.instant("slot")),
                        check.value(),
                        endedAt,
                        number)
                .stream()
                .findFirst();
    }

    @Override
    public List<MetricSeries> series(CheckId check) {
        return metrics.series(check);
    }

    @Override
    public Map<CheckId, Set<String>> labels() {
        return metrics.labels();
    }

    @Override
    public List<MetricPoint> values(long series, Instant from, Instant to, int maxPoints) {
        return metrics.values(series, from, to, maxPoints);
    }
}
