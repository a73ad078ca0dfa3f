/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryProblem;

/**
 * What came of the tries to send.
 *
 * @param count how many there were
 * @param reason what the latest one ended with, in words, may be empty
 * @param problem what kind of problem that was, or null if there was none
 * @param nextAt when the next one may begin, or null
 */
public record Tries(
        int count,
        String reason,
        @Nullable DeliveryProblem problem,
        @Nullable Instant nextAt) {}
