/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.jdbc.core.JdbcTemplate;

/** Random results, and a driver that fails at random, beside checks that are well. */
class ResultFuzzTest {

    private static final String SEED = "nscacheck.fuzz";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
    private final HikariDataSource pool = Node.pool(database);
    private final FaultyDataSource faulty = new FaultyDataSource(pool);
    private final Set<String> returned = ConcurrentHashMap.newKeySet();
    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        pool.close();
        daemon.close();
        database.close();
    }

    private CheckResult bad(CheckContext context, String key, Random random) {
        if (ended.get()) {
            return CheckResult.of(0, "the end");
        }
        CheckResult result;
        synchronized (random) {
            result = new RandomResults(random).next();
        }
        returned.add(key + " " + context.slot());
        bad.incrementAndGet();
        return result;
    }

    private List<CheckDefinition> checks(int count, int healthy, long seed) {
        return Stream.concat(
                        IntStream.range(0, count).mapToObj(i -> {
                            Random random = new Random(seed + i);
                            return Node.check("bad-" + i, "1s", context -> bad(context, "bad-" + i, random));
                        }),
                        IntStream.range(0, healthy).mapToObj(i -> Node.slots("good-" + i, "1s")))
                .toList();
    }

    /**
     * Each thirtieth commit of a batch of runs fails, before it or behind it, with whatever a driver can say. Not that of a claim:
     * what a lost answer to one costs is five seconds, and shown elsewhere.
     */
    private void letTheDriverFail(Random random) {
        faulty.fail((connection, said) -> {
            String state;
            boolean commits;
            synchronized (random) {
                state = said.contains("nsca_run (") && random.nextInt(30) == 0
                        ? RandomResults.SQL_STATES.get(random.nextInt(RandomResults.SQL_STATES.size()))
                        : "";
                commits = random.nextBoolean();
            }
            if (state.isEmpty() || commits) {
                connection.commit();
            }
            if (!state.isEmpty()) {
                throw new SQLException("the driver fails at random", state);
            }
        });
    }

    @Test
    @Row(value = "R43", done = "150 random results beside 20 healthy checks each second: all are reported")
    void reportsManyRandomResults() {
        // Whether they are in time cannot be told where other builds run beside this one; a node that stops is told.
        fuzz(40, 150, 20, Duration.ofSeconds(30));
    }

    /** Takes some minutes, so it runs when it is asked for: {@code -Pfaults -Dnscacheck.fuzz=7} with a seed. */
    @Test
    @Tag("faults")
    @EnabledIfSystemProperty(
            named = SEED,
            matches = "-?\\d+",
            disabledReason = "runs with -Dnscacheck.fuzz=<seed> only")
    void reportsTwentyThousandRandomResultsWhileHealthyChecksKeepTheirTime() {
        fuzz(60, 20_000, 50, Duration.ofSeconds(2));
    }

    /** @param lateness how late a healthy check may start, on a machine with enough time for all this */
    private void fuzz(int badChecks, int results, int healthy, Duration lateness) {
        long seed = Long.getLong(SEED, 20261126L);
        String named = "seed " + seed;
        System.out.println("ResultFuzzTest: " + named);
        Node.prepare("node-1", pool, List.of(Node.server("nagios", daemon, CatchUp.LATEST)), List.of())
                .close();
        RefusedRuns.refuse(jdbc);
        try (LogOf log = new LogOf("org.nscacheck");
                Node node = Node.start(
                        "node-1",
                        faulty,
                        List.of(Node.server("nagios", daemon, CatchUp.LATEST)),
                        checks(badChecks, healthy, seed))) {
            letTheDriverFail(new Random(seed));
            await().atMost(Duration.ofSeconds(60 + results / 20)).until(() -> bad.get() >= results && replaced() > 0);
            ended.set(true);
            faulty.fail((connection, said) -> connection.commit());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(missing())
                    .as(named + ": results that were returned and are not in the history")
                    .isEmpty());
            assertThat(node.engine().isRunning()).isTrue();
            assertThat(log.count("NSCA-226"))
                    .as(named + ": runs that were given up")
                    .isZero();
        }
        assertThat(number("SELECT count(*) FROM nscacheck.nsca_run r WHERE r.status IS NOT NULL AND NOT EXISTS (SELECT"
                        + " FROM nscacheck.nsca_delivery d WHERE d.check_id = r.check_id AND d.claim_no = r.claim_no)"))
                .as(named + ": runs without a delivery")
                .isZero();
        assertThat(number("SELECT count(*) FROM nscacheck.nsca_run WHERE message LIKE 'refuse:%'"))
                .as(named + ": what the database refuses")
                .isZero();
        assertThat(number("SELECT max(extract(epoch FROM started_at - slot) * 1000)::bigint FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id WHERE c.handler_key LIKE 'good-%'"))
                .as(named + ": milliseconds that a healthy check was late")
                .isLessThan(lateness.toMillis());
    }

    /** How many runs were recorded in place of what the database refuses. */
    private long replaced() {
        return number("SELECT count(*) FROM nscacheck.nsca_run WHERE message LIKE 'the result could not be stored:"
                + " ERROR: refused%' AND status = 2");
    }

    /** What was returned, by check and slot, without what is in the history. */
    private Set<String> missing() {
        Set<String> missing = ConcurrentHashMap.newKeySet();
        missing.addAll(returned);
        jdbc.query(
                "SELECT c.handler_key, r.slot FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c ON c.id ="
                        + " r.check_id",
                row -> {
                    missing.remove(row.getString(1) + " "
                            + row.getObject(2, java.time.OffsetDateTime.class).toInstant());
                });
        return missing;
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }
}
