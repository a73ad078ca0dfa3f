/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Lets something happen around commits, to whatever was said in the transaction. */
final class FaultyDataSource extends DelegatingDataSource {

    /** What happens instead of a commit, which it may call. */
    @FunctionalInterface
    interface Fault {
        void commit(Connection connection, String statements) throws SQLException;
    }

    private volatile Fault fault = (connection, statements) -> connection.commit();

    FaultyDataSource(DataSource target) {
        super(target);
    }

    void fail(Fault with) {
        fault = with;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        List<String> statements = new ArrayList<>();
        return (Connection) Proxy.newProxyInstance(
                FaultyDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("prepareStatement")) {
                            statements.add((String) arguments[0]);
                        } else if (method.getName().equals("commit")) {
                            String said = String.join(";", statements);
                            statements.clear();
                            fault.commit(connection, said);
                            return null;
                        }
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
