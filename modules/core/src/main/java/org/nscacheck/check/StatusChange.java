/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;

/**
 * A check entered another state.
 *
 * @param from the state before, or null for the first run
 * @param to the state now
 * @param at when the run that found out ended
 */
public record StatusChange(@Nullable Status from, Status to, Instant at) {}
