/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on a connection of the host. Its settings travel with its first statement, so that they cost no round trip of their
 * own: with a database in another building a round trip is what a small transaction costs. For one thread.
 */
final class Transaction {

    private final Connection connection;
    private final String settings;
    private boolean begun;

    /** @param settings one of {@link TransactionSettings} */
    Transaction(Connection connection, String settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** Returns the transaction that somebody else has begun on a connection. */
    static Transaction begunOn(Connection connection) {
        Transaction transaction = new Transaction(connection, "");
        transaction.begun = true;
        return transaction;
    }

    /** Returns whether the settings were accepted. */
    boolean isBegun() {
        return begun;
    }

    /** Returns the connection, with the settings applied, for those who write JDBC themselves. */
    Connection connection() throws SQLException {
        if (!begun) {
            TransactionSettings.apply(connection, settings);
            begun = true;
        }
        return connection;
    }

    /** Ends what the connection was in the middle of, and applies the settings by themselves. */
    void beginAnew() throws SQLException {
        connection.rollback();
        begun = false;
        connection();
    }

    /** A row is valid only while it is being read. */
    <T> List<T> query(String sql, Function<Database.Row, T> reader, @Nullable Object... parameters)
            throws SQLException {
        return query(sql, "", reader, parameters);
    }

    /**
     * Asks the only question of this transaction, which ends with it: all of it is one round trip. For what only reads, because
     * nobody knows whether it was committed if the connection breaks.
     */
    <T> List<T> queryOnce(String sql, Function<Database.Row, T> reader, @Nullable Object... parameters)
            throws SQLException {
        return query(sql, "; COMMIT", reader, parameters);
    }

    private <T> List<T> query(String sql, String end, Function<Database.Row, T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = execute(sql + end, parameters)) {
            return read(statement, reader);
        }
    }

    private static <T> List<T> read(PreparedStatement statement, Function<Database.Row, T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.apply(new Database.Row(rows)));
            }
            return found;
        }
    }

    /** Returns how many rows it changed. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = execute(sql, parameters)) {
            return statement.getUpdateCount();
        }
    }

    /**
     * Executes several statements, separated by semicolons, in one round trip, and reads the rows of the last of them.
     *
     * @param changed is told how many rows each of the others changed
     */
    <T> List<T> queryLast(
            String sql, IntConsumer changed, Function<Database.Row, T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = execute(sql, parameters)) {
            for (int count = statement.getUpdateCount(); count >= 0; count = statement.getUpdateCount()) {
                changed.accept(count);
                statement.getMoreResults();
            }
            return read(statement, reader);
        }
    }

    /** Executes what cannot have parameters. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns a statement of which the results of the settings have been read. */
    private PreparedStatement execute(String sql, @Nullable Object... parameters) throws SQLException {
        boolean first = !begun;
        PreparedStatement statement = connection.prepareStatement(first ? settings + "; " + sql : sql);
        try {
            bind(statement, parameters);
            statement.execute();
            begun = true;
            for (int i = 0; first && i < TransactionSettings.RESULTS; i++) {
                statement.getMoreResults();
            }
            return statement;
        } catch (SQLException | RuntimeException | Error e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Collection<?> values) {
                statement.setArray(i + 1, array(values));
            } else if (value instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof String text) {
                statement.setString(i + 1, storable(text));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Sends every list as text[]; the statement casts it. One wire form for all types, and null has one in each. */
    private Array array(Collection<?> values) throws SQLException {
        return connection.createArrayOf(
                "text",
                values.stream()
                        .map(value -> value == null ? null : storable(value.toString()))
                        .toArray());
    }

    /** PostgreSQL cannot store NUL; one such text must not keep a whole batch from being stored. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
