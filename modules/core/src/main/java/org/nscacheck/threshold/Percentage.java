/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/** Of what the limits are a percentage. */
public enum Percentage {
    /** The limits are absolute. The default. */
    NONE,
    /** Of the sum of the check's metrics that the rule matches; in collectd's mode, of the sources of one value list. */
    SUM,
    /** Of the sum of all metrics of the check whose unit is of the same kind. */
    ALL,
    /** Of the metric's own maximum. */
    MAX
}
