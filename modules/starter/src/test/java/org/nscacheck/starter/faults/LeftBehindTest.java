/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckContext;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a check leaves on its thread is met by nobody. */
class LeftBehindTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(database.dataSource());
    private final Queue<String> met = new ConcurrentLinkedQueue<>();
    private final Queue<String> tidy = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        database.close();
    }

    private void look() {
        if (USER.get() != null
                || TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.getResourceMap().isEmpty()) {
            met.add(USER.get() + " " + TransactionSynchronizationManager.getResourceMap());
        }
    }

    private CheckResult leave(CheckContext context) {
        look();
        USER.set("somebody");
        // Neither committed nor rolled back.
        assertThat(transactions
                        .getTransaction(new DefaultTransactionDefinition())
                        .isNewTransaction())
                .isTrue();
        return CheckResult.of(0, context.slot().toString());
    }

    private CheckResult closeTheConnection(CheckContext context) {
        look();
        return new TransactionTemplate(transactions).execute(transaction -> {
            Connection shared = DataSourceUtils.getConnection(transactions.getDataSource());
            try {
                shared.close();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            return CheckResult.of(0, context.slot().toString());
        });
    }

    private CheckResult beTidy(CheckContext context) {
        look();
        tidy.add(context.slot().toString());
        return CheckResult.of(0, "nothing left here");
    }

    @Test
    @Row(
            value = "R30",
            done =
                    "a transaction and thread-locals are left, a shared connection is closed: no later run meets any of it")
    void isMetByNobody() {
        try (Node node = Node.start(
                "node-1",
                database.dataSource(),
                List.of(),
                List.of(
                        Node.check("leaves", "1s", this::leave),
                        Node.check("closes", "1s", this::closeTheConnection),
                        Node.check("tidy", "1s", this::beTidy)))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> tidy.size() >= 5);
            assertThat(node.engine().abandonedThreads()).isZero();
        }
        assertThat(met).isEmpty();
    }
}
