/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notification;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;

/**
 * One message to people. Immutable.
 *
 * @param kind why it is sent
 * @param severity how bad the state is
 * @param at since when the state is known, or when the event happened
 * @param identity what it is about
 * @param text one or more lines for people; no interface, it may change
 * @param metadata further facts by name, in the order in which they are shown: strings, longs, doubles and booleans
 */
public record Notification(
        Kind kind, Severity severity, Instant at, Identity identity, String text, Map<String, Object> metadata) {

    /** Why a notification is sent. */
    public enum Kind {
        /** Something became bad, or worse, or less bad. */
        PROBLEM,
        /** Something is good again. */
        RECOVERY,
        /** Something is still bad. */
        REMINDER,
        /** Nobody has acknowledged it in time. */
        ESCALATION,
        /** Something happened that has no state: an alert from outside, a test. */
        EVENT
    }

    /** @throws RefusedException if metadata has another type; the message names it */
    public Notification {
        metadata.forEach((name, value) -> {
            if (!(value instanceof String
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof Boolean)) {
                throw new RefusedException("the metadata '" + name + "' of a notification is a "
                        + value.getClass().getSimpleName() + ": it must be a String, Long, Double or Boolean");
            }
        });
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Returns a fact as text, or empty if it is not known. */
    public Optional<String> fact(String name) {
        return Optional.ofNullable(metadata.get(name)).map(String::valueOf);
    }
}
