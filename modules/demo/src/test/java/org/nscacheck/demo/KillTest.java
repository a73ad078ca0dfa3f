/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.peer.NscaDaemon;
import org.nscacheck.testkit.peer.PassiveResult;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The demo is killed again and again ({@code kill -9}), and the real daemon goes away for a while in the middle. Afterwards
 * each run that was stored is in the daemon's file, or has a delivery that says why not.
 *
 * <p>Takes minutes: {@code mvn verify -Pfaults}, with {@code -Dnscacheck.faults.kills=5} for a short run.
 */
@Tag("faults")
class KillTest {

    private static final int KILLS = Integer.getInteger("nscacheck.faults.kills", 20);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("nscacheck.faults.seed", 20261101L);

    private static final Pattern MARK = Pattern.compile("^#\\d+");
    private static final List<String> CHECKS = List.of(
            "mail.queue",
            "mail.delay",
            "orders.stuck",
            "orders.open",
            "warehouse.stock",
            "warehouse.products",
            "payment.gateway",
            "payments.booked",
            "jvm.heap");

    private final Random random = new Random(SEED);

    @Test
    @Row(
            value = "R19",
            done =
                    "one node is killed at random moments of its start and of its work, the real daemon goes away meanwhile")
    void losesNoStoredRun() throws Exception {
        try (NscaDaemon daemon = NscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase()) {
            List<String> command = command(daemon, database);
            int outageAt = KILLS / 2;
            CompletableFuture<?> outage = CompletableFuture.completedFuture(null);
            for (int kill = 0; kill < KILLS; kill++) {
                if (kill == outageAt) {
                    daemon.stop();
                    outage = CompletableFuture.runAsync(
                            daemon::restart,
                            CompletableFuture.delayedExecutor(OUTAGE.toMillis(), TimeUnit.MILLISECONDS));
                }
                kill(start(command, kill), kill);
            }
            outage.get(OUTAGE.toSeconds() + 30, TimeUnit.SECONDS);
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            runToTheEnd(command, jdbc);
            judge(jdbc, daemon.results());
        }
    }

    /** Every other time at any moment of the start, else at any moment of the work behind it. */
    private void kill(Process demo, int number) throws Exception {
        if (number % 2 == 0) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() ->
                            !demo.isAlive() || Files.readString(log(number)).contains("The tea shop is open."));
        }
        boolean ended = demo.waitFor(300 + random.nextInt(6_000), TimeUnit.MILLISECONDS);
        assertThat(ended)
                .as("the demo ended before kill %d, see %s", number, log(number))
                .isFalse();
        demo.destroyForcibly().waitFor();
    }

    private static Path log(int number) {
        return Path.of("target", "kill-test-" + number + ".log");
    }

    private static List<String> command(NscaDaemon daemon, TestDatabase database) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledDemo.class.getName(),
                "--server.port=0",
                "--demo.data-directory=" + Path.of("target", "kill-test-data").toAbsolutePath(),
                "--demo.nsca.host=127.0.0.1",
                "--demo.nsca.port=" + daemon.port(),
                "--demo.nsca.password=" + daemon.password(),
                "--demo.nsca.encryption=" + daemon.method(),
                // By default most of what piles up would be superseded; so each run has to arrive.
                "--demo.nsca.catch-up=all",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--nscacheck.executor.spread=0s"));
        // Often, so that each kill meets something under way.
        CHECKS.forEach(check -> command.add("--nscacheck.checks[" + check + "].every=1s"));
        return command;
    }

    private static Process start(List<String> command, int number) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(number).toFile())
                .start();
    }

    /** Starts the demo once more, until the lease of the last killed process has ended and what waited was sent. */
    private static void runToTheEnd(List<String> command, JdbcClient jdbc) throws Exception {
        Process demo = start(command, KILLS);
        try {
            Instant started = Instant.ofEpochSecond(count(jdbc, "SELECT extract(epoch FROM now())::bigint"));
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(demo.isAlive())
                                .as("the last demo runs, see its log")
                                .isTrue();
                        assertThat(count(
                                        jdbc,
                                        "SELECT count(*) FROM nscacheck.nsca_delivery WHERE ended_at IS NULL AND created_at <"
                                                + " to_timestamp(" + started.getEpochSecond() + ")"))
                                .as("deliveries of killed processes that did not end")
                                .isZero();
                        assertThat(count(
                                        jdbc,
                                        "SELECT count(*) FROM nscacheck.nsca_delivery WHERE state IN ('SENT', 'ACCEPTED')"
                                                + " AND created_at > to_timestamp(" + started.getEpochSecond() + ")"))
                                .as("deliveries of the last process")
                                .isPositive();
                    });
        } finally {
            demo.destroy();
            if (!demo.waitFor(40, TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        }
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void judge(JdbcClient jdbc, List<PassiveResult> file) {
        Map<String, Integer> received = new HashMap<>();
        Map<String, String> newest = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        for (PassiveResult result : file) {
            String mark = markOf(result);
            received.merge(result.service() + mark, 1, Integer::sum);
            String before = newest.merge(String.valueOf(result.service()), mark, (a, b) -> a.compareTo(b) > 0 ? a : b);
            if (!before.equals(mark)) {
                outOfOrder.add(result.service() + ": " + mark + " after " + before);
            }
        }
        Tally tally = new Tally();
        for (Run run : runs(jdbc)) {
            tally.add(run, received.remove(run.service() + KilledDemo.mark(run.at())));
        }
        tally.print();
        assertThat(jdbc.sql("SELECT check_id, node, slot FROM nscacheck.nsca_run GROUP BY 1, 2, 3 HAVING count(*) > 1")
                        .query()
                        .listOfRows())
                .as("slots with two runs")
                .isEmpty();
        assertThat(tally.lost).as("runs without a trace").isEmpty();
        assertThat(received)
                .as("results in the file that no stored run explains")
                .isEmpty();
        assertThat(outOfOrder).as("an older result behind a newer one").isEmpty();
        assertThat(tally.inFile).as("results in the file").isGreaterThan(KILLS);
    }

    private static String markOf(PassiveResult result) {
        Matcher mark = MARK.matcher(result.output());
        assertThat(mark.find()).as(result.output()).isTrue();
        return mark.group();
    }

    /** Each stored run that had something to report, and its delivery; the only server is meant. */
    private static List<Run> runs(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT coalesce(d.service, c.handler_key) AS service, r.ended_at AS at,
                               coalesce(d.state, 'NONE') AS state
                        FROM nscacheck.nsca_run r
                        JOIN nscacheck.nsca_check c ON c.id = r.check_id
                        LEFT JOIN nscacheck.nsca_delivery d
                            ON d.check_id = r.check_id AND d.node = r.node AND d.claim_no = r.claim_no
                        WHERE r.status IS NOT NULL
                        """).query(Run.class).list();
    }

    record Run(String service, Instant at, String state) {}

    /** What became of the runs. */
    private static final class Tally {

        private int runs;
        private int inFile;
        private int superseded;
        private int expired;
        private int waiting;
        private int duplicates;
        private final List<Run> lost = new ArrayList<>();

        void add(Run run, Integer timesReceived) {
            runs++;
            if (timesReceived != null) {
                inFile++;
                duplicates += timesReceived - 1;
                return;
            }
            switch (run.state()) {
                case "SUPERSEDED" -> superseded++;
                case "EXPIRED" -> expired++;
                case "WAITING", "LEASED" -> waiting++;
                default -> lost.add(run);
            }
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%n%d kills, daemon away for %s, seed %d%n%n"
                            + "| runs stored | in the daemon's file | superseded | expired | waiting | lost | sent twice |%n"
                            + "|---:|---:|---:|---:|---:|---:|---:|%n| %d | %d | %d | %d | %d | %d | %d |%n%n",
                    KILLS,
                    OUTAGE,
                    SEED,
                    runs,
                    inFile,
                    superseded,
                    expired,
                    waiting,
                    lost.size(),
                    duplicates);
        }
    }
}
