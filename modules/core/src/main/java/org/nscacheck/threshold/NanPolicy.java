/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/** What a value means that is not known: {@code U}, or a percentage of nothing. */
public enum NanPolicy {
    /** Within the limits. */
    GOOD,
    /** UNKNOWN, so that it is seen. The default. */
    UNKNOWN,
    /** A failure. */
    BAD
}
