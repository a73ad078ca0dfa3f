/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.PostgresUnavailableException;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** Connections that lead to a server which only follows another one. */
class FollowerTest {

    private static TestPostgres standbyOf(TestPostgres primary) {
        try {
            return primary.standby();
        } catch (PostgresUnavailableException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    @Test
    @Row(
            value = "R49",
            done =
                    "a pooled connection to a server in recovery is given up, and the work is done by the one that took over")
    void leavesAConnectionToAServerThatIsReadOnlyNow() throws SQLException {
        try (TestPostgres primary = TestPostgres.builder().start();
                TestDatabase database = primary.newDatabase();
                TestPostgres standby = standbyOf(primary);
                OneConnectionPool pool = new OneConnectionPool(database.dataSource());
                NscaDatabase nsca = NscaDatabase.open(
                        pool.dataSource(),
                        new NscaDatabase.Settings(
                                "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()))) {
            pool.keep(standby.database(database.name()).dataSource().getConnection());
            Server saved = nsca.stores().servers().save(Fixture.server("nagios", CatchUp.ALL), SecretChange.KEEP);

            pool.keep(standby.database(database.name()).dataSource().getConnection());
            assertThat(nsca.stores().deliveries().findReady(Fixture.NODE).servers())
                    .isEmpty();

            assertThat(nsca.stores().servers().findAll()).extracting(Server::id).containsExactly(saved.id());
        }
    }
}
