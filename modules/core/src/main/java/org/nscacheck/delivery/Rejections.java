/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import org.nscacheck.sender.SendOutcome;

/** When a server that rejects every connection becomes suspect: its password or cipher probably differs. */
public final class Rejections {

    /** After so many in a row, a server that stopped at a bad moment is no longer the likely cause. */
    public static final int SUSPICIOUS = 3;

    private static final String PREFIX = "rejected: ";

    private Rejections() {}

    /** Returns the reason that is stored with the waiting deliveries. */
    public static String reason(SendOutcome.Rejected rejected) {
        return PREFIX + rejected.reason();
    }

    /**
     * Returns whether a server is suspect.
     *
     * @param failures how many tries in a row have failed
     * @param reason why the last one did
     */
    public static boolean isSuspect(int failures, String reason) {
        return failures >= SUSPICIOUS && isRejection(reason);
    }

    /** Returns whether this is the reason why deliveries wait. */
    public static boolean isRejection(String reason) {
        return reason.startsWith(PREFIX);
    }
}
