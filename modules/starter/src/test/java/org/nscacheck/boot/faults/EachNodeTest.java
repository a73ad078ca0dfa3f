/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckScope;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.jdbc.core.JdbcTemplate;

/** A check that each of two nodes runs for itself. */
class EachNodeTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    private static CheckDefinition onEachNode() {
        CheckDefinition once = Node.slots("disk", "1s");
        return new CheckDefinition(
                once.key(),
                once.origin(),
                once.service(),
                once.description(),
                once.runbook(),
                once.schedule(),
                once.timeout(),
                once.host(),
                once.servers(),
                once.tags(),
                CheckScope.NODE,
                once.onError(),
                once.onTimeout(),
                once.confirmation(),
                once.group(),
                once.allowVoid(),
                once.active(),
                once.parameters(),
                once.handler());
    }

    private Node start(String name) {
        return Node.start(name, database.dataSource(), List.of(), List.of(onEachNode()));
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

            one.engine().configuration().pause(Actor.SYSTEM, check, null);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.queryForList(
                                            "SELECT node FROM nscacheck.nsca_due WHERE wake_at > now() + interval '1 day'")
                                    .size()
                            == 2);
            long runs = runsOn("node-2");
            one.engine().configuration().runNow(Actor.SYSTEM, check);
            await().atMost(Duration.ofSeconds(30)).until(() -> runsOn("node-2") > runs);
            assertThat(runsOn("node-2")).as("only the one asked for").isEqualTo(runs + 1);

            two.engine().configuration().resume(Actor.SYSTEM, check);

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
}
