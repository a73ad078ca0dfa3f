/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/** Reads performance data of foreign plugins, metric by metric, in one pass. */
final class PerfParser {

    /** Megabytes of rubbish shall not become millions of sentences. */
    private static final int MAX_FAULTS = 100;

    /** No number a double can hold is longer. */
    private static final int MAX_FIELD = 700;

    /** Value, warn, crit, min, max. */
    private static final int FIELDS = 5;

    private static final Pattern VALUE = Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]{1,4})?)(.*)");

    private final String text;
    private final List<Metric> metrics = new ArrayList<>();
    private final Set<String> labels = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private int at;
    private boolean quotesBroken;

    PerfParser(String text) {
        this.text = text;
    }

    PerfData parse() {
        skipBlanks();
        while (at < text.length() && faults.size() < MAX_FAULTS) {
            int start = at;
            String label = label();
            if (label == null) {
                faults.add("'" + clip(text.substring(start)) + "' is not performance data: there is no =");
                break;
            }
            metric(label, token());
            skipBlanks();
        }
        if (faults.size() >= MAX_FAULTS) {
            faults.add("performance data could not be read");
        }
        return new PerfData(metrics, faults);
    }

    /** Returns the label and goes behind its equals sign, or null if there is none. */
    private @Nullable String label() {
        if (text.charAt(at) == '\'' && !quotesBroken) {
            String label = quotedLabel();
            if (label != null) {
                return label;
            }
            // Looked for once only: a closing quote that is missing here is missing from here on.
            quotesBroken = true;
        }
        int equals = text.indexOf('=', at);
        if (equals < 0) {
            return null;
        }
        String label = text.substring(at, equals).strip();
        at = equals + 1;
        return label;
    }

    private @Nullable String quotedLabel() {
        StringBuilder label = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            if (text.startsWith("''", i)) {
                i++;
            } else if (text.startsWith("'=", i)) {
                at = i + 2;
                return label.toString();
            }
            label.append(text.charAt(i));
        }
        return null;
    }

    private String token() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void metric(String label, String token) {
        String name = "metric '" + clip(label) + "'";
        if (labels.contains(label)) {
            faults.add(name + " was given twice, the second was dropped");
            return;
        }
        try {
            String[] fields = token.split(";", FIELDS + 1);
            if (fields.length > FIELDS && fields[FIELDS].chars().anyMatch(c -> c != ';')) {
                throw new IllegalArgumentException(
                        "'" + clip(token) + "' has more than value, warn, crit, min and max");
            }
            metrics.add(metric(label, name, fields));
            labels.add(label);
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + e.getMessage());
        }
    }

    private Metric metric(String label, String name, String[] fields) {
        BigDecimal value = null;
        Uom uom = Uom.NONE;
        if (!fields[0].equals("U")) {
            Matcher matcher = VALUE.matcher(fields[0]);
            if (fields[0].length() > MAX_FIELD || !matcher.matches()) {
                throw new IllegalArgumentException("value '" + clip(fields[0]) + "' is not a number");
            }
            value = number(matcher.group(1));
            uom = uom(matcher.group(2));
        }
        return new Metric(
                label,
                value,
                uom,
                optional(name + ": warn", field(fields, 1), Range::parse),
                optional(name + ": crit", field(fields, 2), Range::parse),
                optional(name + ": min", field(fields, 3), PerfParser::number),
                optional(name + ": max", field(fields, 4), PerfParser::number));
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }

    /** A limit that cannot be read is no reason to lose the value. */
    private <T> @Nullable T optional(String name, String field, Function<String, T> read) {
        if (field.isEmpty() || field.equals("U")) {
            return null;
        }
        try {
            return read.apply(field);
        } catch (IllegalArgumentException e) {
            faults.add(name + " ignored, " + e.getMessage());
            return null;
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

    private static Uom uom(String symbol) {
        if (symbol.startsWith(",")) {
            throw new IllegalArgumentException("use a decimal point instead of the comma");
        }
        return Uom.ofSymbol(symbol)
                .orElseThrow(() -> new IllegalArgumentException("unit '" + clip(symbol) + "' is not known"));
    }

    private static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
