/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.threshold;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.RuleReplay;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

/**
 * Tries a rule on thirty days of one metric that is measured each minute: 43,200 values are read from PostgreSQL and judged.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=threshold.ReplayMonth
 * </pre>
 */
public final class ReplayMonth {

    private static final int REPETITIONS = Integer.getInteger("nscacheck.bench.repetitions", 100);
    private static final int VALUES = 43_200;
    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);

    private final Engine engine;

    private ReplayMonth(Engine engine) {
        this.engine = engine;
    }

    public static void main(String[] arguments) throws Exception {
        try (TestDatabase database = TestPostgres.shared().newDatabase();
                NscaDatabase store = NscaDatabase.open(
                        database.dataSource(),
                        new NscaDatabase.Settings(
                                "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()))) {
            Engine engine = new Engine(
                    store.stores(),
                    EngineSettings.of("bench"),
                    new QuartzClockwork(),
                    List.of(),
                    List.of(() -> List.of(CheckDefinition.of(
                            new CheckKey("disk"), "Disk", ScheduleSpec.every("1d"), context -> CheckResult.ok("OK")
                                    .perf("used", 50)
                                    .build()))));
            engine.prepare();
            engine.start();
            try {
                fill(database);
                new ReplayMonth(engine).run();
            } finally {
                engine.stop();
            }
        }
        System.exit(0);
    }

    private static void fill(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO nscacheck.nsca_series (check_id, node, label, uom)"
                    + " SELECT id, '', 'minutely', '%' FROM nscacheck.nsca_check");
            statement.execute("INSERT INTO nscacheck.nsca_value SELECT s.id, now() - n * interval '1 minute',"
                    + " random() * 100 FROM generate_series(1, " + (VALUES - 1) + ") n, nscacheck.nsca_series s"
                    + " WHERE s.label = 'minutely'");
            statement.execute("ANALYZE nscacheck.nsca_value");
        }
    }

    private void run() {
        Policy rule = Policy.of(
                PolicyKind.RULE,
                "draft",
                Map.of("label", "minutely", "warning-max", "80", "failure-max", "95", "hits", "2", "hysteresis", "5"));
        replay(rule); // nothing is compiled yet
        long first = nanos(rule);
        for (int i = 0; i < 20; i++) {
            replay(rule);
        }
        long[] nanos = new long[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            nanos[i] = nanos(rule);
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%n| values | second call ms | p50 ms | p95 ms | longest ms |%n|---:|---:|---:|---:|---:|%n"
                        + "| %,d | %.0f | %.0f | %.0f | %.0f |%n",
                VALUES,
                first / 1e6,
                nanos[REPETITIONS / 2] / 1e6,
                nanos[(int) Math.ceil(REPETITIONS * 0.95) - 1] / 1e6,
                nanos[REPETITIONS - 1] / 1e6);
    }

    private long nanos(Policy rule) {
        long began = System.nanoTime();
        replay(rule);
        return System.nanoTime() - began;
    }

    private void replay(Policy rule) {
        Instant now = engine.overview().now(ANNA);
        RuleReplay.Outcome outcome = new RuleReplay(engine.policies(), engine.overview())
                .replay(ANNA, rule, now.minus(Duration.ofDays(30)), now);
        int judged = outcome.metrics().get(0).past().points().size();
        if (judged < VALUES - 10 || outcome.metrics().get(0).episodes().isEmpty()) {
            throw new IllegalStateException(judged + " values were judged");
        }
    }
}
