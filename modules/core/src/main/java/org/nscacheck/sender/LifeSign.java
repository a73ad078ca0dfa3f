/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;

/**
 * What a receiver is told again and again for as long as the application lives, so that its end is news there. It does not go through
 * the outbox: a sign that is late is worth nothing. Each node sends it, so the signs of several nodes must be as good as one.
 *
 * @param every how often, 1s or more; the receiver should miss several before it takes the application for dead
 * @param sign sends it once
 */
public record LifeSign(Duration every, Sign sign) {

    /** @throws IllegalArgumentException if it would be sent more often than once a second */
    public LifeSign {
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a sign of life every " + every + " is too often: 1s at the least");
        }
    }

    /** Sends a sign of life. */
    @FunctionalInterface
    public interface Sign {

        /**
         * Sends it once, within the deadline.
         *
         * @return what came of it
         * @throws InterruptedException if the thread was interrupted
         */
        SendOutcome send(Deadline deadline) throws InterruptedException;
    }
}
