/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/**
 * A data source whose connections are all the same open transaction. Whoever commits, closes or switches transactions on one of
 * them changes nothing: the owner of the transaction does that. A rollback is one.
 *
 * <p>Flyway works on several connections with transactions and settings of its own. Behind a pooler in transaction mode each may
 * reach another session, so that its search path is set here and used there; and a node that fails half way leaves half a schema.
 */
final class OneTransaction {

    private OneTransaction() {}

    static DataSource on(Connection transaction) {
        Connection handle =
                (Connection) proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "close", "commit", "setAutoCommit" -> null;
                    case "getAutoCommit" -> true;
                    default -> {
                        try {
                            yield method.invoke(transaction, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    }
                });
        return (DataSource) proxy(DataSource.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getConnection" -> handle;
            case "toString" -> "one transaction";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new SQLFeatureNotSupportedException(method.getName());
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(OneTransaction.class.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
