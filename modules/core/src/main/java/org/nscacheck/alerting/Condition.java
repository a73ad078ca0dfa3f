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

    private static final String SILENT = "silent";

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
        return ended(end, end.sentence, at);
    }

    /** The same of something that is no check, with a message that says so. */
    public static Condition ended(End end, String message, Instant at) {
        return new Condition(Status.OK, at, at, message, 0, false, Map.of(ENDED, Fields.word(end)));
    }

    /**
     * Returns the state of a check that should have run and has not.
     *
     * @param lastResultAt when its newest result came, or null if there is none
     * @param dueAt when the next was due
     */
    public static Condition silent(@Nullable Instant lastResultAt, Instant dueAt, Instant now) {
        String message = lastResultAt == null
                ? "no result yet, the first was due at " + Texts.minute(dueAt)
                : "no result since " + Texts.minute(lastResultAt) + ", the next was due at " + Texts.minute(dueAt);
        return new Condition(
                Status.CRITICAL,
                now,
                lastResultAt == null ? now : lastResultAt,
                message,
                0,
                false,
                Map.of(SILENT, true));
    }

    /**
     * Returns the same, as what follows a state that was known. Who has the result does not know of a silence before it: only this result
     * has ended that, and those after it go on with what it began.
     */
    public Condition after(Condition before) {
        if (!since.isBefore(before.since)) {
            return this;
        }
        if (Boolean.TRUE.equals(before.metadata.get(SILENT))) {
            return begun(lastResultAt);
        }
        return before.severity() == severity() ? begun(before.since) : this;
    }

    /** Returns the same with a newer result. */
    public Condition at(Instant newestResult) {
        return new Condition(status, since, newestResult, message, goodRuns, persistent, metadata);
    }

    private Condition begun(Instant at) {
        return new Condition(status, at, lastResultAt, message, goodRuns, persistent, metadata);
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
