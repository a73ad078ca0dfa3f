/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and durations as Python writes them, which OverC's screens read. */
final class PythonTime {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private PythonTime() {}

    /** Returns {@code 2014-01-01 00:00:00}, in UTC, with microseconds where they are not zero. */
    static String text(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        return (utc.get(ChronoField.NANO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(utc);
    }

    /** Returns {@code 0:00:59} or {@code 2 days, 1:00:00}; fractions of a second are cut off. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        long days = Math.floorDiv(seconds, DAY);
        long rest = Math.floorMod(seconds, DAY);
        String clock = String.format(Locale.ROOT, "%d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);
        if (days == 0) {
            return clock;
        }
        return days + (Math.abs(days) == 1 ? " day, " : " days, ") + clock;
    }
}
