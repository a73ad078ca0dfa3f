/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.Uom.Kind;

/**
 * The units that have a meaning. Where one is written in several ways, all are here, the one that every receiver can print first.
 * Prefixes are those that plugins print; a thousand to the next, 1024 with an {@code i}. Only {@link Uom} may use this class, because
 * its constants are taken from here while it is loaded.
 */
final class KnownUnits {

    private static final List<String> LARGE = List.of("K", "M", "G", "T", "P", "E");

    private static final Map<String, Uom> UNITS = new LinkedHashMap<>();

    static {
        add(Kind.NUMBER, BigDecimal.ONE, "");
        add(Kind.PERCENT, BigDecimal.ONE, "%");
        add(Kind.COUNTER, BigDecimal.ONE, "c");
        add(Kind.PACKETS, BigDecimal.ONE, "packets");
        addTime();
        addBytes(Kind.BYTES, "");
        addBytes(Kind.BYTES_PER_SECOND, "/s");
        addBits(Kind.BITS, "");
        addBits(Kind.BITS_PER_SECOND, "/s");
        addRatesInLetters();
        addElectricity();
        addOthers();
    }

    private static final List<Uom> ALL = List.copyOf(UNITS.values());

    private KnownUnits() {}

    private static void addTime() {
        add(Kind.TIME, BigDecimal.ONE, "s", "sec");
        add(Kind.TIME, thousand(-1), "ms");
        // The sign for micro is one character and the Greek letter another.
        add(Kind.TIME, thousand(-2), "us", "\u00b5s", "\u03bcs");
        add(Kind.TIME, thousand(-3), "ns");
        add(Kind.TIME, new BigDecimal(60), "min");
        add(Kind.TIME, new BigDecimal(3_600), "h");
        add(Kind.TIME, new BigDecimal(86_400), "d");
    }

    private static void addBytes(Kind kind, String suffix) {
        add(kind, BigDecimal.ONE, "B" + suffix);
        for (int i = 0; i < LARGE.size(); i++) {
            add(kind, thousand(i + 1), LARGE.get(i) + "B" + suffix);
            add(kind, new BigDecimal(1024).pow(i + 1), LARGE.get(i) + "iB" + suffix);
        }
        add(kind, thousand(1), "kB" + suffix);
    }

    private static void addBits(Kind kind, String suffix) {
        add(kind, BigDecimal.ONE, "b" + suffix, "bit" + suffix);
        add(kind, thousand(1), "kb" + suffix, "Kb" + suffix, "kbit" + suffix);
        for (int i = 1; i < 4; i++) {
            add(kind, thousand(i + 1), LARGE.get(i) + "b" + suffix, LARGE.get(i) + "bit" + suffix);
        }
    }

    private static void addRatesInLetters() {
        for (String prefix : List.of("", "k", "K", "M", "G", "T")) {
            BigDecimal scale = prefix.isEmpty() ? BigDecimal.ONE : thousand("KMGT".indexOf(upper(prefix)) + 1);
            add(Kind.BYTES_PER_SECOND, scale, prefix + "Bps");
            add(Kind.BITS_PER_SECOND, scale, prefix + "bps");
        }
    }

    private static char upper(String prefix) {
        return prefix.equals("k") ? 'K' : prefix.charAt(0);
    }

    private static void addElectricity() {
        addPrefixed(Kind.VOLTAGE, "V");
        addPrefixed(Kind.CURRENT, "A");
        addPrefixed(Kind.POWER, "W");
        addPrefixed(Kind.RESISTANCE, "Ohm");
        addPrefixed(Kind.RESISTANCE, "\u03a9");
        addPrefixed(Kind.RESISTANCE, "\u2126");
        add(Kind.ENERGY, BigDecimal.ONE, "Ws", "J");
        add(Kind.ENERGY, new BigDecimal(3_600), "Wh");
        add(Kind.ENERGY, new BigDecimal(3_600_000), "kWh");
        add(Kind.ENERGY, new BigDecimal(3_600_000_000L), "MWh");
        add(Kind.CHARGE, BigDecimal.ONE, "As");
        add(Kind.CHARGE, new BigDecimal(3_600), "Ah");
        add(Kind.CHARGE, new BigDecimal("3.6"), "mAh");
    }

    private static void addPrefixed(Kind kind, String unit) {
        add(kind, BigDecimal.ONE, unit);
        add(kind, thousand(-2), "u" + unit, "\u00b5" + unit, "\u03bc" + unit);
        add(kind, thousand(-1), "m" + unit);
        add(kind, thousand(1), "k" + unit);
        add(kind, thousand(2), "M" + unit);
    }

    private static void addOthers() {
        add(Kind.FREQUENCY, BigDecimal.ONE, "Hz");
        add(Kind.FREQUENCY, thousand(1), "kHz", "KHz");
        add(Kind.FREQUENCY, thousand(2), "MHz");
        add(Kind.FREQUENCY, thousand(3), "GHz");
        add(Kind.CELSIUS, BigDecimal.ONE, "C", "\u00b0C", "\u2103");
        add(Kind.FAHRENHEIT, BigDecimal.ONE, "F", "\u00b0F", "\u2109");
        add(Kind.MASS, BigDecimal.ONE, "g");
        add(Kind.MASS, thousand(-1), "mg");
        add(Kind.MASS, thousand(1), "kg");
        add(Kind.VOLUME, BigDecimal.ONE, "l");
        add(Kind.VOLUME, thousand(-1), "ml");
        add(Kind.LUMINOUS_FLUX, BigDecimal.ONE, "lm");
        add(Kind.SIGNAL_POWER, BigDecimal.ONE, "dBm");
    }

    private static BigDecimal thousand(int power) {
        return BigDecimal.ONE.scaleByPowerOfTen(3 * power);
    }

    private static void add(Kind kind, BigDecimal scale, String... symbols) {
        for (String symbol : symbols) {
            if (UNITS.put(symbol, new Uom(symbol, kind, scale)) != null) {
                throw new IllegalStateException("two known units are written " + symbol);
            }
        }
    }

    /** Returns a unit of which it is certain that it is known. */
    static Uom get(String symbol) {
        return find(symbol).orElseThrow();
    }

    static Optional<Uom> find(String symbol) {
        return Optional.ofNullable(UNITS.get(symbol));
    }

    static List<Uom> all() {
        return ALL;
    }
}
