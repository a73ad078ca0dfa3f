/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.Set;
import org.nscacheck.run.StoreFailure;

/**
 * The database did not do what it was asked to, usually because it cannot be reached now.
 *
 * <p>What an outage is, is a closed list; everything else is about what was to be stored. The list may be too long, since who
 * repeats something does not believe it for ever, but not too short: a run would be blamed for what the database had.
 */
public class StoreException extends RuntimeException implements StoreFailure {

    private static final long serialVersionUID = 1;

    /*
     * 08 connection, 25 state of the transaction (read-only after a failover, idle for too long), 26 a prepared statement that the
     * server does not know, 28 and 3D login and database, 40 to be repeated (serialization, deadlock), 53 resources (disk, memory,
     * connections), 57 operator (shutdown, cancelled, time-out), 58 files of the server.
     */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "25", "26", "28", "3D", "40", "53", "57", "58");

    /*
     * A cached plan that does not fit any more, an object in use, a lock that was not to be had, a prepared statement that is there
     * already, and a right, a schema, a table or a column that is not there: somebody is at work on the database.
     */
    private static final Set<String> OUTAGES =
            Set.of("0A000", "55006", "55P03", "42P05", "42501", "3F000", "42P01", "42703", "42883");

    private final boolean outage;

    StoreException(SQLException cause) {
        super(Pooler.explain(cause), cause);
        String state = cause.getSQLState();
        // Without a state it is the driver or a pool that speaks, of connections.
        this.outage = state == null
                || state.length() < 2
                || OUTAGE_CLASSES.contains(state.substring(0, 2))
                || OUTAGES.contains(state);
    }

    @Override
    public boolean isOutage() {
        return outage;
    }
}
