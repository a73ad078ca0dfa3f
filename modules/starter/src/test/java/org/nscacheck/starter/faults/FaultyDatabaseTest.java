/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database fails while results are on their way through it. */
class FaultyDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final FaultyDataSource faulty = new FaultyDataSource(database.pool());
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();

    @AfterEach
    void close() {
        daemon.close();
        database.close();
    }

    private Node start(DataSource dataSource, List<CheckDefinition> checks) {
        return Node.start("node-1", dataSource, List.of(Node.server("nagios", daemon, CatchUp.ALL)), checks);
    }

    private static List<CheckDefinition> oneRun() {
        return List.of(Node.slots("one", "1d"));
    }

    private static List<CheckDefinition> often(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Node.slots("check-" + i, "1s"))
                .toList();
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }

    private void terminateAll() {
        jdbc.queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Once, instead of the commit of a transaction that says this. */
    private void failOnce(String statement, FaultyDataSource.Fault fault) {
        AtomicBoolean done = new AtomicBoolean();
        faulty.fail((connection, said) -> {
            if (said.contains(statement) && done.compareAndSet(false, true)) {
                fault.commit(connection, said);
            } else {
                connection.commit();
            }
        });
    }

    /** Goes on when its own connection is among those that are killed. */
    private void awaitDelivered() {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
                .until(() -> number("SELECT count(*) FROM nscacheck.nsca_delivery WHERE state = 'SENT'") == 1);
    }

    @Test
    @Row(value = "R16", done = "the connection is killed before the commit of a run: recorded and delivered once")
    void recordsOnceWhatCouldNotBeCommitted() {
        failOnce("nsca_run (", (connection, said) -> {
            terminateAll();
            connection.commit();
        });
        try (Node node = start(faulty, oneRun())) {
            awaitDelivered();
            assertThat(number("SELECT count(*) FROM nscacheck.nsca_run")).isOne();
            assertThat(daemon.received()).hasSize(1);
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(value = "R16", done = "the commit of a run is not confirmed: recorded and delivered once")
    void recordsOnceWhatWasCommittedWithoutAnAnswer() {
        failOnce("nsca_run (", (connection, said) -> {
            connection.commit();
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        });
        try (Node node = start(faulty, oneRun())) {
            awaitDelivered();
            assertThat(number("SELECT count(*) FROM nscacheck.nsca_run")).isOne();
            assertThat(daemon.received()).hasSize(1);
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    /** A claim is renewed by nobody, and the lease of a server lasts half a minute. */
    @ParameterizedTest
    @CsvSource({
        "claim_no = claim_no + 1, true",
        "lease_no = l.lease_no + 1, true",
        "attempts = attempts + 1, true",
        "'lease_until = NULL, failures', false"
    })
    @Row(value = "R16", done = "a claim or a lease is taken or given back without an answer: nobody waits for its end")
    void goesOnAtOnceWhenAnAnswerIsLost(String statement, boolean stored) {
        failOnce(statement, (connection, said) -> {
            if (stored) {
                connection.commit();
            }
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        });
        try (Node node = start(faulty, List.of(Node.slots("one", "1s")))) {
            await().atMost(Duration.ofSeconds(15)).until(() -> daemon.received().size() >= 3);
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(
            value = "R16",
            done =
                    "the connection is killed after sending and before that is noted: sent once more, and no more than once")
    void sendsOnceMoreWhatCouldNotBeNoted() {
        failOnce("last_delivered_at = CASE", (connection, said) -> {
            terminateAll();
            connection.commit();
        });
        try (Node node = start(faulty, oneRun())) {
            awaitDelivered();
            assertThat(daemon.received()).hasSize(2);
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(
            value = "R17",
            done =
                    "all connections are killed ten times while 20 checks run each second: nothing lost, nothing recorded twice, order kept")
    void goesOnWhenItsConnectionsAreKilled() {
        try (Node node = start(database.pool(), often(20))) {
            for (int kill = 1; kill <= 10; kill++) {
                long before = number("SELECT count(*) FROM nscacheck.nsca_run");
                await().atMost(PATIENCE).until(() -> number("SELECT count(*) FROM nscacheck.nsca_run") > before);
                terminateAll();
            }
            assertNothingLost(node);
        }
    }

    @Test
    @Row(
            value = "R17",
            done =
                    "a third of all commits are serialization failures: nothing lost, nothing recorded twice, order kept")
    void repeatsWhatFailedToSerialize() {
        AtomicInteger failures = new AtomicInteger();
        Random random = new Random(40001);
        try (Node node = start(faulty, often(5))) {
            faulty.fail((connection, said) -> {
                if (random.nextInt(3) == 0) {
                    failures.incrementAndGet();
                    throw new SQLException("could not serialize access due to concurrent update", "40001");
                }
                connection.commit();
            });
            await().atMost(PATIENCE).until(() -> number("SELECT count(*) FROM nscacheck.nsca_run") >= 15);
            assertThat(failures).hasValueGreaterThan(10);
            faulty.fail((connection, said) -> connection.commit());
            assertNothingLost(node);
        }
    }

    private void assertNothingLost(Node node) {
        assertThat(node.engine().isRunning()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM nscacheck.nsca_run WHERE started_at > now() - interval '2 s'")
                        > 0);
        List<String> runs = jdbc.queryForList(
                "SELECT c.handler_key || ' ' || r.message FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id",
                String.class);
        assertThat(runs).as("no slot twice").doesNotHaveDuplicates();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receivedTexts()).containsAll(runs));
        assertThat(number("SELECT count(*) FROM nscacheck.nsca_run r WHERE NOT EXISTS (SELECT FROM"
                        + " nscacheck.nsca_delivery d WHERE d.check_id = r.check_id AND d.claim_no = r.claim_no)"))
                .as("runs without a delivery")
                .isZero();
        assertOrder();
    }

    private List<String> receivedTexts() {
        return daemon.received().stream()
                .map(result -> result.service() + " " + result.output())
                .toList();
    }

    /** A batch of which nobody knows what arrived is repeated from its start: behind a repeat the order begins anew. */
    private void assertOrder() {
        Set<String> seen = new HashSet<>();
        List<String> late = new ArrayList<>();
        java.util.Map<String, String> newest = new java.util.HashMap<>();
        for (Received result : daemon.received()) {
            String service = String.valueOf(result.service());
            String before = newest.put(service, result.output());
            boolean isRepeat = !seen.add(service + " " + result.output());
            if (before != null && !isRepeat && before.compareTo(result.output()) > 0) {
                late.add(service + ": " + result.output() + " after " + before);
            }
        }
        assertThat(late).as("an older result behind a newer one").isEmpty();
    }

    @Test
    @Row(
            value = "R18",
            done =
                    "for two seconds and more: nothing is lost or blocked, it is said once, and everything goes on afterwards")
    void waitsForAPoolThatTheApplicationHasExhausted() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(4);
            pool.setConnectionTimeout(300);
            try (LogOf log = new LogOf("org.nscacheck");
                    Node node = start(pool, often(5))) {
                daemon.awaitReceived(5);
                List<Connection> taken = new ArrayList<>();
                await().atMost(PATIENCE).until(() -> {
                    taken.add(pool.getConnection());
                    return taken.size() == 4;
                });
                await().atMost(PATIENCE)
                        .until(() -> node.engine().snapshot().failure() != null && log.count("NSCA-202") == 1);
                await().during(Duration.ofSeconds(2)).until(() -> log.count("NSCA-202") == 1);
                for (Connection connection : taken) {
                    connection.close();
                }

                await().atMost(Duration.ofSeconds(20))
                        .until(() -> node.engine().snapshot().failure() == null && log.count("NSCA-203") == 1);
                assertNothingLost(node);
            }
        }
    }

    @Test
    @Row(
            value = "R37",
            done =
                    "a trigger says that the disk is full: one line in the log, runs are kept and recorded once there is room")
    void keepsRunsWhileTheDatabaseHasNoRoom() {
        try (LogOf log = new LogOf("org.nscacheck");
                Node node = start(database.pool(), often(5))) {
            daemon.awaitReceived(5);
            letTriggerDo("RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';");
            jdbc.execute("CREATE TRIGGER no_room BEFORE INSERT ON nscacheck.nsca_run"
                    + " FOR EACH ROW EXECUTE FUNCTION nscacheck.no_room()");
            await().atMost(PATIENCE).until(() -> log.count("NSCA-220") == 1);
            await().during(Duration.ofSeconds(3)).until(() -> log.count("NSCA-220") == 1);
            assertThat(number("SELECT count(*) FROM nscacheck.nsca_due WHERE lease_until IS NOT NULL"))
                    .as("each check waits for its run to be recorded and is not started again")
                    .isEqualTo(5);

            letTriggerDo("RETURN NEW;");

            await().atMost(PATIENCE).until(() -> log.count("NSCA-223") == 1);
            assertNothingLost(node);
        }
    }

    /** The trigger itself stays: dropping it locks the table's partitions in another order than recording a run does. */
    private void letTriggerDo(String what) {
        jdbc.execute("CREATE OR REPLACE FUNCTION nscacheck.no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                + what + " END $$");
    }
}
