/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.Collection;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList.ScheduledCheck;

/** A row of the due list: a check, and its node if it runs on each. */
record DueKey(CheckId check, String node) {

    static DueKey of(ScheduledCheck scheduled) {
        return new DueKey(scheduled.check().id(), scheduled.node());
    }

    /** Returns rows of {@link DueTable#KEYS}. */
    static Columns.Rows rows(Collection<DueKey> keys) {
        Columns.Rows rows = DueTable.KEYS.rows();
        keys.forEach(key -> rows.add().set("check_id", key.check).set("node", key.node));
        return rows;
    }
}
