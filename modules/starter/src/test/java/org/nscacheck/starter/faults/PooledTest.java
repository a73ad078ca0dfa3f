/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.FaultyProxy;
import org.nscacheck.testkit.daemon.PgBouncer;
import org.nscacheck.testkit.matrix.Row;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Pools whose connections are not what they were, or not what they seem. */
class PooledTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHECKS = 5;
    private static final int CONNECTIONS = 4;

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    private static List<CheckDefinition> checks() {
        return IntStream.range(0, CHECKS)
                .mapToObj(i -> Node.slots("check-" + i, "1s"))
                .toList();
    }

    private static HikariDataSource pool(String url, TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }

    /** Waits until each check has been run twice more. */
    private static void awaitRuns(JdbcTemplate sql) {
        awaitRuns(sql, PATIENCE);
    }

    private static void awaitRuns(JdbcTemplate sql, Duration patience) {
        String now = sql.queryForObject("SELECT now()::text", String.class);
        await().atMost(patience)
                .until(() -> sql.queryForList(
                                        "SELECT check_id FROM nscacheck.nsca_run WHERE started_at > ?::timestamptz"
                                                + " GROUP BY 1 HAVING count(*) >= 2",
                                        now)
                                .size()
                        == CHECKS);
    }

    @Test
    @Row(
            value = "R45",
            done = "all connections of the pool are left read-only, then in a role without rights: each check runs on")
    void runsOnWhateverIsLeftOnAllConnections() throws SQLException {
        String role = "powerless_" + database.name();
        jdbc.execute("CREATE ROLE " + role);
        try (HikariDataSource pool = pool(database.jdbcUrl(), database);
                Node node = Node.start("node-1", pool, List.of(), checks())) {
            awaitRuns(jdbc);
            for (String state : List.of("SET default_transaction_read_only = on", "SET ROLE " + role)) {
                leaveOnAll(pool, state);
                awaitRuns(jdbc);
            }
            assertThat(node.engine().isRunning()).isTrue();
        } finally {
            jdbc.execute("DROP ROLE " + role);
        }
    }

    private static void leaveOnAll(HikariDataSource pool, String sql) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = pool.getConnection();
            taken.add(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        for (Connection connection : taken) {
            connection.close();
        }
    }

    @Test
    @Row(
            value = "R48",
            done = "a real pgbouncer whose two sessions two nodes share: each check runs, the schema is made")
    void twoNodesShareTheSessionsOfPgbouncer() {
        try (PgBouncer bouncer = PgBouncer.before(database, 2);
                HikariDataSource one = pool(bouncer.jdbcUrl() + "?prepareThreshold=0", database);
                HikariDataSource two = pool(bouncer.jdbcUrl() + "?prepareThreshold=0", database);
                Node first = Node.start("node-1", one, List.of(), checks());
                Node second = Node.start("node-2", two, List.of(), checks())) {
            awaitRuns(jdbc);
            assertThat(first.engine().isRunning() && second.engine().isRunning())
                    .isTrue();
            assertThat(new JdbcTemplate(one).queryForObject("SHOW search_path", String.class))
                    .isEqualTo(jdbc.queryForObject("SHOW search_path", String.class));
        }
    }

    @Test
    @Row(value = "R48", done = "with the driver's own settings the start says what to add to the JDBC URL")
    void saysWhatPgbouncerNeeds() throws SQLException {
        try (PgBouncer bouncer = PgBouncer.before(database, 1)) {
            PGSimpleDataSource plain = new PGSimpleDataSource();
            plain.setUrl(bouncer.jdbcUrl());
            plain.setUser(database.username());
            plain.setPassword(database.password());
            try (Connection other = plain.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("SELECT 1");
                other.commit();
                assertThatThrownBy(() -> Node.start("node-1", plain, List.of(), checks()))
                        .hasMessageContainingAll("pgbouncer", "prepareThreshold=0");
            }
        }
    }

    @Test
    @Tag("faults")
    @Row(
            value = "R49",
            done =
                    "the primary is killed under two nodes, its standby takes over: each check runs again within 30 seconds")
    void runsOnWhenAStandbyTakesOver() {
        try (TestPostgres primary = TestPostgres.builder().start();
                TestPostgres standby = primary.standby();
                FaultyProxy address = FaultyProxy.to(primary.port())) {
            TestDatabase shop = primary.database("shop");
            String url = "jdbc:postgresql://127.0.0.1:" + address.port() + "/shop";
            try (HikariDataSource one = pool(url, shop);
                    HikariDataSource two = pool(url, shop);
                    Node first = Node.start("node-1", one, List.of(), checks());
                    Node second = Node.start("node-2", two, List.of(), checks())) {
                awaitRuns(new JdbcTemplate(shop.dataSource()));
                // For a while the address leads to a server that can only be read.
                address.switchTo(standby.port());
                address.reset();
                kill(primary);
                JdbcTemplate after = new JdbcTemplate(standby.database("shop").dataSource());
                standby.promote();
                awaitRuns(after, Duration.ofSeconds(30));
                assertThat(first.engine().isRunning() && second.engine().isRunning())
                        .isTrue();
            }
        }
    }

    private static void kill(TestPostgres server) {
        server.close();
    }
}
