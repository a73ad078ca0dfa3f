/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nscacheck.RefusedException;

/**
 * Reads and writes durations the way people type them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h30m}, {@code 1d}, and
 * ISO 8601's {@code PT5M}. A day is 24 hours here.
 */
public final class Durations {

    /** Each unit at most once, the largest first. */
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})\\s*d)?\\s*(?:(\\d{1,9})\\s*h)?\\s*(?:(\\d{1,9})\\s*m)?"
                    + "\\s*(?:(\\d{1,9})\\s*s)?\\s*(?:(\\d{1,9})\\s*ms)?");

    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS);

    private Durations() {}

    /** @throws RefusedException if the text is not a duration; the message quotes it and shows examples */
    public static Duration parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher parts = PARTS.matcher(plain);
        if (!plain.isEmpty() && parts.matches()) {
            Duration sum = Duration.ZERO;
            for (int i = 0; i < UNITS.size(); i++) {
                String amount = parts.group(i + 1);
                sum = amount == null ? sum : sum.plus(Long.parseLong(amount), UNITS.get(i));
            }
            return sum;
        }
        if (plain.startsWith("p")) {
            try {
                return Duration.parse(plain);
            } catch (DateTimeParseException e) {
                throw notADuration(text);
            }
        }
        throw notADuration(text);
    }

    private static RefusedException notADuration(String text) {
        return new RefusedException(
                "'" + text + "' is not a duration: write a number and a unit, such as 500ms, 30s, 10m, 1h30m or 1d");
    }

    /** Returns the shortest text that {@link #parse} reads back to the same duration of whole milliseconds. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86400 != 0 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }
}
