/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/**
 * Reads performance data of foreign plugins, metric by metric, as people mean it. What no receiver takes but many plugins print is
 * read too: commas between metrics, blanks around the equals sign and in front of a percent sign, a unit behind each limit.
 */
final class PerfParser {

    /** Megabytes of rubbish shall not become millions of sentences. */
    private static final int MAX_FAULTS = 100;

    /** Nor millions of metrics, of which a thousand are kept. */
    private static final int MAX_METRICS = 100_000;

    /** No number a double can hold is longer. */
    private static final int MAX_FIELD = 700;

    /** Value, warn, crit, min, max. */
    private static final int FIELDS = 5;

    private static final Pattern VALUE =
            Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,4}(?![0-9]))?)(.*)", Pattern.DOTALL);

    /** Behind digits: they are the beginning of something that is no number, such as a date, a time, an address. */
    private static final Pattern MORE_THAN_A_NUMBER =
            Pattern.compile("[-+.:~@\\p{Nd}].*|[,'/_]\\d.*|[eE][-+]?\\d.*|[xX]\\p{XDigit}+", Pattern.DOTALL);

    private final PerfTokens tokens;
    private final List<Metric> metrics = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    PerfParser(String text) {
        this.tokens = new PerfTokens(text);
    }

    PerfData parse() {
        while (tokens.hasNext() && faults.size() < MAX_FAULTS && metrics.size() < MAX_METRICS) {
            String label = tokens.label();
            if (label == null) {
                faults.add("'" + clip(tokens.rest()) + "' is not performance data: there is no =");
                break;
            }
            metric(label, tokens.value());
        }
        if (faults.size() >= MAX_FAULTS) {
            faults.add("performance data could not be read");
        } else if (metrics.size() >= MAX_METRICS) {
            faults.add("more than " + MAX_METRICS + " metrics, the rest was not read");
        }
        return new PerfData(metrics, faults);
    }

    private void metric(String label, String token) {
        String name = "metric '" + clip(label) + "': ";
        List<String> notes = new ArrayList<>();
        try {
            List<String> fields = List.of(token.split(";", FIELDS + 1));
            if (fields.size() > FIELDS && fields.get(FIELDS).chars().anyMatch(c -> c != ';')) {
                throw new IllegalArgumentException(
                        "'" + clip(token) + "' has more than value, warn, crit, min and max");
            }
            metrics.add(metric(label, fields, notes));
        } catch (IllegalArgumentException e) {
            notes.clear();
            notes.add(String.valueOf(e.getMessage()));
        }
        notes.forEach(note -> faults.add(name + note));
    }

    private static Metric metric(String label, List<String> fields, List<String> notes) {
        Value value = Value.of(fields.get(0), notes);
        Limits limits = new Limits(fields, value.unit.symbol(), notes);
        return new Metric(
                label,
                value.number,
                value.unit,
                limits.get(1, "warn", Range::parse),
                limits.get(2, "crit", Range::parse),
                limits.get(3, "min", PerfParser::number),
                limits.get(4, "max", PerfParser::number));
    }

    private record Value(@Nullable BigDecimal number, Uom unit) {

        static Value of(String field, List<String> notes) {
            Uom undetermined =
                    field.startsWith("U") ? Uom.ofSymbol(field.substring(1)).orElse(null) : null;
            if (undetermined != null) {
                return new Value(null, undetermined);
            }
            Matcher matcher = VALUE.matcher(field);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("value '" + clip(field) + "' is not a number");
            }
            String behind = matcher.group(2);
            if (MORE_THAN_A_NUMBER.matcher(behind).matches()) {
                throw new IllegalArgumentException(
                        behind.startsWith(",")
                                ? "use a decimal point instead of the comma in '" + clip(field) + "'"
                                : "value '" + clip(field) + "' is not a number");
            }
            return new Value(PerfParser.number(matcher.group(1)), unit(behind, notes));
        }

        private static Uom unit(String symbol, List<String> notes) {
            try {
                return Uom.of(symbol);
            } catch (IllegalArgumentException e) {
                notes.add(e.getMessage() + ", the value is kept without unit");
                return Uom.NONE;
            }
        }
    }

    /** The fields behind the value. One that cannot be read is no reason to lose the value. */
    private record Limits(List<String> fields, String unit, List<String> notes) {

        <T> @Nullable T get(int index, String name, Function<String, T> read) {
            String field = index < fields.size() ? fields.get(index) : "";
            if (field.isEmpty() || field.equals("U")) {
                return null;
            }
            boolean hasUnit = !unit.isEmpty() && field.endsWith(unit);
            try {
                return read.apply(hasUnit ? field.substring(0, field.length() - unit.length()) : field);
            } catch (IllegalArgumentException e) {
                notes.add(name + " ignored, " + e.getMessage());
                return null;
            }
        }
    }

    private static BigDecimal number(String text) {
        try {
            if (text.length() <= MAX_FIELD) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + clip(text) + "' is not a number", e);
        }
        throw new IllegalArgumentException("'" + clip(text) + "' is too long for a number");
    }

    private static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
