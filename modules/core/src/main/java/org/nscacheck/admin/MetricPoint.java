/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;

/**
 * Measured values in a span of time.
 *
 * @param at begin of the span
 * @param count how many values
 * @param lowest the lowest of them
 * @param highest the highest of them
 * @param average their mean
 */
public record MetricPoint(Instant at, long count, double lowest, double highest, double average) {}
