/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;

/**
 * The state of one service in a post.
 *
 * @param name the service's name
 * @param status its state
 * @param info text for people, may be empty
 * @param period the next report comes within so many seconds, 0 or more; null: within the period of the post
 */
public record ServiceReport(
        String name, Status status, String info, @Nullable Integer period) {

    /** Returns the same with another period. */
    ServiceReport withPeriod(int seconds) {
        return new ServiceReport(name, status, info, seconds);
    }
}
