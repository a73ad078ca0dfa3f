/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryNotes;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.CheckId;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/**
 * The outbox in PostgreSQL as people see it. What is changed is changed while the leases of its servers are locked, as a node that
 * sends has to lock them, and only where it waits: whichever comes first, the other sees what it has done.
 */
final class JdbcDeliveryDesk implements DeliveryDesk {

    /** What {@link DeliveryEntries} reads. */
    static final String COLUMNS =
            "d.id, d.server_id, d.host, d.service, d.check_id, d.node, d.claim_no, d.status, left(d.message, "
                    + DeliveryEntry.MAX_MESSAGE
                    + ") AS message, d.state, d.reason, d.problem, d.attempts, d.not_before, d.at, d.created_at, d.ended_at";

    private static final String FIND =
            "SELECT @columns FROM @nsca_delivery d WHERE d.id = ?".replace("@columns", COLUMNS);

    private static final String BEGIN =
            "SELECT server_id, host, service, id, ended_at FROM @nsca_delivery WHERE id = ?";

    private static final String OF_RUN = """
            SELECT @columns, d.message AS text, d.long_output, d.perf_data, d.valid_until,
                (SELECT n.body FROM @nsca_notice n WHERE n.id = d.notice_id) AS notice
            FROM @nsca_delivery d WHERE d.check_id = ? AND d.node = ? AND d.claim_no = ? AND d.at = ?
            ORDER BY d.id""".replace("@columns", COLUMNS);

    private static final String COUNTS = """
            SELECT
                (SELECT count(*) FROM (
                    (SELECT FROM @nsca_delivery d WHERE d.state = 'WAITING' @server LIMIT ?)
                    UNION ALL
                    (SELECT FROM @nsca_delivery d WHERE d.state = 'LEASED' @server LIMIT ?)) w) AS waiting,
                (SELECT count(*) FROM (
                    SELECT FROM @nsca_delivery d
                    WHERE d.state = 'WAITING' AND d.problem IN ('UNREACHABLE', 'INTERRUPTED') @server LIMIT ?) s) AS stuck,
                (SELECT count(*) FROM (
                    SELECT FROM @nsca_delivery d
                    WHERE d.state = 'WAITING' AND d.problem IN ('REFUSED', 'REJECTED') @server LIMIT ?) r) AS refused""";

    private final Database database;
    private final AuditTable audit;
    private final DeliveryTable deliveries;
    private final ServerLeaseTable leases;
    private final TextEncoding encoding;

    JdbcDeliveryDesk(Database database, AuditTable audit, TextEncoding encoding) {
        this.database = database;
        this.audit = audit;
        this.deliveries = new DeliveryTable(database);
        this.leases = new ServerLeaseTable(database);
        this.encoding = encoding;
    }

    @Override
    public DeliveryList list(DeliveryQuery query) {
        List<DeliveryEntries.Found> rows = database.byKeys(transaction -> {
            DeliveryLists list = DeliveryLists.of(query, begin(transaction, query.group(), query.after()));
            return transaction.query(
                    database.sql(list.sql()),
                    DeliveryEntries.Found::read,
                    list.parameters().toArray());
        });
        return DeliveryEntries.list(rows, query);
    }

    private DeliveryLists.@Nullable Begin begin(Transaction transaction, DeliveryGroup group, long after)
            throws SQLException {
        return after == 0
                ? null
                : transaction
                        .query(
                                database.sql(BEGIN),
                                row -> new DeliveryLists.Begin(
                                        row.uuid("server_id"),
                                        row.text("host"),
                                        row.text("service"),
                                        row.number("id"),
                                        row.instantOrNull("ended_at")),
                                after)
                        .stream()
                        .filter(begin -> group != DeliveryGroup.RECENT || begin.endedAt() != null)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public Optional<DeliveryEntry> find(long delivery) {
        return database.read(FIND, DeliveryEntries::read, delivery).stream().findFirst();
    }

    @Override
    public List<Carried> ofRun(CheckId check, String node, long run, Instant endedAt) {
        return database.read(OF_RUN, JdbcDeliveryDesk::carried, check.value(), node, run, endedAt);
    }

    private static Carried carried(Database.Row row) {
        return new Carried(DeliveryEntries.read(row), report(row));
    }

    /** A row that was changed by hand, or by another release, must not keep the others from being shown. */
    private static @Nullable Report report(Database.Row row) {
        try {
            String notice = row.textOrNull("notice");
            return new Report(
                    row.target(),
                    new CheckResult(
                            row.status(),
                            row.text("text"),
                            row.text("long_output"),
                            JsonColumns.read(row.text("perf_data"))),
                    row.instant("at"),
                    row.instantOrNull("valid_until"),
                    notice == null ? null : NotificationJson.read(notice));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }

    @Override
    public Map<DeliveryGroup, Integer> counts(@Nullable ServerId server, int most) {
        String sql = COUNTS.replace("@server", server == null ? "" : "AND d.server_id = ?");
        List<@Nullable Object> parameters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (server != null) {
                parameters.add(server.value());
            }
            parameters.add(most);
        }
        return database.byKeys(transaction -> transaction
                .query(
                        database.sql(sql),
                        row -> Map.of(
                                DeliveryGroup.WAITING, (int) Math.min(most, row.number("waiting")),
                                DeliveryGroup.STUCK, (int) row.number("stuck"),
                                DeliveryGroup.REFUSED, (int) row.number("refused")),
                        parameters.toArray())
                .get(0));
    }

    @Override
    public Attempted retry(long delivery, String by) {
        return database.byKeys(transaction -> {
            Attempted attempted = lock(transaction, List.of(delivery));
            if (!attempted.done().isEmpty()) {
                DeliveryEntry entry = attempted.done().get(0);
                UUID server = entry.summary().server().value();
                deliveries.endPauses(transaction, delivery);
                leases.endPause(transaction, server);
                AuditSubject subject = subject(transaction, server);
                audit.insert(transaction, DeliveryNotes.retried(by, subject, attempted.done()));
            }
            return attempted;
        });
    }

    @Override
    public boolean retryAll(ServerId server, String by) {
        return database.byKeys(transaction -> {
            leases.lock(transaction, List.of(server.value()));
            if (!deliveries.isAnyWaiting(transaction, server)) {
                return false;
            }
            deliveries.endPauses(transaction, server);
            leases.endPause(transaction, server.value());
            AuditSubject subject = subject(transaction, server.value());
            audit.insert(transaction, DeliveryNotes.retriedAll(by, subject));
            return true;
        });
    }

    @Override
    public Attempted discard(Collection<Long> wanted, String reason, String by) {
        String stored = encoding.fit(reason);
        return database.byKeys(transaction -> {
            Attempted attempted = lock(transaction, List.copyOf(Set.copyOf(wanted)));
            List<Long> waiting =
                    attempted.done().stream().map(DeliveryEntry::id).toList();
            deliveries.discard(transaction, waiting, stored);
            Map<UUID, List<DeliveryEntry>> byServer = attempted.done().stream()
                    .collect(Collectors.groupingBy(
                            entry -> entry.summary().server().value(), TreeMap::new, Collectors.toList()));
            for (Map.Entry<UUID, List<DeliveryEntry>> each : byServer.entrySet()) {
                AuditSubject subject = subject(transaction, each.getKey());
                audit.insert(transaction, DeliveryNotes.discarded(by, subject, reason, each.getValue()));
            }
            return attempted;
        });
    }

    /** A delivery that is locked. */
    private record Locked(DeliveryEntry entry, boolean waits) {

        static Locked read(Database.Row row) {
            DeliveryEntry entry = DeliveryEntries.read(row);
            return new Locked(entry, !entry.summary().state().isEnded() && !row.flag("with_sender"));
        }
    }

    /** Locks deliveries and the leases of their servers, and tells which of them wait: those stay so until the end of this. */
    private Attempted lock(Transaction transaction, List<Long> wanted) throws SQLException {
        leases.lock(transaction, deliveries.servers(transaction, wanted));
        List<Locked> locked = deliveries.lock(transaction, wanted, Locked::read);
        Set<Long> known = locked.stream().map(each -> each.entry.id()).collect(Collectors.toSet());
        return new Attempted(
                locked.stream().filter(Locked::waits).map(Locked::entry).toList(),
                locked.stream().filter(each -> !each.waits).map(Locked::entry).toList(),
                wanted.stream().filter(id -> !known.contains(id)).sorted().toList());
    }

    private AuditSubject subject(Transaction transaction, UUID server) throws SQLException {
        String name = transaction
                .query(database.sql("SELECT name FROM @nsca_server WHERE id = ?"), row -> row.text("name"), server)
                .get(0);
        return new AuditSubject(AuditKind.SERVER, server.toString(), name);
    }
}
