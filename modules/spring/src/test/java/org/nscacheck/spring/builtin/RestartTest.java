/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.node.NodeStore;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** A node that was away, and one whose database is slow or whose own process fails. */
class RestartTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final NscaDatabase store = NscaDatabase.open(
            database.pool(),
            new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()));
    private final CountDownLatch answer = new CountDownLatch(1);
    private Engine engine;

    @AfterEach
    void stop() {
        answer.countDown();
        engine.stop();
        store.close();
        database.close();
    }

    private void assemble(Stores stores, int checks, CheckHandler handler) {
        List<CheckDefinition> definitions = IntStream.range(0, checks)
                .mapToObj(number -> CheckDefinition.of(
                        new CheckKey("check" + number), "check" + number, ScheduleSpec.every("1m"), handler))
                .toList();
        engine = new Engine(
                stores, EngineSettings.of("node-1"), new QuartzClockwork(), List.of(), List.of(() -> definitions));
        engine.prepare();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static <T> T before(Class<T> type, String method, T otherwise, Runnable first) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            if (called.getName().equals(method)) {
                first.run();
            }
            try {
                return called.invoke(otherwise, args);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }));
    }

    private void waitForAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stores stores(SummaryReader summaries, NodeStore nodes) {
        Stores plain = store.stores();
        return new Stores(
                plain.servers(),
                plain.checks(),
                plain.people(),
                plain.due(),
                plain.runs(),
                plain.deliveries(),
                summaries,
                plain.environment(),
                plain.history(),
                nodes,
                plain.opening());
    }

    @Test
    @Row(
            value = "R67",
            done =
                    "60 checks missed in a stop of 140 s: the first heartbeat is OK, and the self-check knows of no lateness")
    void doesNotPageForWhatItMissedWhileItWasAway() throws SQLException {
        assemble(store.stores(), 60, context -> CheckResult.of(0, "OK"));
        execute("UPDATE nscacheck.nsca_due SET slot = now() - interval '140 s', due_at = now() - interval '140 s',"
                + " wake_at = now() - interval '140 s'");
        execute("UPDATE nscacheck.nsca_absence SET left_at = now() - interval '150 s'");

        engine.start();

        CheckResult beat = new BuiltInChecks(engine::awaitSnapshot).heartbeat(9, Duration.ofMinutes(5));
        assertThat(beat.status()).as(beat.message()).isEqualTo(Status.OK);
        await().until(() -> number("SELECT count(*) FROM nscacheck.nsca_run") > 0);
        CheckResult self = new SelfCheck(() -> engine).selfCheck(Duration.ofSeconds(10), 0, Duration.ofMinutes(15));
        assertThat(self.status()).as(self.message()).isEqualTo(Status.OK);
    }

    @Test
    void endsARunInTimeWhileEverythingElseWaitsForTheDatabase() throws SQLException {
        Stores plain = store.stores();
        assemble(
                stores(
                        before(SummaryReader.class, "checks", plain.summaries(), this::waitForAnswer),
                        before(NodeStore.class, "renew", plain.nodes(), this::waitForAnswer)),
                1,
                context -> {
                    answer.await();
                    return CheckResult.of(0, "too late");
                });
        execute("UPDATE nscacheck.nsca_check SET timeout_ms = 300");
        execute("UPDATE nscacheck.nsca_due SET due_at = now(), wake_at = now()");
        engine.start();

        await().atMost(Duration.ofSeconds(15))
                .until(() -> number("SELECT count(*) FROM nscacheck.nsca_run WHERE outcome = 'TIMEOUT'") > 0);
    }

    @Test
    @Row(value = "R62", done = "the state of checks is read again when there is memory")
    @Row(value = "R63", done = "the state of checks is read again after a LinkageError")
    void readsTheStateOfChecksAgainAfterErrors() {
        Queue<Error> faults = new ConcurrentLinkedQueue<>(
                List.of(new OutOfMemoryError("Java heap space"), new NoClassDefFoundError("org/nscacheck/Gone")));
        Stores plain = store.stores();
        assemble(
                stores(
                        before(SummaryReader.class, "checks", plain.summaries(), () -> {
                            Error fault = faults.poll();
                            if (fault != null) {
                                throw fault;
                            }
                        }),
                        plain.nodes()),
                1,
                context -> CheckResult.of(0, "OK"));
        engine.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> engine.snapshot().failure() == null);

        assertThat(engine.snapshot().checks()).hasSize(1);
    }
}
