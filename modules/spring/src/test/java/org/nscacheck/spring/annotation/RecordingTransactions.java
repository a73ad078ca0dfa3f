/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;

/** Writes down what is asked of it. */
class RecordingTransactions implements PlatformTransactionManager {

    static final List<String> events = new CopyOnWriteArrayList<>();
    /** How many transactions are open. */
    static volatile int depth;

    static volatile boolean rollbackFails;

    /** Makes it the application's transaction manager. */
    static class Config {
        @Bean
        RecordingTransactions transactions() {
            events.clear();
            depth = 0;
            rollbackFails = false;
            return new RecordingTransactions();
        }
    }

    @Override
    public synchronized TransactionStatus getTransaction(TransactionDefinition definition) {
        depth++;
        events.add(String.format(
                Locale.ROOT, "begin%s %d s", definition.isReadOnly() ? " read-only" : "", definition.getTimeout()));
        return new SimpleTransactionStatus();
    }

    @Override
    public synchronized void commit(TransactionStatus status) {
        depth--;
        events.add("commit");
    }

    @Override
    public synchronized void rollback(TransactionStatus status) {
        depth--;
        events.add("rollback");
        if (rollbackFails) {
            throw new TransactionSystemException("connection lost");
        }
    }
}
