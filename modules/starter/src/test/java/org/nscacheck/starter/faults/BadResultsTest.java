/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.jdbc.core.JdbcTemplate;

/** One check returns what is too much or cannot be stored; the others go on, and it is reported. */
class BadResultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
    private final HikariDataSource pool = Node.pool(database);

    @AfterEach
    void close() {
        pool.close();
        daemon.close();
        database.close();
    }

    /** Runs the bad check once beside ten that run each second. */
    private Node start(CheckHandler bad) {
        List<CheckDefinition> checks = Stream.concat(
                        Stream.of(Node.check("bad", "1d", bad)),
                        IntStream.range(0, 10).mapToObj(i -> Node.slots("good-" + i, "1s")))
                .toList();
        return Node.start("node-1", pool, List.of(Node.server("nagios", daemon, CatchUp.LATEST)), checks);
    }

    private String receivedOfBad() {
        await().atMost(PATIENCE).until(() -> daemon.received().stream()
                .anyMatch(result -> "bad".equals(String.valueOf(result.service()))));
        return daemon.received().stream()
                .filter(result -> "bad".equals(String.valueOf(result.service())))
                .map(result -> result.output())
                .toList()
                .get(0);
    }

    private void assertTheOthersGoOn() {
        String recent =
                "SELECT count(DISTINCT check_id) FROM nscacheck.nsca_run WHERE started_at > now() - interval '3 s'";
        await().atMost(PATIENCE).until(() -> {
            Long count = jdbc.queryForObject(recent, Long.class);
            return count != null && count >= 10;
        });
        Double longest = jdbc.queryForObject(
                "SELECT max(extract(epoch FROM started_at - slot)) FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id WHERE c.handler_key LIKE 'good-%'",
                Double.class);
        assertThat(longest).as("seconds that a healthy check was late").isLessThan(10);
    }

    @Test
    @Row(
            value = "R43",
            done = "a label of 6,000 random characters, which no index holds: reported, and the others go on")
    void reportsALabelThatNoIndexCanHold() {
        Random random = new Random(6_000);
        String label = random.ints(6_000, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (Node node =
                start(context -> CheckResult.warning("long").perf(label, 1).build())) {
            assertThat(receivedOfBad()).startsWith("long");
            assertTheOthersGoOn();
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(value = "R43", done = "20,000 metrics in one result: reported, and the others go on")
    void reportsAResultOfManyMetrics() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            values.put("metric " + i, i);
        }
        try (Node node = start(context -> new CheckResult(Status.WARNING, "many", "", PerfData.of(values)))) {
            assertThat(receivedOfBad()).startsWith("many|'metric 0'=0");
            assertThat(jdbc.queryForList(
                            "SELECT perf_data -> 'faults' ->> 0 FROM nscacheck.nsca_run WHERE message = 'many'",
                            String.class))
                    .singleElement()
                    .asString()
                    .startsWith("19000 more metrics were not kept");
            assertTheOthersGoOn();
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    /** A statement that is cancelled each time looks like a database that is overloaded. */
    @Test
    @Row(
            value = "R43",
            done = "a run whose statement is cancelled each time: reported as CRITICAL, and the others go on")
    void reportsWhatTheDatabaseCancelsEachTime() {
        try (Node node =
                Node.prepare("node-1", pool, List.of(Node.server("nagios", daemon, CatchUp.LATEST)), List.of())) {
            // Makes the schema.
            assertThat(node.engine().isRunning()).isFalse();
        }
        RefusedRuns.refuse(jdbc);
        try (Node node = start(context -> CheckResult.of(0, RefusedRuns.message("57014")))) {
            assertThat(receivedOfBad()).startsWith("the result could not be stored: ERROR: refused");
            assertTheOthersGoOn();
            assertThat(jdbc.queryForList(
                            "SELECT status || ' ' || outcome FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c"
                                    + " ON c.id = r.check_id WHERE c.handler_key = 'bad'",
                            String.class))
                    .containsExactly("2 INVALID");
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(value = "R46", done = "a database in LATIN1: what it cannot hold is replaced, and the result is reported")
    void reportsWhatTheEncodingOfTheDatabaseCannotHold() {
        try (TestDatabase latin = TestPostgres.shared().newDatabaseIn("LATIN1");
                Node node = Node.start(
                        "node-1",
                        latin.pool(),
                        List.of(Node.server("nagios", daemon, CatchUp.LATEST)),
                        List.of(Node.check("bad", "1d", context -> CheckResult.of(1, "7 Aufträge 😀 5 €"))))) {
            assertThat(receivedOfBad()).startsWith("7 Aufträge ? 5 ?");
            assertThat(node.engine().isRunning()).isTrue();
        }
    }
}
