/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import org.nscacheck.audit.AuditNote;

/**
 * Remembers for which environment deliveries are made. Implementations are thread-safe. {@link DeliveryStore} hands out
 * nothing to a process whose environment is not the remembered one.
 */
public interface EnvironmentStore {

    /** Returns this process's environment and the remembered one; the first process ever to ask is remembered. */
    Environment environment();

    /**
     * Makes the database deliver for this process's environment. Waiting results were meant for the former one and are discarded; the
     * next results are delivered.
     *
     * @param note entered in the audit trail with it, unless it did so already
     * @return how many deliveries were discarded
     */
    int confirm(AuditNote note);
}
