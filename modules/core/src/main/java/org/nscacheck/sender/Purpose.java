/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

/** What a kind of server is there for. */
public enum Purpose {
    /** It receives the results of checks, each one. */
    RESULTS,
    /** It tells people of changes. */
    NOTIFICATIONS
}
