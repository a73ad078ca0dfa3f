/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** One node: what an application has of us, without the application. */
final class Node implements AutoCloseable {

    private final NscaDatabase store;
    private final Engine engine;

    private Node(NscaDatabase store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /** Opens its stores on this data source, and starts. */
    static Node start(String name, DataSource dataSource, List<Server> servers, List<CheckDefinition> checks) {
        Node node = prepare(name, dataSource, servers, checks);
        node.engine.start();
        return node;
    }

    /** The same with settings of its own. */
    static Node start(
            String name,
            DataSource dataSource,
            List<Server> servers,
            List<CheckDefinition> checks,
            UnaryOperator<EngineSettings.Builder> change) {
        Node node = prepare(dataSource, change.apply(settings(name, servers)).build(), checks);
        node.engine.start();
        return node;
    }

    /** The same, but it does not run yet. */
    static Node prepare(String name, DataSource dataSource, List<Server> servers, List<CheckDefinition> checks) {
        return prepare(dataSource, settings(name, servers).build(), checks);
    }

    private static Node prepare(DataSource dataSource, EngineSettings settings, List<CheckDefinition> checks) {
        NscaDatabase store = NscaDatabase.open(
                dataSource,
                new NscaDatabase.Settings(
                        "nscacheck",
                        NscaDatabase.SchemaMode.MIGRATE,
                        SecretCipher.of("k1", Map.of("k1", new byte[32]))));
        Engine engine = new Engine(
                store.stores(),
                settings,
                new QuartzClockwork(),
                List.of(new NscaSenderFactory(temporaryDirectory())),
                List.of(() -> checks));
        engine.prepare();
        return new Node(store, engine);
    }

    private static java.nio.file.Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("nscacheck-node-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without spread, so that everything is due at once, and with a short look at the state. */
    private static EngineSettings.Builder settings(String name, List<Server> servers) {
        return EngineSettings.builder(name)
                .zone(ZoneOffset.UTC)
                .spread(Duration.ZERO)
                .shutdown(Duration.ofSeconds(5))
                .snapshotInterval(Duration.ofSeconds(1))
                .servers(servers);
    }

    /** Returns the few connections that an ordinary application has, of a pool of its own. */
    static HikariDataSource pool(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(5);
        return pool;
    }

    static Server server(String name, FakeNscaDaemon daemon, CatchUp catchUp) {
        return server(name, daemon.port(), daemon.password(), daemon.method(), catchUp);
    }

    static Server server(String name, int port, String password, int method, CatchUp catchUp) {
        Map<String, String> settings =
                Map.of("encryption", String.valueOf(method), "read-timeout", "300ms", "probation", "100ms");
        return server(name, port, password, settings, catchUp);
    }

    static Server server(String name, int port, String password, Map<String, String> settings, CatchUp catchUp) {
        return Server.builder(name, "nsca")
                .address("127.0.0.1")
                .port(port)
                .hostName(name)
                .settings(settings)
                .secret(Secret.of(password))
                .catchUp(catchUp)
                .build();
    }

    static CheckDefinition check(String key, String every, CheckHandler handler) {
        return CheckDefinition.of(new CheckKey(key), key, ScheduleSpec.every(every), handler);
    }

    /** A check whose results tell them apart: each has its slot as its message. */
    static CheckDefinition slots(String key, String every) {
        return check(key, every, context -> CheckResult.of(1, context.slot().toString()));
    }

    /** Returns how many results are shown as expired. */
    long expired() {
        return store.stores().summaries().servers().stream()
                .mapToLong(ServerSummary::expired)
                .sum();
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.stop();
        store.close();
    }
}
