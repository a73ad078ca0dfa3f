/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Instant;
import org.nscacheck.PerfData;

/**
 * What a check measured in one run of the past.
 *
 * @param at when
 * @param values the metrics; their own state is not known any more
 */
public record Measured(Instant at, PerfData values) {}
