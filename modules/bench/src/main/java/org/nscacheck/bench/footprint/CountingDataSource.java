/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts statements, and how many connections were in use at the same time. Thread-safe. */
public final class CountingDataSource extends DelegatingDataSource {

    private final AtomicLong statements = new AtomicLong();
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger mostInUse = new AtomicInteger();

    /** Counts what goes through this pool from now on. */
    public void over(DataSource pool) {
        setTargetDataSource(pool);
    }

    /** Returns how many statements were executed so far. */
    public long statements() {
        return statements.get();
    }

    /** Returns the most connections in use at a time since the last call. */
    public int mostConnections() {
        return mostInUse.getAndSet(inUse.get());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        mostInUse.accumulateAndGet(inUse.incrementAndGet(), Math::max);
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object answer = call(() -> method.invoke(connection, arguments));
            if (method.getName().equals("close")) {
                inUse.decrementAndGet();
            }
            if (answer instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, counting(statement));
            }
            return answer instanceof Statement statement ? proxy(Statement.class, counting(statement)) : answer;
        });
    }

    private InvocationHandler counting(Statement statement) {
        return (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.incrementAndGet();
            }
            return call(() -> method.invoke(statement, arguments));
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private interface Call {
        Object run() throws Exception;
    }
}
