/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

/** What deliveries a list shows, and in which order. */
public enum DeliveryGroup {
    /** All that have not ended, by server, host and service; of one service the oldest first. */
    WAITING,
    /** Those that wait after a try that did not get through to the server, the oldest first. */
    STUCK,
    /** Those that the server has turned away: they wait for another try, or became too old; the newest first. */
    REFUSED,
    /** Those that have ended, the latest first; nothing is known of those that ended more than two days ago. */
    RECENT
}
