/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Fault;
import org.springframework.jdbc.core.JdbcTemplate;

/** A node is told to stop in the middle of its work. */
class StopTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();

    @AfterEach
    void close() {
        daemon.close();
        database.close();
    }

    private Node start(HikariDataSource pool, List<CheckDefinition> checks) {
        return Node.start("node-1", pool, List.of(Node.server("nagios", daemon, CatchUp.ALL)), checks);
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }

    @Test
    @Row(
            value = "R31",
            done =
                    "during runs and a delivery: a short run ends, an endless one and what is not delivered are the next start's, nothing is lost, no error is logged")
    void leavesNothingHalfDone() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(2);
        CheckDefinition brief = Node.check("brief", "1d", context -> {
            running.countDown();
            boolean ended = never.await(500, TimeUnit.MILLISECONDS);
            return CheckResult.of(1, "brief " + ended);
        });
        CheckDefinition endless = Node.check("endless", "1d", context -> {
            running.countDown();
            never.await();
            return CheckResult.of(1, "never");
        });
        List<CheckDefinition> many = IntStream.range(0, 100)
                .mapToObj(i -> Node.slots("check-" + i, "1d"))
                .toList();
        // Slow enough that the stop comes in the middle of the batch, and is over before the limit.
        daemon.fail(new Fault.SlowReading(4096, Duration.ofMillis(20)));
        try (LogOf log = new LogOf("ROOT")) {
            try (HikariDataSource pool = Node.pool(database);
                    Node node = start(
                            pool,
                            Stream.concat(Stream.of(brief, endless), many.stream())
                                    .toList())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                running.getCount() == 0 && !daemon.received().isEmpty());
                node.engine().stop();
                assertThat(number("SELECT count(*) FROM nscacheck.nsca_run WHERE message = 'brief false'"))
                        .isOne();
            }
            assertThat(number("SELECT count(*) FROM nscacheck.nsca_due WHERE lease_until IS NOT NULL"))
                    .as("claims that were not given back")
                    .isZero();
            assertThat(log.atLeast(Level.ERROR)).isEmpty();
        }
        daemon.heal();
        CheckDefinition mended = Node.check("endless", "1d", context -> CheckResult.of(1, "ended"));
        try (HikariDataSource pool = Node.pool(database);
                Node node = start(
                        pool,
                        Stream.concat(Stream.of(brief, mended), many.stream()).toList())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> number("SELECT count(*) FROM nscacheck.nsca_delivery WHERE state = 'SENT'") == 102);
            assertThat(number("SELECT count(*) FROM nscacheck.nsca_run")).isEqualTo(102);
            assertThat(node.engine().isRunning()).isTrue();
        }
    }
}
