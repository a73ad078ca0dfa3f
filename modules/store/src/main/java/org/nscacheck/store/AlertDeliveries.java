/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decision;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Reason;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/** Puts what was decided into the history, and what is told into the outbox, one delivery for each recipient. */
final class AlertDeliveries {

    private static final String NO_METRICS = "{\"metrics\":[],\"faults\":[]}";

    private final NoticeTable notices;
    private final DeliveryTable deliveries;
    private final TextEncoding encoding;

    AlertDeliveries(Database database, NoticeTable notices, TextEncoding encoding) {
        this.notices = notices;
        this.deliveries = new DeliveryTable(database);
        this.encoding = encoding;
    }

    /** A row of the history that was written. */
    private record Written(
            long id,
            UUID check,
            String node,
            UUID notifier,
            @Nullable Notification told) {}

    void add(Transaction transaction, List<Decided> decided) throws SQLException {
        Columns.Rows noted = NoticeTable.NOTED.rows();
        for (Decided each : decided) {
            for (Decision news : each.decisions().news(each.open().memory())) {
                note(noted, each, news);
            }
        }
        if (noted.isEmpty()) {
            return;
        }
        Columns.Rows created = DeliveryTable.CREATED.rows();
        for (Written written : notices.insert(transaction, noted, AlertDeliveries::written)) {
            if (written.told != null) {
                deliver(created, written, written.told);
            }
        }
        if (!created.isEmpty()) {
            deliveries.insert(transaction, created);
        }
    }

    private void note(Columns.Rows noted, Decided each, Decision news) {
        Decision.Tell tell = news instanceof Decision.Tell told ? told : null;
        Decision.Hold hold = news instanceof Decision.Hold held ? held : null;
        Severity severity = each.open().condition().severity();
        noted.add()
                .set("check_id", each.open().subject().check())
                .set("node", each.open().subject().node())
                .set(
                        "identity",
                        encoding.fit(String.valueOf(TypedFacts.write(
                                IdentityFacts.of(each.open().subject().identity())))))
                .set("notifier_id", news.notifier())
                .set("severity", severity.name())
                .set("kind", tell == null ? null : tell.notification().kind().name())
                .set("reason", hold == null ? null : hold.reason().name())
                .set("sentence", encoding.fit(tell == null ? sentence(hold) : tell.reason()))
                .set("body", tell == null ? null : encoding.fit(NotificationJson.write(tell.notification())));
    }

    private static String sentence(Decision.@Nullable Hold hold) {
        return hold == null ? "" : hold.sentence();
    }

    private static Written written(Database.Row row) {
        String body = row.textOrNull("body");
        return new Written(
                row.number("id"),
                row.uuid("check_id"),
                row.text("node"),
                row.uuid("notifier_id"),
                body == null ? null : NotificationJson.read(body));
    }

    private void deliver(Columns.Rows created, Written written, Notification told) {
        created.add()
                .set("server_id", new ServerId(written.notifier))
                .target(Report.telling(told).target())
                .set("check_id", new CheckId(written.check))
                .set("node", written.node)
                .set("claim_no", 0L)
                .set("status", told.severity().status().code())
                .set("changed", true)
                .set("message", encoding.fit(told.text()))
                .set("long_output", "")
                .set("perf_data", NO_METRICS)
                .set("at", told.at())
                .set("valid_until", null)
                .set("notice_id", written.id);
    }

    static Noted noted(Database.Row row) {
        String kind = row.textOrNull("kind");
        String reason = row.textOrNull("reason");
        String body = row.textOrNull("body");
        String told = body == null ? "" : "\n" + NotificationJson.read(body).text();
        return new Noted(
                row.instant("at"),
                new SubjectKey(new CheckId(row.uuid("check_id")), row.text("node")),
                IdentityFacts.read(row.text("identity")),
                new ServerId(row.uuid("notifier_id")),
                Severity.valueOf(row.text("severity")),
                kind == null ? null : Notification.Kind.valueOf(kind),
                reason == null ? null : Reason.valueOf(reason),
                row.text("sentence") + told);
    }
}
