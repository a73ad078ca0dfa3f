/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.contract.Samples;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.Ready;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

/** A copy of production's database must not report to production's monitoring. */
class EnvironmentGuardTest {

    private final Fixture fixture = new Fixture();
    private final Server server = fixture.addServer("nagios", CatchUp.LATEST);
    private final Check check = fixture.addCheck("mail", server);

    @AfterEach
    void close() {
        fixture.close();
    }

    private NscaDatabase open(TestDatabase database, @Nullable String environment) {
        return NscaDatabase.open(
                database.dataSource(),
                new NscaDatabase.Settings(
                        "nscacheck", NscaDatabase.SchemaMode.MIGRATE, Fixture.CIPHER, environment, 3));
    }

    @Test
    void takesTheNameThatADatabaseIsGivenWhereItIs() {
        assertThat(fixture.nsca.stores().environment().environment().isConfirmed())
                .isTrue();
        try (NscaDatabase named = open(fixture.database, "production")) {
            assertThat(named.stores().environment().environment())
                    .isEqualTo(new Environment("production", "production"));
        }
        try (NscaDatabase again = open(fixture.database, "production")) {
            assertThat(again.stores().environment().environment().isConfirmed()).isTrue();
        }
    }

    @Test
    void deliversNothingUnderAnotherNameUntilItIsConfirmed() {
        open(fixture.database, "production").close();
        fixture.planDueNow(check);
        fixture.result(check, Status.CRITICAL, "of production");
        try (NscaDatabase staging = open(fixture.database, "staging")) {
            assertThat(staging.stores().environment().environment())
                    .isEqualTo(new Environment("staging", "production"));
            assertThat(staging.stores().deliveries().findReady(Fixture.NODE).servers())
                    .isEmpty();
            assertThat(staging.stores().deliveries().lease(server.id(), Fixture.NODE, Fixture.LEASE))
                    .isEmpty();

            assertThat(staging.stores().environment().confirm(Samples.note())).isOne();
            assertThat(staging.stores().environment().confirm(Samples.note())).isZero();
            assertThat(fixture.query("SELECT state, reason FROM nscacheck.nsca_delivery"))
                    .containsExactly("DISCARDED it was meant for another environment: production");

            fixture.result(check, Status.OK, "of staging");
            assertThat(staging.stores().deliveries().findReady(Fixture.NODE).servers())
                    .extracting(Ready.Candidate::id)
                    .containsExactly(server.id());
            assertThat(staging.stores().deliveries().lease(server.id(), Fixture.NODE, Fixture.LEASE))
                    .isPresent();
        }
    }

    @Test
    void knowsACopyThatNobodyNamed() throws Exception {
        String original = fixture.query("SELECT environment FROM nscacheck.nsca_installation")
                .get(0);
        assertThat(original).startsWith("database ");
        try (TestDatabase copy = TestPostgres.shared().newDatabase()) {
            open(copy, null).close();
            try (Connection connection = copy.dataSource().getConnection();
                    PreparedStatement restored =
                            connection.prepareStatement("UPDATE nscacheck.nsca_installation SET environment = ?")) {
                restored.setString(1, original);
                assertThat(restored.executeUpdate()).isOne();
            }
            try (NscaDatabase elsewhere = open(copy, null)) {
                Environment environment = elsewhere.stores().environment().environment();
                assertThat(environment.isConfirmed()).isFalse();
                assertThat(environment.remembered()).isEqualTo(original);
                assertThat(environment.own()).startsWith("database ").isNotEqualTo(original);
            }
        }
    }
}
