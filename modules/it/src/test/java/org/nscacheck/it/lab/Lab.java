/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.daemon.FaultyProxy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A laboratory for faults: nodes as processes of their own, a real PostgreSQL, real {@code nsca} daemons, and between them
 * networks that can fail. Whoever runs an experiment ends it with {@link #settle} and asks the {@link Books}.
 *
 * <pre>{@code
 * try (Lab lab = Lab.with("name", Settings.of(CatchUp.ALL))) {
 *     Node node = lab.startNode("a");
 *     ...
 *     lab.settle();
 *     lab.judge().forEach(Books::assertBalanced);
 * }
 * }</pre>
 */
final class Lab implements AutoCloseable {

    /** As a host may set it: without it a connection that has gone silent holds its thread for a minute. */
    private static final int SOCKET_TIMEOUT_SECONDS = 10;

    private final Path directory;
    private final Settings settings;
    private final LabDatabase database;
    private final List<Receiver> receivers;
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicInteger version = new AtomicInteger();
    private final Timeline timeline = new Timeline();

    /**
     * What nodes do.
     *
     * @param checks how many checks answer at once
     * @param slow how many take longer
     * @param bad how many do bad things now and then
     * @param every how often each runs
     * @param timeout time limit of each, which their validity follows
     * @param encryption method of the receivers
     * @param catchUps one receiver for each
     */
    record Settings(
            int checks, int slow, int bad, String every, String timeout, int encryption, List<CatchUp> catchUps) {

        /** The cheapest method that can show a wrong password. */
        private static final int XOR = 1;
        /** One that takes the daemon half a millisecond for each report. */
        private static final int AES = 14;

        Settings(int checks, int slow, String every, List<CatchUp> catchUps) {
            this(checks, slow, 0, every, "30s", XOR, catchUps);
        }

        /** Two hundred checks a second, and some that are always under way. */
        static Settings of(CatchUp... catchUps) {
            return new Settings(200, 12, "1s", List.of(catchUps));
        }

        /** Checks of people, some of which are bad, and whose OK is not true for long. */
        static Settings ofChaos() {
            return new Settings(150, 8, 6, "1s", "3s", XOR, List.of(CatchUp.ALL));
        }

        Settings with(int otherChecks, String otherEvery) {
            return new Settings(otherChecks, slow, bad, otherEvery, timeout, encryption, catchUps);
        }

        /** Batches that take some time, so that they can be hit in the middle. */
        Settings withLongBatches() {
            return new Settings(checks, slow, bad, every, timeout, AES, catchUps);
        }
    }

    private Lab(String name, Settings settings, LabDatabase database) throws IOException {
        this.database = database;
        this.directory = Files.createDirectories(Path.of("target", "lab", name));
        this.settings = settings;
        this.receivers = settings.catchUps().stream()
                .map(catchUp -> Receiver.start(catchUp, settings.encryption(), directory))
                .toList();
    }

    static Lab with(String name, Settings settings) throws IOException {
        return with(name, settings, LabDatabase.shared());
    }

    /** A laboratory whose database has a standby. */
    static Lab withStandby(String name, Settings settings) throws IOException {
        return with(name, settings, LabDatabase.withStandby());
    }

    private static Lab with(String name, Settings settings, LabDatabase database) throws IOException {
        Path old = Path.of("target", "lab", name);
        if (Files.exists(old)) {
            try (var files = Files.list(old)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        return new Lab(name, settings, database);
    }

    /** Returns where nodes and receivers keep their files. */
    Path directory() {
        return directory.toAbsolutePath();
    }

    /** Returns the first receiver. */
    Receiver receiver() {
        return receivers.get(0);
    }

    List<Receiver> receivers() {
        return receivers;
    }

    /** Returns the version that a node has from its next start on. */
    AtomicInteger version() {
        return version;
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    Timeline timeline() {
        return timeline;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    LabDatabase database() {
        return database;
    }

    Settings settings() {
        return settings;
    }

    /** Asks again while the database is away: its faults also hit who looks at it. */
    long count(String sql, Object... parameters) {
        return patiently(
                () -> jdbc().sql(sql).params(parameters).query(Long.class).single());
    }

    /** Does something that may be done twice, as an administrator who gets an error: once more. */
    void execute(String sql) {
        patiently(() -> jdbc().sql(sql).update());
    }

    private static <T> T patiently(Callable<T> work) {
        return await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(work, done -> true);
    }

    /** Adds a node, starts it and waits until its checks run. */
    Node startNode(String name) throws IOException {
        Node node = addNode(name);
        node.start();
        node.awaitReady();
        return node;
    }

    /** Starts several at once. */
    List<Node> startNodes(String... names) throws IOException {
        List<Node> started = new ArrayList<>();
        for (String name : names) {
            Node node = addNode(name);
            node.start();
            started.add(node);
        }
        started.forEach(Node::awaitReady);
        return started;
    }

    Node addNode(String name) {
        TestDatabase now = database.current();
        FaultyProxy way = FaultyProxy.to(now.port());
        String url = "jdbc:postgresql://127.0.0.1:" + way.port() + "/" + now.name();
        Node node = new Node(name, directory, way, arguments(url), version, timeline);
        nodes.add(node);
        return node;
    }

    private List<String> arguments(String url) {
        List<String> arguments = new ArrayList<>(List.of(
                // Not the demo's own properties.
                "--spring.config.name=lab",
                "--spring.main.web-application-type=none",
                "--spring.main.keep-alive=true",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--logging.level.org.nscacheck=info",
                // One line for each change of state, of which there are many here.
                "--logging.level.org.nscacheck.run.RunJudge=warn",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + database.current().username(),
                "--spring.datasource.password=" + database.current().password(),
                "--spring.datasource.hikari.maximum-pool-size=5",
                "--spring.datasource.hikari.connection-timeout=3000",
                "--spring.datasource.hikari.data-source-properties.socketTimeout=" + SOCKET_TIMEOUT_SECONDS,
                "--nscacheck.environment=lab",
                "--nscacheck.built-in.enabled=false",
                "--nscacheck.secrets.key=" + "A".repeat(43) + "=",
                "--nscacheck.executor.spread=0s",
                "--nscacheck.executor.max-running=40",
                "--lab.checks=" + settings.checks(),
                "--lab.slow-checks=" + settings.slow(),
                "--lab.bad-checks=" + settings.bad(),
                "--lab.timeout=" + settings.timeout(),
                "--lab.every=" + settings.every()));
        for (Receiver receiver : receivers) {
            String prefix = "--nscacheck.servers." + receiver.name();
            arguments.addAll(List.of(
                    prefix + ".host=127.0.0.1",
                    prefix + ".port=" + receiver.network().port(),
                    prefix + ".secret=" + receiver.daemon().password(),
                    prefix + ".node-host-name=lab",
                    prefix + ".catch-up=" + receiver.catchUp().name().toLowerCase(Locale.ROOT),
                    prefix + ".settings.encryption=" + receiver.daemon().method()));
        }
        return arguments;
    }

    /** Lets things go on for a while. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    static void during(Duration time) throws InterruptedException {
        boolean over = !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(over).isTrue();
    }

    /** Waits until results flow to all receivers. */
    void awaitFlow() {
        long before = count("SELECT count(*) FROM nscacheck.nsca_delivery");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count("SELECT count(*) FROM nscacheck.nsca_server_lease"
                                        + " WHERE last_delivered_at > now() - interval '500 ms'")
                                == receivers.size()
                        && count("SELECT count(*) FROM nscacheck.nsca_delivery") > before + settings.checks());
    }

    /** Measures until a condition holds. */
    static Duration until(Duration patience, Callable<Boolean> condition) {
        long began = System.nanoTime();
        await().atMost(patience).pollInterval(Duration.ofMillis(50)).until(condition);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Returns whether each check has run in the last seconds. */
    boolean haveAllRun() {
        return count("SELECT count(DISTINCT check_id) FROM nscacheck.nsca_run WHERE ended_at > now() - interval '3 s'")
                == settings.checks() + settings.slow();
    }

    /** Starts no more checks, and waits until everything that ran was recorded and nothing waits to be sent. */
    void settle() {
        jdbc().sql("UPDATE nscacheck.nsca_due d SET active = false FROM (SELECT check_id, node FROM nscacheck.nsca_due"
                        + " ORDER BY check_id, node FOR UPDATE) l WHERE d.check_id = l.check_id AND d.node = l.node")
                .update();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(count("SELECT count(*) FROM nscacheck.nsca_due WHERE lease_until > now()"))
                            .as("checks under way")
                            .isZero();
                    assertThat(count("SELECT count(*) FROM nscacheck.nsca_delivery WHERE ended_at IS NULL"))
                            .as("reports that wait")
                            .isZero();
                });
    }

    /** Goes on after {@link #settle}. */
    void resume() {
        jdbc().sql("UPDATE nscacheck.nsca_due SET active = true").update();
        awaitFlow();
    }

    /** Returns how many checks a node has claimed and not given back. */
    long claimedBy(Node node) {
        return count(
                "SELECT count(*) FROM nscacheck.nsca_due WHERE claimed_by LIKE ? AND lease_until > now()",
                node.name() + "/%");
    }

    /** Returns how often a check was begun a second time for its slot, on any node. */
    long begunTwice() throws IOException {
        List<String> all = new ArrayList<>();
        for (Node node : nodes) {
            node.begun().forEach(begun -> all.add(begun.what()));
        }
        return all.size() - all.stream().distinct().count();
    }

    /**
     * Fails when something took more than twice as long as promised. The promise is for a machine of one's own; here two nodes, a
     * database, a daemon and whatever else is at work share one, and a late clock tick alone must not fail. What it took is printed.
     */
    static void assertPromise(Duration took, Duration promised) {
        assertThat(took).as("promised within " + promised.toSeconds() + " s").isLessThan(promised.multipliedBy(2));
    }

    /** Prints a measured time, with the row of the matrix it belongs to. */
    static void print(String row, String words, Duration time) {
        System.out.printf(Locale.ROOT, "%s: %s %.1f s%n", row, words, time.toMillis() / 1000.0);
    }

    /** Judges each receiver's books, in the order of the receivers; prints what came out. */
    List<Books> judge() throws IOException {
        List<Books> all = new ArrayList<>();
        for (Receiver receiver : receivers) {
            Books books = Books.of(this, receiver);
            System.out.println(books);
            all.add(books);
        }
        return all;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        receivers.forEach(Receiver::close);
        database.close();
    }
}
