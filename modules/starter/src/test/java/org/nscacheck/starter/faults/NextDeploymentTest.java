/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is stored meets the code of the next deployment, which it may not fit any more. */
class NextDeploymentTest {

    private static final String WAITING = "SELECT service || ' ' || status FROM nscacheck.nsca_delivery";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.pool());
    /** Nobody listens there: what is reported can be read in the outbox. */
    private final List<Server> servers = List.of(Node.server("Nagios", 1, "secret", 1, CatchUp.ALL));

    @AfterEach
    void close() {
        database.close();
    }

    private Node start(String name, CheckDefinition... checks) {
        return Node.start(name, database.pool(), servers, List.of(checks));
    }

    private static CheckDefinition check(
            String key, String service, List<String> servers, @Nullable String lowestLimit) {
        CheckDefinition plain = Node.check(key, "1s", context -> CheckResult.of(0, key));
        return plain.toBuilder()
                .defaults(plain.defaults().toBuilder()
                        .service(service)
                        .servers(servers)
                        .build())
                .parameters(
                        lowestLimit == null
                                ? List.of()
                                : List.of(new Parameter("limit", int.class, "7", lowestLimit, null, List.of(), "")))
                .build();
    }

    private StoredCheck change(Node node, String key, UnaryOperator<StoredCheck> change) {
        CheckId id = new CheckId(
                jdbc.queryForObject("SELECT id FROM nscacheck.nsca_check WHERE handler_key = ?", UUID.class, key));
        StoredCheck stored =
                node.engine().overview().check(Actor.SYSTEM, id).orElseThrow().stored();
        return node.engine().administration().saveCheck(Actor.SYSTEM, change.apply(stored));
    }

    private static StoredCheck with(StoredCheck check, @Nullable String service, Map<String, String> arguments) {
        return check.with(
                CheckSettings.builder().service(service).arguments(arguments).build());
    }

    private static Server renamed(Server server, String name) {
        return server.toBuilder().name(name).build();
    }

    private void awaitReport(String service, int status) {
        Long last = jdbc.queryForObject("SELECT coalesce(max(id), 0) FROM nscacheck.nsca_delivery", Long.class);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.queryForList(WAITING + " WHERE id > " + last, String.class)
                        .contains(service + " " + status));
    }

    /** The latest that was said there. */
    private String message(String service) {
        return jdbc.queryForObject(
                "SELECT message FROM nscacheck.nsca_delivery WHERE service = ? ORDER BY id DESC LIMIT 1",
                String.class,
                service);
    }

    @Test
    @Row(value = "R55", done = "starts, is reported as UNKNOWN with the reason, and recovers once the value fits")
    void reportsACheckWhoseStoredValueANewReleaseDoesNotTake() {
        CheckDefinition before = check("queue", "Queue", List.of(), "1");
        try (Node node = start("node-1", before)) {
            change(node, "queue", stored -> with(stored, null, Map.of("limit", "5")));
            awaitReport("Queue", 0);
        }
        try (Node node = start("node-1", check("queue", "Queue", List.of(), "6"))) {
            awaitReport("Queue", 3);
            assertThat(message("Queue")).startsWith("cannot run: ").contains("limit", "5", "6");

            change(node, "queue", stored -> with(stored, null, Map.of("limit", "8")));

            awaitReport("Queue", 0);
        }
    }

    @Test
    @Row(value = "R54", done = "checks go on under its new name, at once and after a restart, edited or not")
    void findsAServerThatAnAdministratorRenamed() {
        CheckDefinition named = check("named", "Named", List.of("Nagios"), null);
        CheckDefinition edited = check("edited", "Edited", List.of(), null);
        try (Node node = start("node-1", named, edited)) {
            change(
                    node,
                    "edited",
                    stored -> stored.with(
                            CheckSettings.builder().servers(List.of("Nagios")).build()));
            Server server =
                    node.engine().overview().servers(Actor.SYSTEM).get(0).server();
            node.engine().administration().saveServer(Actor.SYSTEM, renamed(server, "Icinga"), SecretChange.KEEP);

            awaitReport("Named", 0);
            awaitReport("Edited", 0);
        }
        try (Node node = start("node-1", named, edited)) {
            awaitReport("Named", 0);
            awaitReport("Edited", 0);
            assertThat(node.engine().overview().servers(Actor.SYSTEM))
                    .extracting(view -> view.server().name())
                    .containsExactly("Icinga");
        }
    }

    @Test
    @Row(value = "R52", done = "without a word in the code: the new key gets the service of the one that is gone")
    void givesTheServiceOfAKeyThatIsGoneToTheNewOne() {
        try (Node node = start("node-1", check("old.key", "Mail", List.of(), null))) {
            awaitReport("Mail", 0);
            assertThat(node.engine().isRunning()).isTrue();
        }
        try (Node node = start("node-1", check("new.key", "Mail", List.of(), null))) {
            awaitReport("Mail", 0);
            assertThat(message("Mail")).isEqualTo("new.key");
            assertThat(node.engine().isRunning()).isTrue();
        }
        try (Node node = start("node-1", check("old.key", "Mail", List.of(), null))) {
            awaitReport("Mail", 0);
            assertThat(message("Mail")).as("back again").isEqualTo("old.key");
            assertThat(node.engine().isRunning()).isTrue();
        }
    }

    @Test
    @Row(value = "R52", done = "beside a node that still has the old key, which keeps the service until it is gone")
    void leavesTheServiceToTheOldKeyWhileANodeHasIt() {
        try (Node former = start("node-1", check("old.key", "Mail", List.of(), null))) {
            awaitReport("Mail", 0);
            try (Node latter = start("node-2", check("new.key", "Mail", List.of(), null))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.queryForList(
                                "SELECT r.outcome FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c"
                                        + " ON c.id = r.check_id WHERE c.handler_key = 'new.key'",
                                String.class)
                        .contains("FAULTY"));
                awaitReport("Mail", 0);
                assertThat(jdbc.queryForList(
                                "SELECT DISTINCT message FROM nscacheck.nsca_delivery WHERE service = 'Mail'",
                                String.class))
                        .containsExactly("old.key");

                former.engine().stop();

                await().atMost(Duration.ofSeconds(30))
                        .until(() -> message("Mail").equals("new.key"));
                assertThat(latter.engine().isRunning()).isTrue();
            }
        }
    }

    private static CheckDefinition formerly(CheckDefinition now, String... keys) {
        return now.toBuilder()
                .formerly(Stream.of(keys).map(CheckKey::new).toList())
                .build();
    }

    @Test
    @Row(
            value = "R52",
            done =
                    "with its former key in the code: what was set and its history stay, also when a node is back that has the former one")
    void keepsWhatIsStoredOfACheckWhoseCodeNamesItsFormerKey() {
        CheckDefinition before = check("old.key", "Mail", List.of(), "1");
        CheckDefinition after = formerly(check("new.key", "Mail", List.of(), "1"), "old.key");
        StoredCheck changed;
        try (Node node = start("node-1", before)) {
            changed = change(node, "old.key", stored -> with(stored, "Post", Map.of("limit", "5")));
            awaitReport("Post", 0);
        }
        try (Node node = start("node-1", after)) {
            awaitReport("Post", 0);
            assertThat(message("Post")).isEqualTo("new.key");
            assertThat(storedKeys()).containsExactly("new.key");
            StoredCheck kept = node.engine()
                    .overview()
                    .check(Actor.SYSTEM, changed.id())
                    .orElseThrow()
                    .stored();
            assertThat(kept.name()).isEqualTo("new.key");
            assertThat(kept.settings().arguments()).containsEntry("limit", "5");
            assertThat(ranOf(changed.id())).contains("old.key", "new.key");
        }
        try (Node node = start("node-1", before)) {
            awaitReport("Mail", 0);
            assertThat(node.engine().isRunning()).isTrue();
        }
        try (LogOf log = new LogOf("org.nscacheck");
                Node node = start("node-1", after)) {
            awaitReport("Post", 0);
            assertThat(node.engine().isRunning()).isTrue();
            assertThat(log.count("NSCA-128")).isEqualTo(1);
        }
    }

    @Test
    @Row(
            value = "R52",
            done = "with its former key in the code, beside a node that still has that one: it moves at once")
    void movesACheckToTheNodeWhoseCodeNamesItsFormerKey() {
        try (Node former = start("node-1", check("old.key", "Mail", List.of(), null));
                LogOf log = new LogOf("org.nscacheck")) {
            awaitReport("Mail", 0);
            try (Node latter = start("node-2", formerly(check("new.key", "Mail", List.of(), null), "old.key"))) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> message("Mail").equals("new.key"));
                Long last = jdbc.queryForObject("SELECT max(id) FROM nscacheck.nsca_delivery", Long.class);
                awaitReport("Mail", 0);
                awaitReport("Mail", 0);
                assertThat(jdbc.queryForList(
                                "SELECT DISTINCT message FROM nscacheck.nsca_delivery WHERE id > " + last,
                                String.class))
                        .containsExactly("new.key");
                assertThat(former.engine().isRunning() && latter.engine().isRunning())
                        .isTrue();
                assertThat(log.count("NSCA-127")).isEqualTo(1);
            }
        }
    }

    private List<String> storedKeys() {
        return jdbc.queryForList("SELECT handler_key FROM nscacheck.nsca_check", String.class);
    }

    private List<String> ranOf(CheckId id) {
        return jdbc.queryForList(
                "SELECT DISTINCT message FROM nscacheck.nsca_run WHERE check_id = ? AND message IS NOT NULL",
                String.class,
                id.value());
    }

    @Test
    @Row(
            value = "R56",
            done = "a service that an administrator gave a check is the code's of another one: the first cannot run")
    void startsWhenTheCodeBringsAServiceThatAnAdministratorHasGivenAway() {
        try (Node node = start("node-1", check("first", "First", List.of(), null))) {
            change(node, "first", stored -> with(stored, "Second", Map.of()));
            awaitReport("Second", 0);
        }
        try (Node node =
                start("node-1", check("first", "First", List.of(), null), check("second", "Second", List.of(), null))) {
            awaitReport("Second", 0);
            assertThat(message("Second")).isEqualTo("second");

            change(node, "first", stored -> with(stored, null, Map.of()));

            awaitReport("First", 0);
        }
    }
}
