/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.core.JdbcTemplate;

/** A check that each of two nodes runs for itself. */
class EachNodeTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());

    @AfterEach
    void close() {
        database.close();
    }

    private static CheckDefinition onEachNode() {
        return onEachNode("disk");
    }

    private static CheckDefinition onEachNode(String service) {
        CheckDefinition once = Node.check(
                "disk", "1s", context -> CheckResult.of(1, context.node().split("/", -1)[0]));
        return once.toBuilder()
                .scope(CheckScope.NODE)
                .defaults(once.defaults().toBuilder().service(service).build())
                .build();
    }

    private Node start(String name) {
        return Node.start(name, database.pool(), List.of(), List.of(onEachNode()));
    }

    private List<String> planned() {
        return jdbc.queryForList("SELECT node FROM nscacheck.nsca_due WHERE active ORDER BY node", String.class);
    }

    private long runsOn(String node) {
        Long runs = jdbc.queryForObject(
                "SELECT count(*) FROM nscacheck.nsca_run WHERE split_part(ran_on, '/', 1) = ?", Long.class, node);
        return runs == null ? 0 : runs;
    }

    private void awaitRunsOf(Node node, String name) {
        long before = runsOn(name);
        await().atMost(Duration.ofSeconds(30)).until(() -> runsOn(name) > before);
        assertThat(node.engine().isRunning()).isTrue();
    }

    @Test
    void isChangedOnAllNodesByAnAdministratorOnOne() {
        try (Node one = start("node-1");
                Node two = start("node-2")) {
            awaitRunsOf(one, "node-1");
            awaitRunsOf(two, "node-2");
            CheckId check = new CheckId(jdbc.queryForObject("SELECT id FROM nscacheck.nsca_check", UUID.class));

            one.engine().administration().pause(Actor.SYSTEM, check, null);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.queryForList(
                                            "SELECT node FROM nscacheck.nsca_due WHERE wake_at > now() + interval '1 day'")
                                    .size()
                            == 2);
            long runs = runsOn("node-2");
            one.engine().administration().runNow(Actor.SYSTEM, check);
            await().atMost(Duration.ofSeconds(30)).until(() -> runsOn("node-2") > runs);
            assertThat(runsOn("node-2")).as("only the one asked for").isEqualTo(runs + 1);

            two.engine().administration().resume(Actor.SYSTEM, check);

            awaitRunsOf(one, "node-1");
            awaitRunsOf(two, "node-2");
        }
    }

    @Test
    void isOffTheListWhileItsNodeIsStoppedAndBackWithIt() {
        try (Node one = start("node-1")) {
            try (Node two = start("node-2")) {
                awaitRunsOf(two, "node-2");
                assertThat(planned()).containsExactly("node-1", "node-2");
            }
            assertThat(planned()).containsExactly("node-1");
            try (Node two = start("node-2")) {
                awaitRunsOf(two, "node-2");
                assertThat(planned()).containsExactly("node-1", "node-2");
            }
            assertThat(one.engine().isRunning()).isTrue();
        }
    }

    private static EngineSettings.Builder reportedAs(EngineSettings.Builder usual, String host, Set<String> guessed) {
        return usual.hostName(host).guessedHosts(guessed);
    }

    private Node replica(String name, String host, String service) {
        return Node.start(
                name,
                database.pool(),
                List.of(Node.server("nagios", 1, "secret", 1, CatchUp.ALL)),
                List.of(onEachNode(service)),
                usual -> reportedAs(usual, host, Set.of()));
    }

    /** Who has said what under which name. */
    private List<String> reported() {
        return jdbc.queryForList(
                "SELECT DISTINCT host || '/' || service || ': ' || message FROM nscacheck.nsca_delivery ORDER BY 1",
                String.class);
    }

    @Test
    @Row(value = "R50", done = "of one host: each has its row, and its service if that names the node")
    void isReportedForEachReplicaOfOneHost() {
        try (Node one = replica("pod-1", "shop", "disk {node}");
                Node two = replica("pod-2", "shop", "disk {node}")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(reported())
                    .containsExactly("shop/disk pod-1: pod-1", "shop/disk pod-2: pod-2"));
            assertThat(one.engine().isRunning() && two.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(
            value = "R50",
            done = "of one host and service: the second is said not to run, and takes over when the first goes")
    void neverHidesTheStateOfAReplicaBehindAnother() {
        try (Node one = replica("pod-1", "shop", "disk")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !reported().isEmpty());
            try (Node two = replica("pod-2", "shop", "disk")) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(two.engine().snapshot().faulty())
                                .extracting(CheckSummary::node)
                                .containsExactly("pod-2"));
                assertThat(two.engine().snapshot().faulty().get(0).fault())
                        .contains("shop/disk", "on the node 'pod-1'", "{node}");
                assertThat(reported()).containsExactly("shop/disk: pod-1");

                one.engine().stop();

                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(reported())
                        .containsExactly("shop/disk: pod-1", "shop/disk: pod-2"));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(two.engine().snapshot().faulty()).isEmpty());
            }
        }
    }

    @Test
    @Row(
            value = "R50",
            done = "of one name: said in the log, in the snapshot for heartbeat and health, and on the screens")
    void saysThatTwoLivingNodesHaveOneName() {
        try (LogOf log = new LogOf("org.nscacheck");
                Node one = start("node-1");
                Node two = start("node-1")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(one.engine().snapshot().sharedNodeNames())
                            .containsExactly("node-1"));
            assertThat(two.engine().overview().sharedNodeNames(Actor.SYSTEM)).containsExactly("node-1");
            assertThat(log.atLeast(Level.WARN)).anyMatch(line -> line.contains("NSCA-416"));
        }
        try (Node again = start("node-1")) {
            awaitRunsOf(again, "node-1");
            assertThat(again.engine().overview().sharedNodeNames(Actor.SYSTEM))
                    .as("a restart is no second node")
                    .isEmpty();
        }
    }

    @Test
    @Row(
            value = "R50",
            done = "a newcomer whose host name is only its machine's does not rename what the others report")
    void keepsTheHostOfTheOthersUnlessAPropertySaysOtherwise() {
        Server ours = Node.server("nagios", 1, "secret", 1, CatchUp.ALL);
        try (LogOf log = new LogOf("org.nscacheck");
                Node one = Node.start("pod-1", database.pool(), List.of(ours), List.of())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !jdbc.queryForList("SELECT node FROM nscacheck.nsca_node")
                            .isEmpty());
            List<Server> guessed = List.of(as(ours, "pod-2"));
            Node.start(
                            "pod-2",
                            database.pool(),
                            guessed,
                            List.of(),
                            usual -> reportedAs(usual, "pod-2", Set.of("nagios")))
                    .close();
            assertThat(host(one)).isEqualTo("nagios");
            assertThat(log.atLeast(Level.WARN)).anyMatch(line -> line.contains("NSCA-125"));

            Node.start("pod-2", database.pool(), List.of(as(ours, "shop")), List.of())
                    .close();
            assertThat(host(one)).isEqualTo("shop");
            assertThat(log.atLeast(Level.WARN)).anyMatch(line -> line.contains("NSCA-126"));
        }
    }

    private static String host(Node node) {
        return node.engine().overview().servers(Actor.SYSTEM).get(0).server().hostName();
    }

    private static Server as(Server server, String host) {
        return server.toBuilder().hostName(host).version(0).build();
    }
}
