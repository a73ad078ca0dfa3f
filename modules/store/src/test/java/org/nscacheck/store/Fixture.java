/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StatusChange;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.run.RunRecord;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

/** A database of one test, with the clock in its hand. */
final class Fixture implements AutoCloseable {

    static final NodeId NODE = new NodeId("node-1/1");
    static final NodeId OTHER = new NodeId("node-2/1");
    static final SecretCipher CIPHER = SecretCipher.of("k1", Map.of("k1", key(1)));
    static final Duration LEASE = Duration.ofSeconds(30);

    final TestDatabase database;
    final NscaDatabase nsca;

    Fixture() {
        this(TestPostgres.shared().newDatabase("schema", Fixture::migrate));
    }

    /** A database that cannot hold every character. */
    Fixture(String encoding) {
        this(TestPostgres.shared().newDatabaseIn(encoding));
    }

    private Fixture(TestDatabase database) {
        this.database = database;
        this.nsca = NscaDatabase.open(
                database.pool(), new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, CIPHER));
    }

    /** Once for all tests; opening the copies finds nothing to do. */
    private static void migrate(DataSource dataSource) {
        new Schema(dataSource, NscaDatabase.DEFAULT_SCHEMA).prepare(NscaDatabase.SchemaMode.MIGRATE);
    }

    static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    static Server server(String name, CatchUp catchUp) {
        return Server.builder(name, "nsca")
                .address("127.0.0.1")
                .hostName("shop")
                .settings(Map.of("encryption", "1"))
                .catchUp(catchUp)
                .build();
    }

    Server addServer(String name, CatchUp catchUp) {
        return nsca.stores().servers().save(server(name, catchUp), SecretChange.KEEP);
    }

    Check addCheck(String key, Server... servers) {
        StoredCheck stored = nsca.stores().checks().save(StoredCheck.of(new CheckKey(key)));
        return check(stored, "1m", key, true, servers);
    }

    static Check check(StoredCheck stored, String every, String service, boolean active, Server... servers) {
        return Check.builder(stored.id(), stored.key(), stored.name(), IntervalSchedule.parse(every, ZoneOffset.UTC))
                .settings(CheckSettings.builder().active(active).build())
                .destinations(Arrays.stream(servers)
                        .map(server -> new Check.Destination(server.id(), Target.service(server.hostName(), service)))
                        .toList())
                .build();
    }

    void planDueNow(Check... checks) {
        Instant now = nsca.stores().due().now();
        schedule(Arrays.stream(checks)
                .map(check -> new ScheduledCheck(check, "", now))
                .toArray(ScheduledCheck[]::new));
    }

    void schedule(ScheduledCheck... scheduledChecks) {
        assertThat(nsca.stores()
                        .due()
                        .schedule(List.of(scheduledChecks), nsca.stores().due().configuration()))
                .isTrue();
    }

    List<Claim> claim(int max, String... keys) {
        return claims(NODE, max, keys).claims();
    }

    static Set<CheckKey> keys(String... keys) {
        return Arrays.stream(keys).map(CheckKey::new).collect(Collectors.toSet());
    }

    Claims claims(NodeId node, int max, String... keys) {
        Set<CheckKey> known = keys(keys);
        return nsca.stores().runs().claimDue(node, known, max);
    }

    RunRecord run(Claim claim, Check check, CheckResult result) {
        Instant now = nsca.stores().due().now();
        Instant next = check.nextSlot(now, claim.slot());
        CheckState state = claim.state().after(result.status(), now);
        List<NewDelivery> deliveries = check.destinations().stream()
                .map(to -> NewDelivery.of(to, result, now, now.plusSeconds(120)))
                .toList();
        return new RunRecord(
                claim,
                new CheckRun(claim.claimedAt(), now, CheckRun.Outcome.SUCCESS, result),
                next,
                check.dueAt(next),
                state,
                StatusChange.between(claim.state(), state, now),
                deliveries);
    }

    /** Claims the check, whenever it is due, and records this result. */
    void result(Check check, Status status, String message) {
        execute("UPDATE nscacheck.nsca_due SET due_at = nscacheck.nsca_now(), wake_at = nscacheck.nsca_now()"
                + " WHERE check_id = '" + check.id() + "'");
        Claim claim = claim(1, check.handler().value()).get(0);
        nsca.stores().runs().record(List.of(run(claim, check, CheckResult.of(status, message))));
    }

    /** Moves the one clock. */
    void moveClock(Duration ahead) {
        setClock("statement_timestamp() + interval ''" + ahead.toSeconds() + " s''");
    }

    /** Moves the one clock, and lets it stand. */
    void stopClock(Duration ahead) {
        stopClockAt(nsca.stores().due().now().plus(ahead));
    }

    /** Lets the one clock stand at this time, so that nothing depends on how fast the test runs. */
    void stopClockAt(Instant time) {
        setClock("timestamptz ''" + time + "''");
    }

    private void setClock(String time) {
        execute("CREATE OR REPLACE FUNCTION nscacheck.nsca_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
                + " AS 'SELECT " + time + "'");
    }

    void execute(String sql) {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the rows, columns joined by a blank. */
    List<String> query(String sql) {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    byte[] bytes = rows.getBytes(i);
                    row.add(bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8));
                }
                found.add(String.join(" ", row));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        nsca.close();
        database.close();
    }
}
