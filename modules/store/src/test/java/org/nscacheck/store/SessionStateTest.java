/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.check.CheckKey;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** What a check, or a pool, has left on a connection that we get next. */
class SessionStateTest {

    private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
    private static final OneConnectionPool POOL = new OneConnectionPool(DATABASE.dataSource());
    private static final NscaDatabase NSCA = NscaDatabase.open(
            POOL.dataSource(),
            new NscaDatabase.Settings(
                    "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.of("k1", Map.of("k1", Fixture.key(1)))));

    @BeforeAll
    static void prepare() throws SQLException {
        POOL.leaveBehind("CREATE ROLE powerless_" + DATABASE.name());
        POOL.leaveBehind("CREATE SCHEMA other; CREATE FUNCTION other.count(uuid) RETURNS bigint LANGUAGE sql AS 'SELECT"
                + " 1::bigint/0'");
    }

    @AfterAll
    static void close() throws SQLException {
        NSCA.close();
        POOL.leaveBehind("RESET SESSION AUTHORIZATION; RESET ROLE; DROP ROLE powerless_" + DATABASE.name());
        POOL.close();
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET default_transaction_read_only = on",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY, ISOLATION LEVEL SERIALIZABLE",
                "SET default_transaction_isolation = 'repeatable read'",
                "SET ROLE powerless_@",
                "SET SESSION AUTHORIZATION powerless_@",
                "SET search_path = ''",
                "SET search_path = other, pg_catalog",
                "SET session_replication_role = replica",
                "SET statement_timeout = '1ms'",
                "SET lock_timeout = '1ms'",
                "SET idle_in_transaction_session_timeout = '1ms'",
                "SET row_security = off",
                "SET TimeZone = 'Asia/Kolkata'",
                "SET DateStyle = 'ISO, DMY'",
                "SET bytea_output = escape",
                "SET extra_float_digits = 0",
                "SET enable_nestloop = off",
                "CREATE TEMP TABLE IF NOT EXISTS nsca_due (); CREATE TEMP TABLE IF NOT EXISTS nsca_server ()",
                "CREATE TEMP TABLE IF NOT EXISTS pg_inherits (); CREATE TEMP TABLE IF NOT EXISTS pg_class ()",
                "DISCARD ALL",
                "DO $$ BEGIN EXECUTE 'DISCARD PLANS'; END $$",
                "BEGIN; SELECT 1",
            })
    @Row(
            value = "R45",
            done = "each statement of ours works as before, at once: what a transaction can set it sets, and else the"
                    + " connection is given up")
    void whatWasLeftOnAConnectionDoesNotConcernUs(String left) throws SQLException {
        String state = left.replace("@", DATABASE.name());
        POOL.leaveBehind(state);
        Server server = NSCA.stores()
                .servers()
                .save(Fixture.server("server " + left.hashCode(), CatchUp.ALL), SecretChange.KEEP);
        POOL.leaveBehind(state);
        assertThat(NSCA.stores().servers().findAll()).extracting(Server::id).contains(server.id());
        POOL.leaveBehind(state);
        assertThat(NSCA.stores().deliveries().findReady(Fixture.NODE).servers()).isEmpty();
        POOL.leaveBehind(state);
        NSCA.stores().history().keepPartitions(Duration.ZERO);
        POOL.leaveBehind(state);
        assertThat(NSCA.stores()
                        .nodes()
                        .renew(
                                Fixture.NODE,
                                Set.of(new CheckKey("mail")),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(15)))
                .isNotNull();
        POOL.leaveBehind(state);
        assertThat(NSCA.stores().history().purge(Duration.ofDays(1), 10)).isZero();
    }

    @AfterEach
    void reset() throws SQLException {
        POOL.leaveBehind("DISCARD ALL");
    }
}
