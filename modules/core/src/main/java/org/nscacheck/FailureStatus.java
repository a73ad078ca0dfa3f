/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

/** What is reported when a check method fails to produce a valid result. There is no choice that could be OK. */
public enum FailureStatus {
    /** The global setting, CRITICAL unless configured otherwise. */
    DEFAULT,
    /** CRITICAL, so that a site that does not page on UNKNOWN still hears of a broken check. */
    CRITICAL,
    /** UNKNOWN, for sites that tell a broken check from a broken business. */
    UNKNOWN
}
