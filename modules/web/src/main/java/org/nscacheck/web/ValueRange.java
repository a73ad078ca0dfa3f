/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.web.chart.Span;

/**
 * A length of time up to now that can be looked at.
 *
 * @param key how the address names it
 * @param words how a person does
 * @param length how long it is
 */
record ValueRange(String key, String words, Duration length) {

    static final ValueRange DAY = new ValueRange("day", "24 hours", Duration.ofDays(1));
    static final ValueRange WEEK = new ValueRange("week", "7 days", Duration.ofDays(7));
    static final ValueRange MONTH = new ValueRange("month", "30 days", Duration.ofDays(30));
    private static final ValueRange YEARS = new ValueRange("years", "3 years", Duration.ofDays(1096));

    static final List<ValueRange> ALL = List.of(DAY, WEEK, MONTH, YEARS);

    /** Those of which single values are usually kept, so that a rule can be tried on them. */
    static final List<ValueRange> REPLAYED = List.of(MONTH, WEEK, DAY);

    /** Returns the one with this key, or the first of these. */
    static ValueRange of(@Nullable String key, ValueRange... known) {
        return Arrays.stream(known)
                .filter(range -> range.key.equals(key))
                .findFirst()
                .orElse(known[0]);
    }

    /** Returns whether a week before looks like it: those are compared that are a day or a week long. */
    public boolean isComparable() {
        return length.compareTo(WEEK.length) <= 0;
    }

    Span until(Instant now, ZoneId zone) {
        return new Span(now.minus(length), now, zone);
    }
}
