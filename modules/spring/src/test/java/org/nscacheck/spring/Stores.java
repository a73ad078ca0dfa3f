/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import org.nscacheck.store.NscaDatabase;

/** The stores of a database. */
final class Stores {

    private Stores() {}

    static NscaCheckStores of(NscaDatabase database) {
        return new NscaCheckStores(
                database.servers(),
                database.checks(),
                database.runs(),
                database.deliveries(),
                database.conditions(),
                database.environment(),
                database.history(),
                database.nodes());
    }
}
