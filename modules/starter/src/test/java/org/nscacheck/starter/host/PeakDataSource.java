/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts how many connections were in use at the same time. */
final class PeakDataSource extends DelegatingDataSource {

    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();

    PeakDataSource(DataSource target) {
        super(target);
    }

    int peak() {
        return peak.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        peak.accumulateAndGet(inUse.incrementAndGet(), Math::max);
        return (Connection) Proxy.newProxyInstance(
                PeakDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        inUse.decrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
