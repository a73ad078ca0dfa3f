/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Warning and critical limit of one value.
 *
 * @param warn range outside which a value is a WARNING, or null
 * @param crit range outside which a value is CRITICAL, or null
 */
public record Thresholds(@Nullable Range warn, @Nullable Range crit) {

    /** Returns CRITICAL, WARNING or OK; the critical limit is judged first. */
    public Status judge(BigDecimal value) {
        if (crit != null && crit.alerts(value)) {
            return Status.CRITICAL;
        }
        return warn != null && warn.alerts(value) ? Status.WARNING : Status.OK;
    }
}
