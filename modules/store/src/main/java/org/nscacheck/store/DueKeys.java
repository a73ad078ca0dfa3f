/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.Collection;
import org.nscacheck.check.DueList;

/** Keys of the due list as parameters of statements. */
final class DueKeys {

    private DueKeys() {}

    /** Returns rows of {@link DueTable#KEYS}. */
    static Columns.Rows rows(Collection<DueList.Key> keys) {
        Columns.Rows rows = DueTable.KEYS.rows();
        keys.forEach(key -> rows.add().set("check_id", key.check()).set("node", key.node()));
        return rows;
    }
}
