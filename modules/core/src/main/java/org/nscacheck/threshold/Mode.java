/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/** How a rule is understood. */
public enum Mode {
    /** As documented in {@code docs/thresholds.md}. The default. */
    SANE,
    /** As collectd 5.12 behaves, which is not always what its manual says. */
    COLLECTD
}
