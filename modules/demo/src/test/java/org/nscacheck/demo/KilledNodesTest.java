/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.peer.NscaDaemon;
import org.nscacheck.testkit.peer.PassiveResult;

/**
 * The demo as a process of its own is killed again and again, while the real daemon goes away and comes back; afterwards
 * the books must balance: what ran is stored once per slot, and what is stored has arrived or says why not.
 */
@Tag("faults")
class KilledNodesTest {

    private static final int KILLS = Integer.getInteger("nscacheck.faults.kills", 20);
    private static final Duration DAEMON_AWAY = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("nscacheck.faults.seed", 20261121L);

    private static final String PASSWORD = "killed";

    @TempDir
    private Path directory;

    private int port;

    private TestDatabase database;

    private Process startNode() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(DemoApplication.class.getName());
        command.addAll(List.of(
                "--server.port=0",
                "--demo.data-directory=" + directory,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--demo.nsca.host=127.0.0.1",
                "--demo.nsca.port=" + port,
                "--demo.nsca.password=" + PASSWORD));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "nodes.log")))
                .start();
    }

    @Test
    void losesNothingWhenNodesAreKilledAndTheDaemonIsAway() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try (TestDatabase fresh = TestPostgres.shared().newDatabase();
                NscaDaemon daemon =
                        NscaDaemon.builder().password(PASSWORD).method(1).start()) {
            database = fresh;
            port = daemon.port();
            Thread outage = null;
            for (int kill = 0; kill < KILLS; kill++) {
                Process node = startNode();
                long recorded = count("nsca_run");
                // Half of the nodes get to work before they die, the others die at any moment of their start.
                if (random.nextBoolean()) {
                    await().atMost(Duration.ofMinutes(1)).until(() -> count("nsca_run") > recorded + 3);
                }
                boolean alive = !node.waitFor(random.nextLong(200, 6000), TimeUnit.MILLISECONDS);
                assertThat(alive).as("the node lives until it is killed").isTrue();
                node.destroyForcibly().waitFor();
                if (kill == KILLS / 2) {
                    daemon.stop();
                    outage = new Thread(() -> comeBack(daemon));
                    outage.start();
                }
            }
            if (outage != null) {
                outage.join();
            }
            letTheLastNodeFinish();
            checkTheBooks(daemon.results());
        }
    }

    private static void comeBack(NscaDaemon daemon) {
        long began = System.nanoTime();
        await().atMost(DAEMON_AWAY.multipliedBy(2)).until(() -> System.nanoTime() - began > DAEMON_AWAY.toNanos());
        daemon.restart();
    }

    /** It takes over what the killed ones left, and is told to stop in order. */
    private void letTheLastNodeFinish() throws Exception {
        Process last = startNode();
        long before = count("nsca_run");
        await().atMost(Duration.ofMinutes(2)).until(() -> count("nsca_run") > before + 10);
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        count("nsca_delivery WHERE state = 'LEASED' OR (state = 'WAITING' AND attempts > 0)") == 0);
        last.destroy();
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private void checkTheBooks(List<PassiveResult> written) {
        Map<String, Integer> inFile = new HashMap<>();
        written.forEach(result -> inFile.merge(
                result.service() + "\t" + result.returnCode() + "\t" + firstLine(result.output()), 1, Integer::sum));
        Map<String, Integer> sent = new HashMap<>();
        query("SELECT service, status, message FROM nscacheck.nsca_delivery WHERE state = 'SENT'")
                .forEach(row -> sent.merge(row.get(0) + "\t" + row.get(1) + "\t" + row.get(2), 1, Integer::sum));

        List<List<String>> states = query("SELECT state, count(*) FROM nscacheck.nsca_delivery GROUP BY 1 ORDER BY 1");
        long duplicates = written.size() - count("nsca_delivery WHERE state = 'SENT'");
        System.out.println("kills " + KILLS + ", runs " + count("nsca_run") + ", deliveries " + states
                + ", lines in the daemon's file " + written.size() + ", of them twice " + duplicates);

        assertThat(count("nsca_run")).isGreaterThan(KILLS);
        assertThat(query("SELECT check_id, slot FROM nscacheck.nsca_run GROUP BY 1, 2 HAVING count(*) > 1"))
                .as("one run per slot")
                .isEmpty();
        assertThat(count("nsca_run r WHERE status IS NOT NULL AND NOT EXISTS (SELECT FROM nscacheck.nsca_delivery d"
                        + " WHERE d.check_id = r.check_id AND d.node = r.node AND d.claim_no = r.claim_no)"))
                .as("runs without a delivery")
                .isZero();
        assertThat(states).extracting(row -> row.get(0)).isSubsetOf("SENT", "SUPERSEDED", "EXPIRED", "WAITING");
        sent.forEach((result, times) -> assertThat(inFile.getOrDefault(result, 0))
                .as("times in the daemon's file: %s", result)
                .isGreaterThanOrEqualTo(times));
        assertThat(duplicates).as("repeated reports").isGreaterThanOrEqualTo(0);
    }

    /** The message as the check gave it: what stands before the performance data and the further lines. */
    private static String firstLine(String output) {
        return output.split("[|\n]", 2)[0];
    }

    private long count(String from) {
        try {
            return Long.parseLong(
                    query("SELECT count(*) FROM nscacheck." + from).get(0).get(0));
        } catch (IllegalStateException e) {
            // Before the first node has made the schema.
            return 0;
        }
    }

    private List<List<String>> query(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
