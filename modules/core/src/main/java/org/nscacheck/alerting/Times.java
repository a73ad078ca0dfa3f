/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.CronSchedule;

/** Spans of time, once or again and again. Their begin is inside, their end is not. Thread-safe. */
public sealed interface Times permits Times.Once, Times.ByCron, Weekly {

    /** How many spans in a row are joined at most when the end is looked for. */
    int JOINED = 16;

    /** Returns the end of the span that a time is in, not joined with the next one, or null if it is in none. */
    @Nullable
    Instant spanEnd(Instant at);

    /** Returns until when a time is in spans without a hole, or null if it is in none. */
    default @Nullable Instant endAfter(Instant at) {
        Instant end = spanEnd(at);
        for (int joined = 0; end != null && joined < JOINED; joined++) {
            Instant further = spanEnd(end);
            if (further == null) {
                return end;
            }
            end = further;
        }
        return end;
    }

    /**
     * One span.
     *
     * @param from its begin
     * @param to its end
     */
    record Once(Instant from, Instant to) implements Times {

        @Override
        public @Nullable Instant spanEnd(Instant at) {
            return !at.isBefore(from) && at.isBefore(to) ? to : null;
        }
    }

    /**
     * A span after each slot of a cron expression.
     *
     * @param slots when they begin
     * @param length how long each is
     */
    record ByCron(CronSchedule slots, Duration length) implements Times {

        @Override
        public @Nullable Instant spanEnd(Instant at) {
            Instant slot = slots.nextAfter(at.minus(length));
            return slot == null || slot.isAfter(at) ? null : slot.plus(length);
        }
    }
}
