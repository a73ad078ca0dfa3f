/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures that another connection may not have: the settings or the role that something has left on this one refuse our
 * statement, or the server that it leads to does, which is the standby since a failover. Such a connection looks healthy to its
 * pool, which would hand it out again and again; it is given up.
 */
final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /**
     * SQLSTATEs, or their classes, of failures that every connection has: the data, their constraints, other transactions,
     * resources and limits of the server, a statement that took too long, and what a trigger says.
     */
    private static final List<String> SAME_EVERYWHERE =
            List.of("21", "22", "23", "40", "53", "54", "55", "57014", "58", "P0");

    /** Failures that show only with the statement that failed: the connection does not know it any more, or has a plan of before. */
    private static final List<String> OF_STATEMENT = List.of("0A000", "26");

    /** So long a connection may take to say that it lives, in seconds. */
    private static final int VALID_WITHIN = 1;

    /** Connections that one piece of work may use up. */
    private static final int CONNECTIONS = 5;
    /** A piece of work that has taken so long is not begun again here. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Refusals() {}

    /** Returns whether the same may well succeed on another connection. */
    static boolean areOfConnection(Throwable failure) {
        SQLException cause = sqlException(failure);
        return cause != null
                && (cause.getSQLState() == null
                        || SAME_EVERYWHERE.stream().noneMatch(state -> String.valueOf(cause.getSQLState())
                                .startsWith(state)));
    }

    /** Returns whether it may be that a connection was handed out in the middle of a transaction, or of one that had failed. */
    static boolean sayAnotherTransaction(Throwable failure) {
        SQLException cause = sqlException(failure);
        return cause != null && String.valueOf(cause.getSQLState()).startsWith("25");
    }

    /**
     * Returns whether a connection with which something failed may be asked for something without data: if that works, what was to
     * be stored is to blame. A policy or a trigger can refuse one row with the state of a connection that refuses all.
     */
    static boolean canBeAsked(Connection connection, Throwable failure) throws SQLException {
        SQLException cause = sqlException(failure);
        String state = cause == null ? null : cause.getSQLState();
        return state != null && OF_STATEMENT.stream().noneMatch(state::startsWith) && connection.isValid(VALID_WITHIN);
    }

    /** Returns what the driver said, or null if it said nothing. */
    static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Closes the connection itself, and lets its pool see that it is closed. */
    static void giveUp(Connection connection) {
        try {
            connection.abort(Runnable::run);
            // A pool that keeps what was given back a moment ago does not look at it, but at what it answers.
            connection.rollback();
        } catch (SQLException | RuntimeException e) {
            log.debug("a connection was given up", e);
        }
    }

    /**
     * Does a piece of work, again on another connection for each that was given up: a few of the pool's connections may be as
     * bad as the first.
     *
     * @throws GivenUp the last of them
     */
    static <T> T retry(Attempt<T> work) throws SQLException, GivenUp {
        long begin = System.nanoTime();
        GivenUp refused = null;
        for (int connections = 1; ; connections++) {
            try {
                T result = work.run(connections > 1);
                if (refused != null) {
                    log.warn(
                            "NSCA-345 database connections refused our statements and were closed, another one did"
                                    + " the work connections={} state={} reason=\"{}\"",
                            connections - 1,
                            refused.state(),
                            refused.reason());
                }
                return result;
            } catch (GivenUp e) {
                refused = e;
                if (connections == CONNECTIONS || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    /** A piece of work on a connection that it takes and gives back. */
    interface Attempt<T> {

        /** @param again whether a connection was given up for the same piece of work */
        T run(boolean again) throws SQLException, GivenUp;
    }

    /** A connection was given up before anything was committed on it. */
    static final class GivenUp extends Exception {

        private static final long serialVersionUID = 1;

        private final RuntimeException failure;

        /** @param failure what the caller is told if no other connection does better */
        GivenUp(RuntimeException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        RuntimeException failure() {
            return failure;
        }

        private @Nullable String state() {
            SQLException cause = sqlException(failure);
            return cause == null ? null : cause.getSQLState();
        }

        /** The driver adds a line with the position in the statement. */
        private String reason() {
            SQLException cause = sqlException(failure);
            String message = String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
            return message.lines().findFirst().orElse("");
        }
    }
}
