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
import org.slf4j.LoggerFactory;

/**
 * The host's data source, of which we take only a few connections at a time, whatever we have to do: the rest of its pool
 * is for the host's own users. First come, first served. A connection on which the database stays silent is given up: by
 * default a driver waits for ever, and a cut that nobody announces would hold the thread that claims. Thread-safe.
 */
final class LimitedDataSource implements DataSource {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LimitedDataSource.class);

    private final DataSource host;
    private final int limit;
    private final Duration patience;
    private final Duration silence;
    private final Semaphore free;

    /**
     * @param limit the most connections at a time, 1 or more
     * @param patience how long to wait for one of them
     * @param silence how long to wait for an answer, unless the host's own limit is shorter
     */
    LimitedDataSource(DataSource host, int limit, Duration patience, Duration silence) {
        this.host = host;
        this.limit = limit;
        this.patience = patience;
        this.silence = silence;
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
        Connection handedOut = null;
        try {
            Connection connection = opening.open();
            handedOut = releasing(connection, limitSilence(connection));
            return handedOut;
        } finally {
            if (handedOut == null) {
                free.release();
            }
        }
    }

    /** Returns the limit to put back in the end, or -1 for none. */
    private int limitSilence(Connection connection) {
        try {
            int before = connection.getNetworkTimeout();
            if (before > 0 && before <= silence.toMillis()) {
                return -1;
            }
            connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
            return before;
        } catch (SQLException | RuntimeException e) {
            log.debug("the limit of this connection cannot be set", e);
            return -1;
        }
    }

    private static void putBack(Connection connection, int limit) {
        try {
            if (limit >= 0 && !connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, limit);
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("a connection that is broken keeps its limit", e);
        }
    }

    private Connection releasing(Connection connection, int networkTimeout) {
        AtomicBoolean open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                LimitedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close") && open.get()) {
                        putBack(connection, networkTimeout);
                    }
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
