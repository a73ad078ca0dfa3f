/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What goes wrong in the shop, and when: each trouble comes back every two minutes, so that whoever looks at the page sees
 * states change.
 */
enum Trouble {
    /** The mail server refuses mails. */
    MAIL_SERVER_DOWN(10, 45),
    /** Nobody packs. */
    PACKERS_AT_LUNCH(40, 85),
    /** The payment gateway does not answer. */
    PAYMENT_GATEWAY_DOWN(70, 95),
    /** Nothing is delivered to the warehouse. */
    SUPPLIER_LATE(20, 110);

    private static final Duration CYCLE = Duration.ofMinutes(2);

    private final int fromSecond;
    private final int toSecond;

    Trouble(int fromSecond, int toSecond) {
        this.fromSecond = fromSecond;
        this.toSecond = toSecond;
    }

    boolean reigns(Instant at) {
        long second = Math.floorMod(at.getEpochSecond(), CYCLE.toSeconds());
        return second >= fromSecond && second < toSecond;
    }
}
