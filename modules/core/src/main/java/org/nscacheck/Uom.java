/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measurement: what stands behind the number in performance data, such as {@code s}, {@code MB} or {@code °C}.
 *
 * <p>Units are open. A {@linkplain #known() known} one has a meaning, which is its {@linkplain #kind() kind} and a scale, so that
 * {@code 5GB} and {@code 4500MB} can be {@linkplain #toBase compared}. Any other text is a label: kept, charted and sent where
 * the receiver takes it, never guessed at. That holds for {@code G}, {@code M}, {@code K} and {@code m} too, which plugins print for
 * bytes, minutes, metres or anything else.
 *
 * <p>A known unit is one object, so the constants may be compared by {@code ==}. Immutable.
 */
public final class Uom {

    /** Most characters of a unit. */
    public static final int MAX_LENGTH = 32;

    /** No unit: a plain number. */
    public static final Uom NONE = KnownUnits.get("");

    public static final Uom SECONDS = KnownUnits.get("s");
    public static final Uom MILLISECONDS = KnownUnits.get("ms");
    public static final Uom MICROSECONDS = KnownUnits.get("us");
    public static final Uom PERCENT = KnownUnits.get("%");
    public static final Uom BYTES = KnownUnits.get("B");

    /** A thousand bytes, as Icinga 2 counts since 2.13; {@code KiB} has 1024. */
    public static final Uom KILOBYTES = KnownUnits.get("KB");

    public static final Uom MEGABYTES = KnownUnits.get("MB");
    public static final Uom GIGABYTES = KnownUnits.get("GB");
    public static final Uom TERABYTES = KnownUnits.get("TB");

    /** A continuous counter, such as bytes sent since start; receivers turn it into a rate. */
    public static final Uom COUNTER = KnownUnits.get("c");

    /** What would be read as the rest of the number: {@code 1,5}, {@code 12:30}, {@code 1e5}, {@code 3/10}, {@code 0x1F}. */
    private static final Pattern LIKE_A_NUMBER =
            Pattern.compile("[-+.,:~@\\p{Nd}].*|[eE][-+]?\\d.*|[/_]\\d.*|[xX]\\p{XDigit}+", Pattern.DOTALL);

    /** What separates the parts of performance data for some receiver, and what no text of ours may carry. */
    private static final Pattern UNSENDABLE =
            Pattern.compile("[;='\"|,\\\\\\p{IsWhite_Space}\\p{Z}]|\\p{Cc}|\\p{Cf}|\\p{Cs}");

    private final String symbol;
    private final Kind kind;
    private final BigDecimal scale;

    Uom(String symbol, Kind kind, BigDecimal scale) {
        this.symbol = symbol;
        this.kind = kind;
        this.scale = scale;
    }

    /** What a unit measures. Units of one kind are multiples of the same base; those of two kinds cannot be compared. */
    public enum Kind {
        /** A plain number, without unit. */
        NUMBER(""),
        TIME("s"),
        PERCENT("%"),
        /** Counts up since some start. */
        COUNTER("c"),
        BYTES("B"),
        BITS("b"),
        BYTES_PER_SECOND("B/s"),
        BITS_PER_SECOND("b/s"),
        FREQUENCY("Hz"),
        VOLTAGE("V"),
        CURRENT("A"),
        POWER("W"),
        RESISTANCE("Ohm"),
        ENERGY("Ws"),
        CHARGE("As"),
        /** Celsius and Fahrenheit begin at different points, so they are two kinds. */
        CELSIUS("C"),
        FAHRENHEIT("F"),
        MASS("g"),
        VOLUME("l"),
        LUMINOUS_FLUX("lm"),
        SIGNAL_POWER("dBm"),
        PACKETS("packets"),
        /** A text whose meaning is not known. */
        LABEL("");

        private final String base;

        Kind(String base) {
            this.base = base;
        }
    }

    /**
     * Returns the unit of this symbol, a known one or a label; blanks around it are dropped, and nothing else is no unit
     * ({@link #NONE}). Case matters: {@code Mb} are bits and {@code MB} bytes.
     *
     * @throws IllegalArgumentException if a receiver would take it apart or for a part of the number, or if it has more than
     *     {@value #MAX_LENGTH} characters; the message says which
     */
    public static Uom of(String symbol) {
        String text = withoutBlanksAround(symbol);
        return ofSymbol(text).orElseGet(() -> label(text));
    }

    /** Returns the known unit with exactly this symbol. */
    public static Optional<Uom> ofSymbol(String symbol) {
        return KnownUnits.find(symbol);
    }

    /** Returns all units that have a meaning, {@link #NONE} among them. Of those that mean the same, the usual one comes first. */
    public static List<Uom> known() {
        return KnownUnits.all();
    }

    private static Uom label(String symbol) {
        if (symbol.length() > MAX_LENGTH) {
            throw refused(symbol, "has " + symbol.length() + " characters, more than " + MAX_LENGTH);
        }
        if (LIKE_A_NUMBER.matcher(symbol).matches()) {
            throw refused(symbol, "would be read as a part of the number");
        }
        Matcher unsendable = UNSENDABLE.matcher(symbol);
        if (unsendable.find()) {
            throw refused(symbol, "has " + describe(unsendable.group().codePointAt(0)));
        }
        return new Uom(symbol, Kind.LABEL, BigDecimal.ONE);
    }

    private static IllegalArgumentException refused(String symbol, String why) {
        return new IllegalArgumentException("unit '" + Numbers.clip(symbol) + "' " + why);
    }

    private static String describe(int c) {
        if (isBlank(c)) {
            return "a blank";
        }
        if (c == ',') {
            return "a comma";
        }
        return c < 0x7F && c > ' '
                ? "the character " + (char) c
                : String.format(Locale.ROOT, "the character U+%04X", c);
    }

    private static String withoutBlanksAround(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns what stands behind the value; empty for {@link #NONE}. */
    public String symbol() {
        return symbol;
    }

    /** Returns what it measures; {@link Kind#LABEL} if that is not known. */
    public Kind kind() {
        return kind;
    }

    /** Returns the unit in which {@link #toBase} gives values of this kind; for a label the unit itself. */
    public Uom base() {
        return kind == Kind.LABEL ? this : KnownUnits.get(kind.base);
    }

    /** Returns the exact value in the {@linkplain #base() base} of this kind: 5 GB are 5000000000 B. */
    public BigDecimal toBase(BigDecimal value) {
        return value.multiply(scale);
    }

    /** Returns whether values of both units can be compared by {@link #toBase}: they are of one kind, or the same label. */
    public boolean isComparableWith(Uom other) {
        return kind == other.kind && (kind != Kind.LABEL || equals(other));
    }

    /** Returns whether both mean the same under two symbols, such as {@code °C} and {@code C}; a label only equals itself. */
    public boolean isSameAs(Uom other) {
        return isComparableWith(other) && scale.compareTo(other.scale) == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Uom that && symbol.equals(that.symbol);
    }

    @Override
    public int hashCode() {
        return symbol.hashCode();
    }

    /** Returns the symbol. */
    @Override
    public String toString() {
        return symbol;
    }
}
