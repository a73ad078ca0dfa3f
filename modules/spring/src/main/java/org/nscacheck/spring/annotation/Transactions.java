/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckTransaction;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Transactions of the application around a check method, for checks that ask for one. */
final class Transactions {

    private Transactions() {}

    static MethodHandler.Around around(CheckTransaction wanted, PlatformTransactionManager manager) {
        boolean readOnly = wanted == CheckTransaction.READ_ONLY;
        return (timeout, call) -> {
            TransactionStatus transaction = manager.getTransaction(definition(readOnly, timeout));
            CheckResult result;
            try {
                result = call.invoke();
            } catch (Exception | Error e) {
                rollback(manager, transaction, e);
                throw e;
            }
            if (readOnly) {
                rollback(manager, transaction, null);
            } else {
                manager.commit(transaction);
            }
            return result;
        };
    }

    private static TransactionDefinition definition(boolean readOnly, Duration timeout) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(readOnly);
        definition.setName("nscacheck");
        // A statement that waits for a lock does not hear the interrupt; this ends it and frees the connection.
        definition.setTimeout((int) Math.max(1, timeout.plusMillis(999).toSeconds()));
        return definition;
    }

    /** What the check threw tells more than the failure to roll back that it may bring about. */
    private static void rollback(
            PlatformTransactionManager manager, TransactionStatus transaction, @Nullable Throwable reason) {
        try {
            manager.rollback(transaction);
        } catch (RuntimeException e) {
            if (reason == null) {
                throw e;
            }
            reason.addSuppressed(e);
        }
    }
}
