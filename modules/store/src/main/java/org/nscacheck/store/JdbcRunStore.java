/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.run.RunRecord;
import org.nscacheck.run.RunStore;
import org.nscacheck.sender.Report;
import org.nscacheck.threshold.RuleMemory;

/** The due list and the history in PostgreSQL. */
final class JdbcRunStore implements RunStore {

    private final Database database;
    private final TextEncoding encoding;
    private final DueTable due;
    private final DueClaims dueClaims;
    private final RunTable runs;
    private final DeliveryTable deliveries;
    private final OrphanClaims orphans;
    private final MetricValues values;

    JdbcRunStore(Database database, TextEncoding encoding) {
        this.database = database;
        this.encoding = encoding;
        this.due = new DueTable(database);
        this.dueClaims = new DueClaims(due);
        this.runs = new RunTable(database);
        this.deliveries = new DeliveryTable(database);
        this.orphans = new OrphanClaims(database, due);
        this.values = new MetricValues(database, encoding);
    }

    @Override
    public Claims claimDue(NodeId node, Set<CheckKey> known, int max) {
        return database.byKeys(transaction -> dueClaims.claim(transaction, node, known, max));
    }

    @Override
    public List<Orphan> claimOrphans(NodeId node, Duration grace, int max) {
        return orphans.claim(node, grace, max);
    }

    @Override
    public int spreadOverdue(NodeId node, Set<CheckKey> known, Duration overdue, int moreThan) {
        return database.inTransaction(
                transaction -> due.spreadOverdue(transaction, known, DueClaims.rowsFor(node), overdue, moreThan));
    }

    @Override
    public Set<Claim.ClaimId> record(List<RunRecord> records) {
        return database.byKeys(transaction -> record(transaction, records));
    }

    private Set<Claim.ClaimId> record(Transaction transaction, List<RunRecord> records) throws SQLException {
        Set<Claim.ClaimId> recorded = recordRuns(transaction, records);
        List<RunRecord> accepted = records.stream()
                .filter(run -> recorded.contains(run.claim().id()))
                .toList();
        addDeliveries(transaction, accepted);
        values.add(transaction, accepted);
        Set<Claim.ClaimId> refused = new HashSet<>();
        records.forEach(run -> refused.add(run.claim().id()));
        refused.removeAll(recorded);
        return refused;
    }

    @Override
    public Set<CheckId> record(NodeId node, Collection<CheckId> checks, Function<List<Claim>, List<RunRecord>> judge) {
        Columns.Rows keys = DueTable.KEYS.rows();
        checks.forEach(check -> keys.add().set("check_id", check).set("node", ""));
        return database.byKeys(transaction -> {
            List<Claim> claims = due.claimReported(transaction, node, keys, ClaimRows::read);
            record(transaction, judge.apply(claims));
            Set<CheckId> missing = new HashSet<>(checks);
            claims.forEach(claim -> missing.remove(claim.check()));
            return missing;
        });
    }

    @Override
    public void requireWorking() {
        database.byKeys(transaction -> recordRuns(transaction, List.of()));
    }

    private Set<Claim.ClaimId> recordRuns(Transaction transaction, List<RunRecord> records) throws SQLException {
        Columns.Rows rows = RunTable.RUNS.rows();
        List<RunRecord> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparing(run -> run.claim().id(), ClaimRows.AS_LOCKED));
        for (RunRecord record : sorted) {
            CheckResult result = record.run().result();
            rows.add()
                    .set("check_id", record.claim().check())
                    .set("node", record.claim().node())
                    .set("claim_no", record.claim().number())
                    .set("slot", record.claim().slot())
                    .set("forced", record.claim().forced())
                    .set("next_slot", record.nextSlot())
                    .set("next_due_at", record.nextDueAt())
                    .set("state_status", code(record.next().status()))
                    .set("state_since", record.next().since())
                    .set("state_attempt", record.next().attempt())
                    .set("rule_memory", memory(record.next().rules()))
                    .set("facts", TypedFacts.write(record.run().facts()))
                    .set("started_at", record.run().startedAt())
                    .set("ended_at", record.run().endedAt())
                    .set("outcome", record.run().outcome())
                    .set("status", result == null ? null : result.status().code())
                    .set("message", result == null ? null : encoding.fit(result.message()))
                    .set("long_output", result == null ? null : encoding.fit(result.longOutput()))
                    .set("perf_data", result == null ? null : encoding.fit(JsonColumns.write(result.perfData())));
        }
        return new HashSet<>(runs.record(transaction, rows, ClaimRows::readId));
    }

    private static @Nullable String memory(RuleMemory rules) {
        return rules.isEmpty() ? null : rules.encode();
    }

    private void addDeliveries(Transaction transaction, List<RunRecord> records) throws SQLException {
        Columns.Rows rows = DeliveryTable.CREATED.rows();
        for (RunRecord record : records) {
            for (NewDelivery delivery : record.deliveries()) {
                Report report = delivery.report();
                rows.add()
                        .set("server_id", delivery.server())
                        .target(report.target())
                        .set("check_id", record.claim().check())
                        .set("node", record.claim().node())
                        .set("claim_no", record.claim().number())
                        .set("status", report.status().code())
                        .set("changed", record.change() != null)
                        .set("message", encoding.fit(report.message()))
                        .set("long_output", encoding.fit(report.longOutput()))
                        .set("perf_data", encoding.fit(JsonColumns.write(report.perfData())))
                        .set("at", report.at())
                        .set("valid_until", report.validUntil())
                        .set("notice_id", null);
            }
        }
        if (!rows.isEmpty()) {
            deliveries.insert(transaction, rows);
        }
    }

    private static @Nullable Integer code(@Nullable Status status) {
        return status == null ? null : status.code();
    }

    @Override
    public int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> held) {
        return database.inTransaction(transaction -> due.giveBackOthers(transaction, node, known, ClaimRows.of(held)));
    }

    @Override
    public void giveBack(Collection<Claim.ClaimId> claims) {
        if (!claims.isEmpty()) {
            database.byKeys(transaction -> due.giveBack(transaction, ClaimRows.of(claims)));
        }
    }
}
