/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;

/**
 * One execution of a check.
 *
 * @param startedAt when the handler was called, on the database's clock
 * @param endedAt when it returned or was given up
 * @param outcome how it ended
 * @param result what is reported; null only for {@link Outcome#VOID}
 * @param facts what threshold rules found, for notifications: strings, longs, doubles and booleans by name
 */
public record CheckRun(
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable CheckResult result,
        Map<String, Object> facts) {

    /** Name of the fact that a rule has found the same as before, and tells it again. */
    public static final String PERSISTENT = "Persistent";

    public CheckRun {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A run that no threshold rule has judged. */
    public CheckRun(Instant startedAt, Instant endedAt, Outcome outcome, @Nullable CheckResult result) {
        this(startedAt, endedAt, outcome, result, Map.of());
    }

    /** How a run ended. */
    public enum Outcome {
        /** The handler returned a result, whatever its state. */
        SUCCESS,
        /** The handler threw. */
        ERROR,
        /** The handler took longer than its timeout. */
        TIMEOUT,
        /** The result came from outside, and no handler was called. */
        REPORTED,
        /** No running node provides the handler. */
        ORPHANED,
        /** The handler was not called, because the configuration of its check has faults. */
        FAULTY,
        /** The handler returned an invalid result, or nothing although that is not allowed. */
        INVALID,
        /** The handler returned nothing, and that is allowed. */
        VOID
    }
}
