/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.nscacheck.engine.StoreOpening;

/** Makes a database usable, once. Thread-safe. */
final class Opening implements StoreOpening {

    private static final int VALID_WITHIN_SECONDS = 5;

    private final DataSource dataSource;
    private final Persistence persistence;
    private final Runnable preparation;
    private boolean prepared;

    /** @param preparation what the database is needed for; may be repeated after a failure */
    Opening(DataSource dataSource, Persistence persistence, Runnable preparation) {
        this.dataSource = dataSource;
        this.persistence = persistence;
        this.preparation = preparation;
    }

    @Override
    public void build() {
        persistence.built();
    }

    @Override
    public void reach() {
        persistence.begin();
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.isValid(VALID_WITHIN_SECONDS)) {
                throw new SQLTransientConnectionException("a connection of the pool is broken");
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    @Override
    public synchronized void prepare() {
        if (!prepared) {
            persistence.begin();
            preparation.run();
            prepared = true;
        }
    }

    @Override
    public boolean isAway(Throwable failure) {
        return DatabaseAway.isCauseOf(failure);
    }
}
