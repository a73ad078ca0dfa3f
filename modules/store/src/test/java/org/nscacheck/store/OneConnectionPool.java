/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of one connection, which it hands out again in the state in which it came back, until it is closed. */
final class OneConnectionPool implements AutoCloseable {

    private final DataSource servers;
    private @Nullable Connection pooled;

    /** @param servers where connections come from */
    OneConnectionPool(DataSource servers) {
        this.servers = servers;
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (method, arguments) ->
                        method.getName().equals("getConnection") ? lend() : method.invoke(servers, arguments));
    }

    /** Has this connection from now on, until it is closed. */
    void keep(Connection connection) throws SQLException {
        close();
        pooled = connection;
    }

    /** Does something on the pooled connection and leaves it as it is then. */
    void leaveBehind(String sql) throws SQLException {
        try (Statement statement = lend().createStatement()) {
            statement.execute(sql);
        }
    }

    private synchronized Connection lend() throws SQLException {
        Connection connection = pooled;
        if (connection == null || connection.isClosed()) {
            connection = servers.getConnection();
            pooled = connection;
        }
        Connection lent = connection;
        return proxy(
                Connection.class,
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(lent, arguments));
    }

    private interface Call {
        @Nullable
        Object to(java.lang.reflect.Method method, Object @Nullable [] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                OneConnectionPool.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    @Override
    public void close() throws SQLException {
        if (pooled != null) {
            pooled.close();
        }
    }
}
