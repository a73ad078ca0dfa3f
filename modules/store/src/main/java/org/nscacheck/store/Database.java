/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.server.Target;

/**
 * Plain JDBC on the host's data source: one connection per unit of work, one transaction per unit of work, and the
 * connection handed back as it was. Thread-safe.
 */
final class Database {

    /** What a connection must be able to do: to write our tables, with no row at all. */
    private static final String NOTHING = """
            WITH due AS (UPDATE @nsca_due SET claim_no = claim_no WHERE false),
            run AS (INSERT INTO @nsca_run (check_id) SELECT check_id FROM @nsca_due WHERE false),
            added AS (INSERT INTO @nsca_delivery (server_id) SELECT server_id FROM @nsca_delivery WHERE false),
            ended AS (UPDATE @nsca_delivery SET state = state WHERE false)
            SELECT 1""";

    private final DataSource dataSource;
    private final String schema;
    private final String nothing;

    Database(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.nothing = sql(NOTHING);
    }

    /** Returns the statement with each table and function of ours, written as {@code @nsca_...}, qualified. */
    String sql(String statement) {
        return statement.replace("@nsca_", '"' + schema + "\".nsca_");
    }

    /**
     * Does some work in a transaction of its own; once more on another connection, if this one may be to blame that it could not
     * be done.
     */
    <T> T inTransaction(Work<T> work) {
        return inTransaction(TransactionSettings.USUAL, work);
    }

    /** Asks one question, in one round trip. For what only reads: it is asked again if the connection breaks. */
    <T> List<T> read(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return inTransaction(transaction -> transaction.queryOnce(sql(sql), reader, parameters));
    }

    /** The same for statements that find all their rows by keys: whatever the planner guesses, they never read whole tables. */
    <T> T byKeys(Work<T> work) {
        return inTransaction(TransactionSettings.BY_KEYS, work);
    }

    /** The same with settings of {@link TransactionSettings}. */
    <T> T inTransaction(String settings, Work<T> work) {
        try {
            return Refusals.retry(again -> {
                try (Connection connection = dataSource.getConnection()) {
                    return again ? proven(connection, settings, work) : transaction(connection, settings, work);
                }
            });
        } catch (Refusals.GivenUp e) {
            throw e.failure();
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Does some work on a connection that has just shown that it works: if the work fails there too, no other one does better. */
    private <T> T proven(Connection connection, String settings, Work<T> work) throws SQLException, Refusals.GivenUp {
        transaction(connection, settings, this::doNothing);
        try {
            return transaction(connection, settings, work);
        } catch (Refusals.GivenUp e) {
            throw e.failure();
        }
    }

    private <T> T transaction(Connection connection, String settings, Work<T> work)
            throws SQLException, Refusals.GivenUp {
        boolean autoCommit = true;
        boolean committing = false;
        boolean done = false;
        try {
            autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            T result = begin(new Transaction(connection, settings), work);
            committing = true;
            connection.commit();
            done = true;
            return result;
        } catch (SQLException | StoreException e) {
            if (!Refusals.areOfConnection(e) || (!committing && works(connection, settings, e))) {
                throw e;
            }
            Refusals.giveUp(connection);
            if (committing) {
                throw e;
            }
            throw new Refusals.GivenUp(e instanceof SQLException sql ? new StoreException(sql) : (StoreException) e);
        } finally {
            putBack(connection, done, autoCommit);
        }
    }

    /** Does the work again if the connection was handed out in the middle of a transaction. */
    private static <T> T begin(Transaction transaction, Work<T> work) throws SQLException {
        try {
            return work.run(transaction);
        } catch (SQLException | StoreException e) {
            if (transaction.isBegun() || !Refusals.sayAnotherTransaction(e)) {
                throw e;
            }
            transaction.beginAnew();
            return work.run(transaction);
        }
    }

    /** Returns whether a connection does nothing wrong when it is asked for nothing. */
    private boolean works(Connection connection, String settings, Exception failure) {
        try {
            if (!Refusals.canBeAsked(connection, failure)) {
                return false;
            }
            connection.rollback();
            return doNothing(new Transaction(connection, settings));
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean doNothing(Transaction transaction) throws SQLException {
        return !transaction.query(nothing, row -> true).isEmpty();
    }

    /** Whether it succeeds says nothing about the work: that is done, or has failed for a reason of its own. */
    private static void putBack(Connection connection, boolean done, boolean autoCommit) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            Refusals.giveUp(connection);
        }
    }

    /** Something to do within one transaction. */
    interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** A row of a result, by column names. */
    static final class Row {
        private final ResultSet rows;

        Row(ResultSet rows) {
            this.rows = rows;
        }

        String text(String column) {
            String text = textOrNull(column);
            if (text == null) {
                throw new IllegalStateException("column " + column + " is null");
            }
            return text;
        }

        @Nullable
        String textOrNull(String column) {
            return get(() -> rows.getString(column));
        }

        @Nullable
        List<String> textsOrNull(String column) {
            Array texts = get(() -> rows.getArray(column));
            String[] read = texts == null ? null : get(() -> (String[]) texts.getArray());
            return read == null ? null : List.of(read);
        }

        double real(String column) {
            Double real = get(() -> rows.getDouble(column));
            return real == null ? 0 : real;
        }

        long number(String column) {
            Long number = get(() -> rows.getLong(column));
            return number == null ? 0 : number;
        }

        boolean isNull(String column) {
            return get(() -> rows.getObject(column)) == null;
        }

        boolean flag(String column) {
            return Boolean.TRUE.equals(get(() -> rows.getBoolean(column)));
        }

        /** Reads {@code host} and {@code service}, as {@link Columns.Rows#target} writes them. */
        Target target() {
            String service = text("service");
            return new Target(text("host"), service.isEmpty() ? null : service);
        }

        /** Reads {@code status}, which a newer release may have stored that knows more states. */
        Status status() {
            return Status.ofCode(number("status")).orElse(Status.UNKNOWN);
        }

        /** Reads such a column that may be null. */
        @Nullable
        Status statusOrNull(String column) {
            return isNull(column) ? null : Status.ofCode(number(column)).orElse(Status.UNKNOWN);
        }

        UUID uuid(String column) {
            return UUID.fromString(text(column));
        }

        Instant instant(String column) {
            Instant instant = instantOrNull(column);
            if (instant == null) {
                throw new IllegalStateException("column " + column + " is null");
            }
            return instant;
        }

        @Nullable
        Instant instantOrNull(String column) {
            OffsetDateTime time = get(() -> rows.getObject(column, OffsetDateTime.class));
            return time == null ? null : time.toInstant();
        }

        private static <T> @Nullable T get(Read<T> read) {
            try {
                return read.read();
            } catch (SQLException e) {
                throw new StoreException(e);
            }
        }

        private interface Read<T> {
            @Nullable
            T read() throws SQLException;
        }
    }
}
