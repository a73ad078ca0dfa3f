/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/**
 * One rule about the values of metrics: which ones, what is good, and when to tell. Nothing is checked here, so that a stored rule can
 * always be shown; {@link RuleText} refuses rules that make no sense.
 *
 * @param match which metrics
 * @param limits what is good
 * @param options all else
 */
public record ThresholdRule(RuleMatch match, Limits limits, Options options) {}
