/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;

/**
 * Our own engine as applications have it, with nothing replaced: due list, runs, outbox, pump, Quartz as the alarm clock.
 * All checks share one handler, as those have that administrators add; each reports to one server.
 */
final class OurEngine implements Contender {

    /** Nothing is delivered where this is the environment: the database belongs to another one. */
    static final String NO_DELIVERY = "elsewhere";

    /** The environment to which the database belongs. */
    static final String DELIVERY = "benchmark";

    private static final CheckKey HANDLER = new CheckKey("no-op");
    private static final String METRIC = "passed";
    private static final Policy RULE = Policy.of(
            PolicyKind.RULE,
            "passed",
            Map.of("check", HANDLER.value(), "label", METRIC, "warning-max", "100", "failure-max", "1000"));
    private static final Schedule MINUTE = IntervalSchedule.parse("1m", ZoneOffset.UTC);
    /** Only the program send_nsca needs files, and nothing is sent by it. */
    private static final Path UNUSED = Path.of(System.getProperty("java.io.tmpdir"), "nscacheck-bench-unused");

    /** As the other schedulers do; nothing is left on a thread here. */
    private static final boolean REUSE_THREADS =
            Boolean.parseBoolean(System.getProperty("nscacheck.bench.reuse-threads", "true"));

    private static final int CONNECTIONS = NscaDatabase.Settings.DEFAULT_MAX_CONNECTIONS;

    private final int workers;
    private final Load load;
    private final Server server;
    private final Values values;

    /** What runs bring besides their state. */
    enum Values {
        /** No metric. */
        NONE,
        /** One metric, which is stored. */
        RECORDED,
        /** One metric, and a threshold rule that judges it in each run and finds it good. */
        JUDGED
    }

    /**
     * When checks are due.
     *
     * @param schedule interval or Quartz cron expression for all checks
     * @param spreadSeconds longest delay behind a slot, less or equal to the time between two slots
     * @param environment whether what is put into the outbox is delivered
     */
    record Load(String schedule, int spreadSeconds, String environment) {

        ScheduleSpec spec() {
            return schedule.contains(" ") ? ScheduleSpec.cron(schedule, null) : ScheduleSpec.every(schedule);
        }
    }

    OurEngine(int workers, Load load) {
        this(workers, load, IdleSender.server());
    }

    OurEngine(int workers, Load load, Server server) {
        this(workers, load, server, Values.NONE);
    }

    private OurEngine(int workers, Load load, Server server, Values values) {
        this.workers = workers;
        this.load = load;
        this.server = server;
        this.values = values;
    }

    /** Returns the same with checks that measure something. */
    OurEngine measuring(Values others) {
        return new OurEngine(workers, load, server, others);
    }

    /** Returns a server of nsca for {@link #OurEngine(int, Load, Server)}. */
    static Server nsca(int port, String password, int encryption) {
        return Server.builder("nagios", "nsca")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(Map.of("encryption", String.valueOf(encryption)))
                .secret(Secret.of(password))
                .build();
    }

    @Override
    public void seed(DataSource dataSource, int checks) throws SQLException {
        try (NscaDatabase database = open(dataSource, DELIVERY)) {
            database.stores().servers().save(server, SecretChange.declaredBy(server.secret()));
            if (values == Values.JUDGED) {
                database.stores().policies().save(RULE, "benchmark");
            }
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO nscacheck.nsca_check (id, handler_key, name, service, arguments, version)"
                                    + " SELECT gen_random_uuid(), ?, 'check ' || i, 'Check ' || i, '{}', 0"
                                    + " FROM generate_series(1, ?) i")) {
                insert.setString(1, HANDLER.value());
                insert.setInt(2, checks);
                insert.executeUpdate();
            }
            // Plans them, as each start does.
            engine(database, "seed", new Executions()).prepare();
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static NscaDatabase open(DataSource dataSource, String environment) {
        return NscaDatabase.open(
                dataSource,
                new NscaDatabase.Settings(
                        NscaDatabase.DEFAULT_SCHEMA,
                        NscaDatabase.SchemaMode.MIGRATE,
                        SecretCipher.of("bench", Map.of("bench", new byte[32])),
                        environment,
                        CONNECTIONS));
    }

    private Engine engine(NscaDatabase database, String node, Executions executions) {
        Stores stores = database.stores();
        EngineSettings settings = EngineSettings.builder(node)
                .zone(ZoneOffset.UTC)
                .spread(Duration.ofSeconds(load.spreadSeconds()))
                .maxRunning(workers)
                .reuseThreads(REUSE_THREADS)
                .build();
        CheckDefinition noOp = CheckDefinition.of(HANDLER, "Nothing", load.spec(), context -> run(context, executions));
        return new Engine(
                stores,
                settings,
                new QuartzClockwork(),
                List.of(new IdleSender.Factory(), new NscaSenderFactory(UNUSED)),
                List.of(() -> List.of(noOp)));
    }

    /** Says in its result when it was due. The database is on this machine, so that both have one clock. */
    private CheckResult run(CheckContext context, Executions executions) {
        Instant due = context.slot()
                .plus(Spread.offset(context.check().value(), MINUTE, Duration.ofSeconds(load.spreadSeconds())));
        executions.ran(Duration.between(due, Instant.now()));
        CheckResult.Builder result = CheckResult.ok("due " + due.toEpochMilli());
        return values == Values.NONE
                ? result.build()
                : result.perf(METRIC, due.getEpochSecond() % 60).build();
    }

    @Override
    public void start(DataSource dataSource, String node, Executions executions) {
        NscaDatabase database = open(dataSource, load.environment());
        Engine engine = engine(database, node, executions);
        engine.prepare();
        engine.start();
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public String due() {
        return "SELECT count(*) FROM nscacheck.nsca_due WHERE due_at <= now()";
    }

    @Override
    public String untouched() {
        return "SELECT count(*) FROM nscacheck.nsca_due WHERE last_ended_at IS NULL";
    }
}
