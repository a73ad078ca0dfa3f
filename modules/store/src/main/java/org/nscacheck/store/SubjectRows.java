/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertMemory;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Parent;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Severity;

/** Between rows of {@code nsca_subject}, or of the due list, and subjects with their states. */
final class SubjectRows {

    private final TextEncoding encoding;

    SubjectRows(TextEncoding encoding) {
        this.encoding = encoding;
    }

    /** A subject and the state that it is in now. */
    record Observed(Subject subject, Condition condition) {}

    /**
     * A row that was read.
     *
     * @param now the database's clock, or the beginning of time where nobody asks
     */
    record Found(Open open, boolean awaited, Instant now) {}

    static Found found(Database.Row row) {
        return found(row, row.instant("now"));
    }

    /** Reads a row where the time does not matter. */
    static Found known(Database.Row row) {
        return found(row, Instant.EPOCH);
    }

    private static Found found(Database.Row row, Instant now) {
        Open open = new Open(
                subject(row), condition(row, row.instant("result_at")), AlertMemory.decode(row.text("memory")));
        return new Found(open, row.flag("awaited"), now);
    }

    /** Reads a check that others depend on, with the time of its newest result. */
    static Parent parent(Database.Row row) {
        Instant known = row.instant("result_at");
        Instant newest = row.instantOrNull("newest_at");
        return new Parent(subject(row), condition(row, newest == null || newest.isBefore(known) ? known : newest));
    }

    private static Condition condition(Database.Row row, Instant lastResultAt) {
        return new Condition(
                row.status(),
                row.instant("since"),
                lastResultAt,
                row.text("message"),
                (int) row.number("good_runs"),
                row.flag("persistent"),
                TypedFacts.read(row.text("facts")));
    }

    private static Subject subject(Database.Row row) {
        Identity identity = new Identity(
                row.text("host"),
                row.text("plugin"),
                row.text("plugin_instance"),
                row.text("type"),
                row.text("type_instance"));
        return new Subject(
                new CheckId(row.uuid("check_id")),
                row.text("node"),
                row.text("host"),
                new CheckKey(row.text("handler_key")),
                row.text("name"),
                tags(row.text("tags")),
                identity);
    }

    private static Set<String> tags(String lines) {
        return lines.isEmpty() ? Set.of() : lines.lines().collect(Collectors.toSet());
    }

    /** Reads a row of the due list whose check has run. */
    static Observed observedRun(Database.Row row) {
        Map<String, Object> facts = new LinkedHashMap<>(TypedFacts.read(row.textOrNull("facts")));
        boolean persistent = facts.remove(CheckRun.PERSISTENT) != null;
        String message = row.textOrNull("message");
        Condition condition = new Condition(
                row.status(),
                row.instant("status_since"),
                row.instant("last_ended_at"),
                message == null ? "" : message,
                row.status() == Status.OK ? (int) row.number("good_runs") : 0,
                persistent,
                facts);
        return new Observed(scheduled(row), condition);
    }

    /** Reads a row of the due list whose check should have run and has not. */
    static Observed silent(Database.Row row) {
        return new Observed(
                scheduled(row),
                Condition.silent(row.instantOrNull("last_ended_at"), row.instant("due_at"), row.instant("now")));
    }

    private static Subject scheduled(Database.Row row) {
        return Subject.ofCheck(
                new SubjectKey(new CheckId(row.uuid("check_id")), row.text("node")),
                row.text("host"),
                new CheckKey(row.text("handler_key")),
                row.text("name"),
                tags(row.text("tags")));
    }

    /** Reads a row of a subject that has no more results. */
    static Observed ended(Database.Row row) {
        Condition.End end = Condition.End.valueOf(row.text("ended"));
        return new Observed(subject(row), Condition.ended(end, row.instant("now")));
    }

    /** Returns the rows to store, and which of them may change a decision. */
    Columns.Rows observed(List<Observed> observed, Map<SubjectKey, Found> before) {
        Columns.Rows rows = SubjectTable.OBSERVED.rows();
        for (Observed each : observed) {
            Subject subject = each.subject;
            Found known = before.get(subject.id());
            Condition condition = known == null ? each.condition : each.condition.after(known.open.condition());
            Identity identity = subject.identity();
            rows.add()
                    .set("check_id", subject.check())
                    .set("node", subject.node())
                    .set("handler_key", subject.key())
                    .set("name", encoding.fit(subject.name()))
                    .set("tags", encoding.fit(String.join("\n", subject.tags())))
                    .set("host", encoding.fit(subject.host()))
                    .set("plugin", encoding.fit(identity.plugin()))
                    .set("plugin_instance", encoding.fit(identity.pluginInstance()))
                    .set("type", encoding.fit(identity.type()))
                    .set("type_instance", encoding.fit(identity.typeInstance()))
                    .set("status", condition.status().code())
                    .set("since", condition.since())
                    .set("result_at", condition.lastResultAt())
                    .set("message", encoding.fit(condition.message()))
                    .set("good_runs", condition.goodRuns())
                    .set("persistent", condition.persistent())
                    .set("facts", facts(condition.metadata()))
                    .set("news", isNews(condition, known));
        }
        return rows;
    }

    private String facts(Map<String, Object> metadata) {
        String text = TypedFacts.write(metadata);
        return text == null ? "" : encoding.fit(text);
    }

    private static boolean isNews(Condition condition, @Nullable Found before) {
        return before == null
                ? condition.isNews(null, false)
                : condition.isNews(before.open.condition(), before.awaited);
    }

    static Columns.Rows decided(Collection<Decided> decided) {
        Columns.Rows rows = SubjectTable.DECIDED.rows();
        for (Decided each : decided) {
            AlertMemory next = each.decisions().next();
            boolean bad = each.open().condition().severity() != Severity.OKAY;
            rows.add()
                    .set("check_id", each.open().subject().check())
                    .set("node", each.open().subject().node())
                    .set("memory", next.encode())
                    .set("awaited", each.decisions().awaitsResult())
                    .set("open", bad || !next.isSettled())
                    .set("look_at", each.decisions().lookAgainAt());
        }
        return rows;
    }
}
