/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A warning or critical limit in the range notation of the Nagios plugin guidelines: {@code [@][start:]end}.
 *
 * <p>A value alerts when it lies <em>outside</em> the range; both ends are good. With {@code @} it alerts
 * <em>inside</em>, both ends included. {@code 10} means 0 to 10, {@code 10:} 10 and above, {@code ~:10} 10 and below.
 * The reference C code reads rubbish as 0; this class refuses it.
 *
 * @param inside whether a value inside the range alerts ({@code @})
 * @param start lowest value of the range, null for minus infinity ({@code ~})
 * @param end highest value of the range, null for plus infinity
 */
public record Range(
        boolean inside,
        @Nullable BigDecimal start,
        @Nullable BigDecimal end) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)");

    /** @throws IllegalArgumentException if the start is above the end, or a number has more than 350 digits or is larger than a double */
    public Range {
        Numbers.check(start);
        Numbers.check(end);
        if (start != null && end != null && start.compareTo(end) > 0) {
            throw new IllegalArgumentException(
                    "range start " + start.toPlainString() + " is above its end " + end.toPlainString());
        }
    }

    /**
     * Parses the range notation.
     *
     * @throws IllegalArgumentException if the text is not a range; the message quotes it and says what is wrong
     */
    public static Range parse(String text) {
        String quoted = "'" + Numbers.clip(text) + "'";
        String rest = text.strip();
        boolean inside = rest.startsWith("@");
        if (inside) {
            rest = rest.substring(1);
        }
        if (rest.isEmpty() || rest.equals(":")) {
            throw new IllegalArgumentException(quoted + " is not a range: expected [@][start:]end, such as 10:20");
        }
        try {
            int colon = rest.indexOf(':');
            return colon < 0
                    ? new Range(inside, BigDecimal.ZERO, number(rest))
                    : new Range(inside, start(rest.substring(0, colon)), end(rest.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(quoted + " is not a range: " + e.getMessage(), e);
        }
    }

    private static @Nullable BigDecimal start(String text) {
        if (text.equals("~")) {
            return null;
        }
        return text.isEmpty() ? BigDecimal.ZERO : number(text);
    }

    private static @Nullable BigDecimal end(String text) {
        return text.isEmpty() ? null : number(text);
    }

    private static BigDecimal number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + Numbers.clip(text) + "' is not a number");
        }
        return Numbers.decimal(text);
    }

    /** Returns the range 0 to {@code end}, which is what a single number means. */
    public static Range upTo(Number end) {
        return new Range(false, BigDecimal.ZERO, Numbers.decimal(end));
    }

    /** Returns whether this value is to be reported. */
    public boolean alerts(BigDecimal value) {
        boolean within = (start == null || value.compareTo(start) >= 0) && (end == null || value.compareTo(end) <= 0);
        return inside == within;
    }

    /**
     * Returns the shortest notation of this range, {@code 10} rather than {@code 0:10} because Icinga 2 keeps only plain
     * numbers. The numbers keep the digits they were given with. {@link #parse} reads it back to an equal range.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(inside ? "@" : "");
        boolean fromZero = start != null && start.signum() == 0;
        if (fromZero && end != null) {
            return text.append(end.toPlainString()).toString();
        }
        text.append(start == null ? "~" : start.toPlainString()).append(':');
        return text.append(end == null ? "" : end.toPlainString()).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Range that
                && inside == that.inside
                && Numbers.same(start, that.start)
                && Numbers.same(end, that.end);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inside, Numbers.hash(start), Numbers.hash(end));
    }
}
