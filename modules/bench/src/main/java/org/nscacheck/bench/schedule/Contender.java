/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** A scheduler of recurring work in a database, shared by several nodes. */
interface Contender {

    /** When the first execution of everything was due: so long ago that nobody ever catches up. */
    static Instant longAgo() {
        return Instant.now().minus(Duration.ofHours(6));
    }

    /** Makes the tables in an empty database, and puts in what has to be executed. */
    void seed(DataSource dataSource, int checks) throws Exception;

    /** Starts a node, which runs as long as its process. */
    void start(DataSource dataSource, String node, Executions executions) throws Exception;

    /** Returns how many connections a node needs at most. */
    int connections();

    /** Returns a query for the number of checks that are due, those under way among them. */
    String due();

    /** Returns a query for the number of checks that have not run yet. */
    String untouched();
}
