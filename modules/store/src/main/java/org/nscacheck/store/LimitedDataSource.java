/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The host's data source, of which we take only a few connections at a time, whatever we have to do: the rest of its pool
 * is for the host's own users. First come, first served. Thread-safe.
 */
final class LimitedDataSource implements DataSource {

    private final DataSource host;
    private final int limit;
    private final Duration patience;
    private final Semaphore free;

    /**
     * @param limit the most connections at a time, 1 or more
     * @param patience how long to wait for one of them
     */
    LimitedDataSource(DataSource host, int limit, Duration patience) {
        this.host = host;
        this.limit = limit;
        this.patience = patience;
        this.free = new Semaphore(limit, true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return limited(host::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return limited(() -> host.getConnection(username, password));
    }

    private Connection limited(Opening opening) throws SQLException {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("all " + limit
                        + " database connections of the checks have been in use for " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a database connection", e);
        }
        Connection connection = null;
        try {
            connection = opening.open();
            return releasing(connection);
        } finally {
            if (connection == null) {
                free.release();
            }
        }
    }

    private Connection releasing(Connection connection) {
        AtomicBoolean open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                LimitedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    } finally {
                        boolean ends = method.getName().equals("close")
                                || method.getName().equals("abort");
                        if (ends && open.getAndSet(false)) {
                            free.release();
                        }
                    }
                });
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return host.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        host.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        host.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return host.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return host.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(host) ? type.cast(host) : host.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(host) || host.isWrapperFor(type);
    }

    private interface Opening {
        Connection open() throws SQLException;
    }
}
