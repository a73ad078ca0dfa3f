/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import org.nscacheck.CheckTransaction;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Transactions of the application around a check method, for checks that ask for one. */
final class Transactions {

    private Transactions() {}

    static AnnotatedMethod.Around around(CheckTransaction wanted, PlatformTransactionManager manager) {
        boolean readOnly = wanted == CheckTransaction.READ_ONLY;
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(readOnly);
        definition.setName("nscacheck");
        return call -> {
            TransactionStatus transaction = manager.getTransaction(definition);
            Object result;
            try {
                result = call.invoke();
            } catch (Exception | Error e) {
                manager.rollback(transaction);
                throw e;
            }
            if (readOnly) {
                manager.rollback(transaction);
            } else {
                manager.commit(transaction);
            }
            return result;
        };
    }
}
