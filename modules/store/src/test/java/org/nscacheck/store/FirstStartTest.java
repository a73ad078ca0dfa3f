/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** Nodes that start together on an empty database. */
class FirstStartTest {

    private static final int NODES = 4;

    private static List<StoredCheck> start(DataSource dataSource) {
        try (NscaDatabase nsca = NscaDatabase.open(
                dataSource,
                new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()))) {
            return nsca.stores()
                    .checks()
                    .seed(IntStream.range(0, 20)
                            .mapToObj(i -> StoredCheck.of(new CheckKey("check-" + i)))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_transaction_isolation = 'serializable'; lock_timeout = '20ms'; statement_timeout = '400ms'",
                "default_transaction_isolation = 'repeatable read'; default_transaction_read_only = on; search_path = ''",
            })
    @Row(
            value = "R47",
            done = "four first starts at once wait for each other and all succeed, each with the same checks")
    void allSucceedWhateverTheDatabaseHasForDefaults(String settings) throws Exception {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            try (Connection connection = database.dataSource().getConnection()) {
                for (String setting : settings.split("; ")) {
                    connection.createStatement().execute("ALTER DATABASE " + database.name() + " SET " + setting);
                }
            }
            assertThat(startAtOnce(database.dataSource())).hasSize(1);
        }
    }

    /** Returns what they took for the checks, once for all that agree. */
    private static List<List<StoredCheck>> startAtOnce(DataSource dataSource) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            List<Callable<List<StoredCheck>>> starts = new ArrayList<>();
            IntStream.range(0, NODES).forEach(node -> starts.add(() -> start(dataSource)));
            List<List<StoredCheck>> found = new ArrayList<>();
            for (Future<List<StoredCheck>> start : nodes.invokeAll(starts)) {
                found.add(start.get());
            }
            return found.stream()
                    .map(checks -> checks.stream()
                            .sorted(java.util.Comparator.comparing(
                                    check -> check.id().value()))
                            .toList())
                    .distinct()
                    .toList();
        } finally {
            nodes.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"PostgreSQL, 11, 11.22", "H2, 2, 2.4.240"})
    void refusesADatabaseThatCannotDoWhatOurStatementsNeed(String product, int major, String version) {
        DatabaseMetaData old = answering(DatabaseMetaData.class, name -> switch (name) {
            case "getDatabaseProductName" -> product;
            case "getDatabaseMajorVersion" -> major;
            case "getDatabaseProductVersion" -> version;
            default -> null;
        });
        Connection connection = answering(Connection.class, name -> name.equals("getMetaData") ? old : null);
        DataSource dataSource = answering(DataSource.class, name -> name.equals("getConnection") ? connection : null);

        assertThatThrownBy(() -> start(dataSource))
                .isInstanceOf(SchemaException.class)
                .hasMessage("the database is " + product + " " + version + "; nscacheck needs PostgreSQL 12 or newer");
    }

    private static <T> T answering(Class<T> type, Function<String, @Nullable Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                FirstStartTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }

    @Test
    @Row(value = "R48", done = "the message names what to add to the JDBC URL")
    void namesThePoolerThatPreparedStatementsDoNotGetAlongWith() {
        for (String state : List.of("42P05", "26000")) {
            assertThat(new StoreException(new SQLException("prepared statement \"S_1\"", state)))
                    .hasMessageStartingWith("prepared statement \"S_1\"; ")
                    .hasMessageContainingAll("pgbouncer", "prepareThreshold=0");
        }
        assertThat(new StoreException(new SQLException("unsupported startup parameter: extra_float_digits", "08P01")))
                .hasMessageContaining("ignore_startup_parameters = extra_float_digits");
        assertThat(new StoreException(new SQLException("disk full", "53100"))).hasMessage("disk full");
    }
}
