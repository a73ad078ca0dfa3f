/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.nscacheck.alerting.Reason;

/** Says in words why a notifier was told nothing. */
final class ReasonWords {

    private ReasonWords() {}

    /** Returns a sentence without its full stop. */
    static String of(Reason reason) {
        return switch (reason) {
            case NO_ROUTE -> "no route leads to this notifier any more";
            case NEVER_TOLD -> "it is over, and this notifier was never told of it";
            case UNCHANGED -> "this notifier knows the state";
            case RECOVERING -> "it is OK again, but for fewer results than the route asks for";
            case MAINTENANCE -> "a maintenance window is open";
            case SILENCED -> "a silence matches";
            case PARENT_DOWN -> "a check that it depends on has failed";
            case WAITING_FOR_PARENT -> "a check that it depends on has not run since the problem began";
            case WAITING_FOR_FRESH_RESULT -> "a check that it depends on is OK again; this one has no result since";
            case ACKNOWLEDGED -> "somebody has acknowledged the problem";
            case RECIPIENT_OFF -> "this notifier is inactive";
            case FLAPPING -> "the state changes too often";
            case NOT_LONG_ENOUGH -> "the problem is younger than the route's delay";
            case NOT_YET_ESCALATED -> "this notifier is told only if nobody acknowledges in time";
            case QUIET_HOURS -> "this notifier has quiet hours";
            case GATHERING -> "many words are due and are gathered into one message";
        };
    }
}
