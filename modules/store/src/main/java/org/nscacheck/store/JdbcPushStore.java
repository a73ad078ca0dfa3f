/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckId;
import org.nscacheck.push.Agent;
import org.nscacheck.push.AgentId;
import org.nscacheck.push.PushAlert;
import org.nscacheck.push.PushStore;
import org.nscacheck.push.PushedService;
import org.nscacheck.push.PushedState;
import org.nscacheck.server.Names;

/** Agents, their services and alerts in PostgreSQL. */
final class JdbcPushStore implements PushStore {

    private static final String AGENTS =
            "SELECT * FROM @nsca_agent WHERE ?::text IS NULL OR name = ?::text ORDER BY name";

    private static final String REGISTER = """
            INSERT INTO @nsca_agent (id, name, key_hash, approved, address, first_seen_at, last_seen_at)
            VALUES (?, ?, ?, ?, ?, @nsca_now(), @nsca_now())
            ON CONFLICT (name) DO NOTHING""";

    private static final String SEEN = "UPDATE @nsca_agent SET last_seen_at = @nsca_now(), address = ? WHERE id = ?";

    private static final String FORGET_KEY = "UPDATE @nsca_agent SET key_hash = NULL WHERE id = ?";

    private static final String BIND_KEY = "UPDATE @nsca_agent SET key_hash = ? WHERE id = ? AND key_hash IS NULL";

    private static final String APPROVE = "UPDATE @nsca_agent SET approved = ? WHERE id = ?";

    private static final String RENAME = """
            UPDATE @nsca_agent SET name = ?
            WHERE id = ? AND NOT EXISTS (SELECT FROM @nsca_agent o WHERE o.name = ? AND o.id <> ?)""";

    private static final String DELETE = "DELETE FROM @nsca_agent WHERE id = ?";

    private static final String SERVICES =
            "SELECT * FROM @nsca_pushed_service WHERE ?::uuid IS NULL OR agent_id = ?::uuid ORDER BY name";

    private static final String ADD = """
            INSERT INTO @nsca_pushed_service (check_id, agent_id, name, period_ms, added_at)
            VALUES (?, ?, ?, ?, @nsca_now())
            ON CONFLICT (agent_id, name) DO NOTHING""";

    private static final Columns REPORTS =
            Columns.of("check_id uuid", "status smallint", "info text", "period_ms bigint");

    /* Answers the rows as they were. */
    private static final String REPORTED = REPORTS.in("""
            WITH input AS (
                SELECT * FROM @input i),
            before AS (
                SELECT s.* FROM @nsca_pushed_service s JOIN input i ON i.check_id = s.check_id
                ORDER BY s.check_id FOR UPDATE OF s),
            written AS (
                UPDATE @nsca_pushed_service s SET
                    status = i.status, info = i.info, period_ms = i.period_ms, reported_at = @nsca_now(), late_since = NULL
                FROM before b JOIN input i ON i.check_id = b.check_id
                WHERE s.check_id = b.check_id)
            SELECT * FROM before""");

    private static final String LATE = """
            WITH late AS (
                SELECT check_id, late_since IS NULL AS first FROM @nsca_pushed_service
                WHERE check_id = ?
                    AND coalesce(reported_at, added_at) + period_ms * (1 + ? / 100.0) * interval '1 millisecond' <= @nsca_now()
                FOR UPDATE)
            UPDATE @nsca_pushed_service s SET late_since = coalesce(s.late_since, @nsca_now())
            FROM late WHERE s.check_id = late.check_id
            RETURNING late.first, s.*,
                extract(epoch FROM @nsca_now() - coalesce(s.reported_at, s.added_at))::bigint AS silent_seconds""";

    private static final Columns NEW_ALERTS =
            Columns.of("agent_id uuid", "service text", "channel text", "event text", "message text");

    private static final String ALERT = NEW_ALERTS.in("""
            INSERT INTO @nsca_alert (agent_id, service, at, channel, event, message)
            SELECT i.agent_id, i.service, @nsca_now(), i.channel, i.event, i.message FROM @input i""");

    private static final String ALERTS = "SELECT * FROM @nsca_alert WHERE at > ? ORDER BY number DESC LIMIT ?";

    private static final String FORGET_ALERTS =
            "DELETE FROM @nsca_alert WHERE at < @nsca_now() - ? * interval '1 millisecond'";

    private final Database database;
    private final AuditTable audit;
    private final TextEncoding encoding;

    JdbcPushStore(Database database, TextEncoding encoding) {
        this.database = database;
        this.audit = new AuditTable(database);
        this.encoding = encoding;
    }

    @Override
    public Optional<Agent> find(String name) {
        return database.inTransaction(transaction -> agents(transaction, name)).stream()
                .findFirst();
    }

    @Override
    public List<Agent> agents() {
        return database.inTransaction(transaction -> agents(transaction, null));
    }

    private List<Agent> agents(Transaction transaction, @Nullable String name) throws SQLException {
        return transaction.query(database.sql(AGENTS), JdbcPushStore::agent, name, name);
    }

    private static Agent agent(Database.Row row) {
        return new Agent(
                new AgentId(row.uuid("id")),
                row.number("number"),
                row.text("name"),
                row.textOrNull("key_hash"),
                row.flag("approved"),
                new Agent.Contact(row.text("address"), row.instant("first_seen_at"), row.instant("last_seen_at")));
    }

    @Override
    public Agent register(String name, String keyHash, boolean approved, String address) {
        return database.inTransaction(transaction -> {
            transaction.update(
                    database.sql(REGISTER), AgentId.random().value(), encoding.fit(name), keyHash, approved, address);
            return agents(transaction, encoding.fit(name)).get(0);
        });
    }

    @Override
    public void seen(AgentId id, String address) {
        change(SEEN, address, id.value());
    }

    @Override
    public void forgetKey(AgentId id, AuditNote note) {
        change(note, FORGET_KEY, id.value());
    }

    @Override
    public boolean bindKey(AgentId id, String keyHash) {
        return change(BIND_KEY, keyHash, id.value()) > 0;
    }

    @Override
    public void setApproved(AgentId id, boolean approved, AuditNote note) {
        change(note, APPROVE, approved, id.value());
    }

    @Override
    public void rename(AgentId id, String name, AuditNote note) {
        if (change(note, RENAME, name, id.value(), name, id.value()) == 0) {
            throw new RefusedException(
                    "there is an agent '" + Names.shortened(name) + "' already, or this one is gone");
        }
    }

    @Override
    public void delete(AgentId id, AuditNote note) {
        change(note, DELETE, id.value());
    }

    /** Enters a change if it changes something. */
    private int change(AuditNote note, String statement, @Nullable Object... parameters) {
        return database.inTransaction(transaction -> {
            int changed = transaction.update(database.sql(statement), parameters);
            if (changed > 0) {
                audit.insert(transaction, note);
            }
            return changed;
        });
    }

    private int change(String statement, @Nullable Object... parameters) {
        return database.inTransaction(transaction -> transaction.update(database.sql(statement), parameters));
    }

    @Override
    public List<PushedService> services(AgentId agent) {
        return servicesOf(agent.value());
    }

    @Override
    public List<PushedService> services() {
        return servicesOf(null);
    }

    private List<PushedService> servicesOf(@Nullable Object agent) {
        return database.read(SERVICES, JdbcPushStore::service, agent, agent);
    }

    private static PushedService service(Database.Row row) {
        PushedService.Last last = row.isNull("reported_at")
                ? null
                : new PushedService.Last(
                        row.status(), row.text("info"), row.instant("reported_at"), row.instantOrNull("late_since"));
        return new PushedService(
                new CheckId(row.uuid("check_id")),
                row.number("number"),
                new AgentId(row.uuid("agent_id")),
                row.text("name"),
                Duration.ofMillis(row.number("period_ms")),
                last);
    }

    @Override
    public void add(CheckId check, AgentId agent, String name, Duration period) {
        change(ADD, check.value(), agent.value(), encoding.fit(name), period.toMillis());
    }

    @Override
    public List<PushedService> reported(Map<CheckId, PushedState> states) {
        Columns.Rows rows = REPORTS.rows();
        states.forEach((check, state) -> rows.add()
                .set("check_id", check)
                .set("status", state.result().status().code())
                .set("info", encoding.fit(state.result().fullText()))
                .set("period_ms", state.period().toMillis()));
        return database.byKeys(
                transaction -> transaction.query(database.sql(REPORTED), JdbcPushStore::service, rows.arrays()));
    }

    @Override
    public Optional<Lateness> late(CheckId check, int gracePercent) {
        return database
                .read(
                        LATE,
                        row -> new Lateness(
                                service(row), Duration.ofSeconds(row.number("silent_seconds")), row.flag("first")),
                        check.value(),
                        gracePercent)
                .stream()
                .findFirst();
    }

    @Override
    public void alert(Collection<PushAlert> alerts) {
        Columns.Rows rows = NEW_ALERTS.rows();
        alerts.forEach(alert -> rows.add()
                .set("agent_id", alert.agent())
                .set("service", alert.service() == null ? null : encoding.fit(alert.service()))
                .set("channel", alert.channel())
                .set("event", alert.event())
                .set("message", encoding.fit(alert.message())));
        change(ALERT, rows.arrays());
    }

    @Override
    public List<PushAlert> alerts(Instant after, int max) {
        return database.read(
                ALERTS,
                row -> new PushAlert(
                        row.number("number"),
                        new AgentId(row.uuid("agent_id")),
                        row.textOrNull("service"),
                        row.instant("at"),
                        PushAlert.Channel.valueOf(row.text("channel")),
                        row.text("event"),
                        row.text("message")),
                after,
                max);
    }

    @Override
    public int forgetAlerts(Duration age) {
        return change(FORGET_ALERTS, age.toMillis());
    }
}
