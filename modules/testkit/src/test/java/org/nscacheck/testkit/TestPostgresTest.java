/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    private final TestPostgres postgres = TestPostgres.shared();

    @Test
    void isOneServerForAllTests() {
        assertThat(TestPostgres.shared()).isSameAs(postgres);
    }

    @Test
    void givesEachCallerADatabaseOfItsOwn() throws SQLException {
        try (TestDatabase one = postgres.newDatabase();
                TestDatabase other = postgres.newDatabase()) {
            Sql.execute(one.dataSource(), "CREATE TABLE t (x int)");
            Sql.execute(other.dataSource(), "CREATE TABLE t (x int)");
            assertThat(one.name()).isNotEqualTo(other.name());
            assertThat(one.jdbcUrl()).contains(one.name()).doesNotContain("user=");
        }
    }

    @Test
    void speaksUtf8WhateverTheLocaleOfTheMachine() throws SQLException {
        try (TestDatabase database = postgres.newDatabase()) {
            assertThat(Sql.text(database.dataSource(), "SELECT 'Ölstand ıİ' || current_setting('server_encoding')"))
                    .isEqualTo("Ölstand ıİUTF8");
        }
    }

    @Test
    void preparesATemplateOnce() throws SQLException {
        AtomicInteger preparations = new AtomicInteger();
        TestPostgres.Preparation preparation = source -> {
            preparations.incrementAndGet();
            Sql.execute(source, "CREATE TABLE t AS SELECT 42 AS x");
        };
        try (TestDatabase one = postgres.newDatabase("prepares-once", preparation);
                TestDatabase other = postgres.newDatabase("prepares-once", preparation)) {
            Sql.execute(one.dataSource(), "DELETE FROM t");
            assertThat(Sql.text(other.dataSource(), "SELECT x FROM t")).isEqualTo("42");
        }
        assertThat(preparations).hasValue(1);
    }

    @Test
    void reportsAPreparationThatFails() {
        assertThatThrownBy(() -> postgres.newDatabase("fails", source -> Sql.execute(source, "CREATE NONSENSE")))
                .hasMessageContaining("'fails'")
                .cause()
                .hasMessageContaining("NONSENSE");
    }

    @Test
    void dropsADatabaseThatIsStillInUse() throws SQLException {
        TestDatabase database = postgres.newDatabase();
        try (Connection open = database.dataSource().getConnection()) {
            database.close();
            assertThat(open.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
        database.close();
    }

    @Test
    void usesAServerGivenByUrl() throws SQLException {
        try (TestDatabase home = postgres.newDatabase()) {
            String url = home.jdbcUrl() + (home.jdbcUrl().contains("?") ? "&" : "?") + "user=" + home.username()
                    + "&password=" + home.password();
            TestPostgres given = TestPostgres.connect(url);
            TestDatabase database = given.newDatabase();
            assertThat(Sql.text(database.dataSource(), "SELECT current_database()"))
                    .isEqualTo(database.name());
            given.close();
            assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessageContaining("does not exist");
        }
    }

    @Test
    void namesThePropertyIfTheGivenServerCannotBeReached() {
        assertThatThrownBy(() -> TestPostgres.connect("jdbc:postgresql://127.0.0.1:1/postgres?user=x"))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining(TestPostgres.URL_PROPERTY);
    }

    /** The least JDBC that these tests need. */
    static final class Sql {

        private Sql() {}

        static void execute(DataSource source, String sql) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        static String text(DataSource source, String sql) throws SQLException {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
