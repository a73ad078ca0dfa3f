/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/** Why a recipient is told nothing now. In the order in which the rules are asked; stable names, they are stored. */
public enum Reason {
    /** No active route leads from the subject to the recipient any more, so nothing is owed to it. */
    NO_ROUTE,
    /** The problem is over, and the recipient was never told of it. */
    NEVER_TOLD,
    /** The recipient knows the state. */
    UNCHANGED,
    /** It is OK again, but for fewer results than the route asks for. */
    RECOVERING,
    /** A maintenance window is open. */
    MAINTENANCE,
    /** A silence matches. */
    SILENCED,
    /** A check that it depends on is down. */
    PARENT_DOWN,
    /** A check that it depends on has not been looked at since the problem began. */
    WAITING_FOR_PARENT,
    /** A check that it depends on is up again, and this one has no result since. */
    WAITING_FOR_FRESH_RESULT,
    /** Somebody has acknowledged the problem. */
    ACKNOWLEDGED,
    /** The recipient is switched off. */
    RECIPIENT_OFF,
    /** The state changes too often. */
    FLAPPING,
    /** The problem is younger than the route's delay. */
    NOT_LONG_ENOUGH,
    /** The recipient is told only if nobody acknowledges in time. */
    NOT_YET_ESCALATED,
    /** The recipient has quiet hours. */
    QUIET_HOURS,
    /** Many words are due to the recipient and are gathered into one message. */
    GATHERING
}
