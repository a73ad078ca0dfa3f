/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL and pgbouncer say when one connection of ours is now this session, now that. */
final class Pooler {

    private static final String DUPLICATE_PREPARED_STATEMENT = "42P05";
    private static final String NO_SUCH_PREPARED_STATEMENT = "26000";
    private static final String PROTOCOL_VIOLATION = "08P01";

    private Pooler() {}

    static boolean isToBlame(SQLException failure) {
        return !Objects.equals(explain(failure), failure.getMessage());
    }

    /** Returns the driver's message, with what to do about it where that is known. */
    static @Nullable String explain(SQLException failure) {
        String message = failure.getMessage();
        String state = failure.getSQLState();
        if (DUPLICATE_PREPARED_STATEMENT.equals(state) || NO_SUCH_PREPARED_STATEMENT.equals(state)) {
            return message + "; the connections go through a pooler in transaction mode, such as pgbouncer: add"
                    + " prepareThreshold=0 to the JDBC URL (jdbc:postgresql://...?prepareThreshold=0)";
        }
        if (PROTOCOL_VIOLATION.equals(state) && message != null && message.contains("startup parameter")) {
            return message + "; the connections go through pgbouncer: set"
                    + " ignore_startup_parameters = extra_float_digits in pgbouncer.ini";
        }
        return message;
    }
}
