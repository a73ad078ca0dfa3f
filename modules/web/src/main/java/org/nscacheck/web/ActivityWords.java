/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.Change;

/** Says in words what was done, and to what. Pure; thread-safe. */
final class ActivityWords {

    private ActivityWords() {}

    /** Returns what was done, as the beginning of a sentence. */
    static String of(AuditAction action) {
        return switch (action) {
            case ADDED -> "Added";
            case CHANGED -> "Changed";
            case REMOVED -> "Deleted";
            case PAUSED -> "Paused";
            case RESUMED -> "Resumed";
            case RUN_REQUESTED -> "Started";
            case TRIED -> "Tried";
            case ACKNOWLEDGED -> "Acknowledged";
            case UNACKNOWLEDGED -> "Took back the acknowledgement of";
            case TESTED -> "Tested";
            case RETRIED -> "Retried what waited for";
            case DISCARDED -> "Discarded what waited for";
            case CONFIRMED -> "Confirmed";
            case IMPORTED -> "Imported into";
        };
    }

    /** Returns what it was done to, in a sentence. */
    static String of(AuditKind kind) {
        return switch (kind) {
            case CHECK -> "check";
            case SERVER -> "server";
            case AGENT -> "agent";
            case TOKEN -> "API token";
            case INSTALLATION -> "installation";
            default -> kind.policy().map(policy -> PolicyWords.of(policy).one()).orElse(kind.word());
        };
    }

    /** Returns who did it. */
    static String actor(String name) {
        return name.equals(Change.APPLICATION) ? "The application" : name;
    }

    /** Returns a value of a field. */
    static String value(@Nullable String value) {
        if (value == null) {
            return "not set";
        }
        return value.equals(StoredCheck.UNTIL_RESUMED.toString()) ? "until resumed" : value;
    }
}
