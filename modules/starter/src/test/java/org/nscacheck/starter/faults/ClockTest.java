/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.core.JdbcTemplate;

/** The clocks of node and database differ; only the database's counts. */
class ClockTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());

    @AfterEach
    void close() {
        database.close();
    }

    private Node prepare() {
        return Node.prepare(
                "node-1",
                database.pool(),
                List.of(),
                List.of(
                        Node.slots("interval", "1s"),
                        CheckDefinition.of(
                                new CheckKey("cron"),
                                "cron",
                                ScheduleSpec.cron("0/1 * * * * ?", "UTC"),
                                context -> CheckResult.of(0, "OK"))));
    }

    private void setDatabaseClock(long secondsAhead) {
        jdbc.execute("CREATE OR REPLACE FUNCTION nscacheck.nsca_now() RETURNS timestamptz LANGUAGE sql STABLE"
                + " PARALLEL SAFE AS 'SELECT statement_timestamp() + interval ''" + secondsAhead + " s'''");
    }

    private long runs(String key) {
        Long number = jdbc.queryForObject(
                "SELECT count(*) FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c ON c.id = r.check_id"
                        + " WHERE c.handler_key = ?",
                Long.class,
                key);
        return number == null ? 0 : number;
    }

    private void assertNoSlotTwice() {
        assertThat(jdbc.queryForList("SELECT check_id, slot FROM nscacheck.nsca_run GROUP BY 1, 2 HAVING count(*) > 1"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -300, 300, 3600})
    @Row(
            value = "R23",
            done = "a node five minutes or an hour before or behind the database: each slot once, no storm, no silence")
    void runsByTheClockOfTheDatabase(long secondsAhead) {
        try (Node node = prepare()) {
            setDatabaseClock(secondsAhead);
            // What was planned before counts by the former clock.
            jdbc.update("UPDATE nscacheck.nsca_due SET slot = nscacheck.nsca_now(), due_at = nscacheck.nsca_now(),"
                    + " wake_at = nscacheck.nsca_now()");
            long began = System.nanoTime();
            node.engine().start();

            await().atMost(Duration.ofSeconds(30)).until(() -> runs("interval") >= 4 && runs("cron") >= 4);

            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertThat(runs("interval")).isLessThanOrEqualTo(seconds + 3);
            assertThat(runs("cron")).isLessThanOrEqualTo(seconds + 3);
            assertNoSlotTwice();
        }
    }

    @Test
    @Row(value = "R23", done = "the database's clock jumps an hour ahead: one run for each check, no storm")
    void makesOneRunOfAnHourThatIsSkipped() {
        try (Node node = prepare()) {
            node.engine().start();
            await().atMost(Duration.ofSeconds(30)).until(() -> runs("interval") >= 2);
            long before = runs("interval");
            long began = System.nanoTime();

            setDatabaseClock(3600);

            await().atMost(Duration.ofSeconds(30)).until(() -> runs("interval") >= before + 3);
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertThat(runs("interval") - before).isLessThanOrEqualTo(seconds + 3);
            assertNoSlotTwice();
        }
    }
}
