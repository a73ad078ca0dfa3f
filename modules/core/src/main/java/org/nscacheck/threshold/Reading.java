/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;

/** What a rule compares with its limits. */
sealed interface Reading {

    /**
     * A number.
     *
     * @param compared in the base of the limits' unit
     * @param shown the same for people and for the verdict
     * @param text with its unit
     */
    record Known(double compared, BigDecimal shown, String text) implements Reading {}

    /** Not known; what that means is a matter of the rule. */
    record NotKnown(String why) implements Reading {}

    /** Not known yet. */
    record Undecided(String why) implements Reading {}

    /** Cannot be compared with the limits, which somebody has to mend. */
    record Incomparable(String why) implements Reading {}
}
