/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * The field arithmetic of one cron expression on a time line without zones. Zones, gaps and overlaps are the business
 * of {@link CronSchedule}. Thread-safe.
 */
@FunctionalInterface
public interface Cron {

    /** Returns the first matching second after the given one, or null if none follows. */
    @Nullable
    LocalDateTime nextAfter(LocalDateTime after);

    /** Makes a {@link Cron} of an expression. */
    @FunctionalInterface
    interface Parser {

        /**
         * @param expression six or seven fields of a Quartz cron expression
         * @throws RefusedException if it is not one; the message quotes it and says where it is wrong
         */
        Cron parse(String expression);
    }
}
