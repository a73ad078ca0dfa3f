/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import org.nscacheck.sender.SendOutcome;

/** When a server that turns us away becomes suspect: its password or cipher is probably another one than ours. */
public final class Rejections {

    /** After so many in a row a server that was stopped at a bad moment is not the cause any more. */
    public static final int SUSPICIOUS = 3;

    private static final String PREFIX = "rejected: ";

    private Rejections() {}

    /** Returns the reason as it is noted with the deliveries that wait because of it. */
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

    /** Returns whether this is why deliveries wait. */
    public static boolean isRejection(String reason) {
        return reason.startsWith(PREFIX);
    }
}
