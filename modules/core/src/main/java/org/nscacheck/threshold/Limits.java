/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/**
 * The limits of a rule. A failure outranks a warning.
 *
 * @param warning bounds of the level {@link Level#WARNING}, or null for no such level
 * @param failure bounds of the level {@link Level#FAILURE}, or null for no such level
 * @param unit unit of all bounds and of the hysteresis. Null takes each value's number as it is, whatever its unit
 */
public record Limits(
        @Nullable Limit warning,
        @Nullable Limit failure,
        @Nullable Uom unit) {

    /** Returns whether there is no bound at all. */
    boolean areEmpty() {
        return (warning == null || warning.isUnbounded()) && (failure == null || failure.isUnbounded());
    }
}
