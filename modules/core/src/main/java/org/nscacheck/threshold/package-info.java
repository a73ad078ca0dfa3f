/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Thresholds: rules that judge the metrics of a check, whatever its method thought of them. Pure: nothing here reads a clock, a file or
 * a database. {@link org.nscacheck.threshold.RuleText} reads a rule, {@link org.nscacheck.threshold.RuleBook} finds those of a check,
 * {@link org.nscacheck.threshold.Judge} judges a result by them.
 */
@NullMarked
package org.nscacheck.threshold;

import org.jspecify.annotations.NullMarked;
