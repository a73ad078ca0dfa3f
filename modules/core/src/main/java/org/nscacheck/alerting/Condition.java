/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.notification.Severity;

/**
 * The state that counts now: attempts that do not count yet are not in it.
 *
 * @param status the confirmed state
 * @param since when that state was entered
 * @param lastResultAt when the newest result came
 * @param message what the newest result says
 * @param goodRuns how many results in a row were OK, 0 while the state is another
 * @param persistent whether each result is told, not only changes: a threshold rule with Persist decided
 * @param metadata facts for the notification: strings, longs, doubles and booleans
 */
public record Condition(
        Status status,
        Instant since,
        Instant lastResultAt,
        String message,
        int goodRuns,
        boolean persistent,
        Map<String, Object> metadata) {

    /** Metadata that says why there will be no more results. */
    public static final String ENDED = "ended";

    private static final String EVENT = "event";

    /** Why there will be no more results. */
    public enum End {
        DELETED("the check was deleted"),
        DEACTIVATED("the check was deactivated"),
        PAUSED("the check was paused");

        private final String sentence;

        End(String sentence) {
            this.sentence = sentence;
        }
    }

    public Condition {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Returns the state of a check that runs no more: nobody should wait for its recovery, so it is OK, with a message that says why.
     * It needs no good results and no fresh one.
     */
    public static Condition ended(End end, Instant at) {
        return new Condition(Status.OK, at, at, end.sentence, 0, false, Map.of(ENDED, Fields.word(end)));
    }

    /** Returns something that happened and has no state: it is told once, and no recovery follows. */
    public static Condition event(Instant at, String message, Map<String, Object> facts) {
        Map<String, Object> metadata = new LinkedHashMap<>(facts);
        metadata.put(EVENT, true);
        return new Condition(Status.OK, at, at, message, 1, true, metadata);
    }

    /** Returns whether it has no state. */
    public boolean isEvent() {
        return Boolean.TRUE.equals(metadata.get(EVENT));
    }

    /**
     * Returns whether this state may change a decision, so that a store makes its subject due.
     *
     * @param before the state that it takes the place of, or null for the first
     * @param awaited {@link Decisions#awaitsResult} of the last look
     */
    public boolean isNews(@Nullable Condition before, boolean awaited) {
        return awaited
                || persistent
                || before == null
                || before.severity() != severity()
                || before.isEnded() != isEnded();
    }

    /** Returns how bad it is. */
    public Severity severity() {
        return Severity.of(status);
    }

    /** Returns whether there will be no more results. */
    public boolean isEnded() {
        return metadata.containsKey(ENDED);
    }

    /** Returns whether the check does not exist any more. */
    public boolean isDeleted() {
        return Fields.word(End.DELETED).equals(metadata.get(ENDED));
    }

    /** Returns whether something is wrong. */
    public boolean isBad() {
        return severity() != Severity.OKAY;
    }

    /** Returns whether it has been good for so many results. */
    public boolean isGoodFor(int results) {
        return !isBad() && (isEnded() || goodRuns >= results);
    }
}
