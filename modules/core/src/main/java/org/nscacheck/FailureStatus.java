/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

/** The state reported when a check method fails to produce a valid result. It can never be OK. */
public enum FailureStatus {
    /** The global setting, CRITICAL unless configured otherwise. */
    DEFAULT,
    /** CRITICAL, so that a site that does not notify on UNKNOWN still notices a broken check. */
    CRITICAL,
    /** UNKNOWN, for sites that distinguish a broken check from a failing service. */
    UNKNOWN
}
