/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is away, which passes by itself, from a fault that somebody has to correct. A closed list: what is
 * not in it is a fault.
 */
final class DatabaseAway {

    /**
     * By the classes of SQLSTATE in the manual of PostgreSQL, appendix A: connections, transactions that were given up
     * for others, resources (too many connections, a full disk), locks that were not to be had, an operator's intervention
     * (start, stop, a time limit), the system below.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /**
     * A standby, to which the name of the database leads for a moment during a failover, and sessions that were ended because
     * a process was too slow in the middle of a transaction: on a busy machine the first one, which loads many classes.
     */
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04");

    private DatabaseAway() {}

    static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        if (state != null && state.length() == 5) {
            return CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
        }
        return failure instanceof SQLTransientException // a pool whose connections are all in use, or cannot be made
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLTimeoutException;
    }
}
