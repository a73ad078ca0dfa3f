/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations the way people type them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}. */
public final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /** @throws IllegalArgumentException if the text is not a duration; the message quotes it and shows examples */
    public static Duration parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher simple = SIMPLE.matcher(plain);
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        if (plain.startsWith("p")) {
            try {
                return Duration.parse(plain);
            } catch (java.time.format.DateTimeParseException e) {
                throw notADuration(text);
            }
        }
        throw notADuration(text);
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a duration: write a number and a unit, such as 500ms, 30s, 10m, 2h or 1d");
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
