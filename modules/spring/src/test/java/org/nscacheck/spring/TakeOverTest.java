/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** A node that died with a check of a long time limit in its hands: another takes over long before that limit. */
class TakeOverTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final NscaDatabase store = NscaDatabase.open(
            database.pool(),
            new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()));
    private final Engine engine = new Engine(
            store.stores(),
            EngineSettings.of("node-2"),
            new QuartzClockwork(),
            List.of(),
            List.of(() -> List.of(CheckDefinition.of(
                    new CheckKey("nightly"),
                    "nightly",
                    ScheduleSpec.every("1d"),
                    context -> CheckResult.of(0, "OK")))));

    @AfterEach
    void stop() {
        engine.stop();
        store.close();
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    @Row(value = "R19", done = "a running node takes over from a dead one")
    @Row(
            value = "R41",
            done =
                    "a check that runs once in the cluster, as the heartbeat does, is run by another node within half a minute")
    void runsWhatADeadNodeHadClaimed() throws SQLException {
        engine.prepare();
        execute("UPDATE nscacheck.nsca_due SET claim_no = 7, claimed_by = 'node-1/1-dead', claimed_at = now(),"
                + " lease_until = now() + interval '1 hour', wake_at = now() + interval '1 hour'");
        execute("INSERT INTO nscacheck.nsca_node VALUES ('node-1/1-dead', now() - interval '1 day', now())");
        long began = System.nanoTime();
        engine.start();

        await().atMost(Duration.ofSeconds(40)).until(() -> number("SELECT count(*) FROM nscacheck.nsca_run") == 1);

        // The first 10 s this node may not judge others, because it has only just come itself.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
        assertThat(number("SELECT claim_no FROM nscacheck.nsca_run")).isEqualTo(8);
        assertThat(number("SELECT count(*) FROM nscacheck.nsca_node WHERE node LIKE 'node-1/%'"))
                .isZero();
        engine.stop();
        assertThat(number("SELECT count(*) FROM nscacheck.nsca_node")).isZero();
    }
}
