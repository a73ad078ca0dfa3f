/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.List;
import org.nscacheck.testkit.TestDatabase;

/**
 * What a node is to do, as it is handed to its process.
 *
 * @param design which scheduler
 * @param url JDBC URL of the database, perhaps through a proxy
 * @param workers how many checks may run at once
 * @param load for our own engine; others have their schedule in the database
 */
record Assignment(Design design, String url, String username, String password, int workers, OurEngine.Load load) {

    static Assignment of(Design design, TestDatabase database, int workers, OurEngine.Load load) {
        return new Assignment(design, database.jdbcUrl(), database.username(), database.password(), workers, load);
    }

    /** Returns the same assignment on another port of this machine. */
    Assignment through(int port) {
        return new Assignment(design, url.replaceFirst(":\\d+/", ":" + port + "/"), username, password, workers, load);
    }

    static int port(TestDatabase database) {
        return Integer.parseInt(database.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    Contender contender() {
        return design.contender(workers, load);
    }

    List<String> words() {
        return List.of(
                design.name(),
                url,
                username,
                password,
                String.valueOf(workers),
                load.schedule(),
                String.valueOf(load.spreadSeconds()),
                load.environment());
    }

    static Assignment parse(String[] words) {
        return new Assignment(
                Design.valueOf(words[0]),
                words[1],
                words[2],
                words[3],
                Integer.parseInt(words[4]),
                new OurEngine.Load(words[5], Integer.parseInt(words[6]), words[7]));
    }
}
