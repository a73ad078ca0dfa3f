/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

class LimitedDataSourceTest {

    private static final Duration SILENCE = Duration.ofSeconds(60);

    @Test
    void takesNoMoreConnectionsThanAllowedAndReusesThoseThatWereClosed() throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            LimitedDataSource limited = new LimitedDataSource(database.dataSource(), 2, Duration.ofMillis(50), SILENCE);
            Connection first = limited.getConnection();
            try (Connection second = limited.getConnection()) {
                assertThat(second.isValid(1)).isTrue();
                assertThatThrownBy(limited::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasMessageContaining("all 2 database connections");
                first.close();
                first.close();
                Connection third = limited.getConnection();
                assertThatThrownBy(limited::getConnection).isInstanceOf(SQLTransientConnectionException.class);
                third.close();
            }
        }
    }

    @Test
    void givesBackTheRightToAConnectionThatCouldNotBeOpened() throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            LimitedDataSource limited = new LimitedDataSource(database.dataSource(), 1, Duration.ofMillis(50), SILENCE);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> limited.getConnection("nobody-of-this-name", "wrong"))
                        .isInstanceOf(SQLException.class)
                        .isNotInstanceOf(SQLTransientConnectionException.class);
            }
            limited.getConnection().close();
        }
    }

    @Test
    void givesUpAConnectionOnWhichTheDatabaseStaysSilent() throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            LimitedDataSource limited =
                    new LimitedDataSource(database.dataSource(), 1, Duration.ofMillis(50), Duration.ofMillis(300));
            try (Connection connection = limited.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                        .isInstanceOf(SQLException.class)
                        .hasRootCauseInstanceOf(SocketTimeoutException.class);
            }
            limited.getConnection().close();
        }
    }

    @Test
    void givesAConnectionBackWithTheLimitOfItsHost() throws SQLException {
        assertThat(limits(0)).containsExactly(60_000, 0);
        assertThat(limits(90_000)).containsExactly(60_000, 90_000);
        assertThat(limits(10_000)).containsExactly(10_000, 10_000);
    }

    @Test
    void usesAConnectionWhoseDriverKnowsNoLimit() throws SQLException {
        DataSource host = proxy(
                DataSource.class,
                (proxy, method, arguments) -> proxy(Connection.class, (connection, called, values) -> {
                    if (called.getName().equals("close")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(called.getName());
                }));
        LimitedDataSource limited = new LimitedDataSource(host, 1, Duration.ofMillis(50), SILENCE);
        limited.getConnection().close();
        limited.getConnection().close();
    }

    /** Returns the limit while it is used and after it was given back, of a pool that has this one. */
    private static List<Integer> limits(int own) throws SQLException {
        try (TestDatabase database = TestPostgres.shared().newDatabase();
                Connection pooled = database.dataSource().getConnection()) {
            pooled.setNetworkTimeout(Runnable::run, own);
            DataSource pool = proxy(
                    DataSource.class,
                    (proxy, method, arguments) -> proxy(
                            Connection.class,
                            (connection, called, values) ->
                                    called.getName().equals("close") ? null : called.invoke(pooled, values)));
            LimitedDataSource limited = new LimitedDataSource(pool, 1, Duration.ofMillis(50), SILENCE);
            try (Connection connection = limited.getConnection()) {
                return List.of(connection.getNetworkTimeout(), closed(connection, pooled));
            }
        }
    }

    private static int closed(Connection connection, Connection pooled) throws SQLException {
        connection.close();
        return pooled.getNetworkTimeout();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(LimitedDataSourceTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
