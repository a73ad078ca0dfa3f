/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two releases of an application on one database, as in a rolling deployment. */
class TwoVersionsTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> ranOn(String key) {
        return jdbc.queryForList(
                "SELECT DISTINCT split_part(r.ran_on, '/', 1) FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id WHERE c.handler_key = ? ORDER BY 1",
                String.class,
                key);
    }

    @Test
    @Row(value = "R33", done = "two nodes: only the new version runs it, both run the others, no error is logged")
    void leaveEachOtherAlone() {
        List<CheckDefinition> old = List.of(Node.slots("old.a", "1s"), Node.slots("old.b", "1s"));
        List<CheckDefinition> current = List.of(old.get(0), old.get(1), Node.slots("new", "1s"));
        try (LogOf log = new LogOf("org.nscacheck");
                Node former = Node.start("node-1", database.pool(), List.of(), old);
                Node latter = Node.start("node-2", database.pool(), List.of(), current)) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(ranOn("new")).containsExactly("node-2");
                assertThat(jdbc.queryForObject(
                                "SELECT count(DISTINCT ran_on) FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c"
                                        + " ON c.id = r.check_id WHERE c.handler_key LIKE 'old%'",
                                Long.class))
                        .isEqualTo(2);
            });
            assertThat(ranOn("new")).containsExactly("node-2");
            assertThat(log.atLeast(Level.ERROR)).isEmpty();
            assertThat(former.engine().isRunning() && latter.engine().isRunning())
                    .isTrue();
        }
    }
}
