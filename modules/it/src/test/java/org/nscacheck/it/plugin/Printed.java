/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plugin printed, taken apart by the guidelines for plugins; written apart from the code of the application, to which it is
 * compared. For the plugins of Debian, which quote labels only where there is a blank and write limits as numbers.
 *
 * @param text first line
 * @param longText further lines
 * @param metrics by their labels
 */
record Printed(String text, String longText, Map<String, Metric> metrics) {

    /**
     * One metric.
     *
     * @param fields value, warn, crit, min and max, as far as there are any; numbers without zeros at their ends
     */
    record Metric(String unit, Map<String, String> fields) {

        private static final List<String> NAMES = List.of("value", "warn", "crit", "min", "max");

        private static Metric read(String text) {
            String[] parts = text.split(";", -1);
            String unit = parts[0].replaceAll("^[-+0-9.]+", "");
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(parts.length, NAMES.size()); i++) {
                String field = i == 0 ? parts[0].substring(0, parts[0].length() - unit.length()) : parts[i];
                // The bounds of a percentage go without saying.
                if (!field.isEmpty() && !(unit.equals("%") && i > 2)) {
                    fields.put(NAMES.get(i), isNumber(field) ? plain(field) : field);
                }
            }
            return new Metric(unit, fields);
        }

        private static String plain(String number) {
            return new BigDecimal(number).stripTrailingZeros().toPlainString();
        }

        /** A limit may be a range. */
        static boolean isNumber(String field) {
            return field.matches("[-+]?[0-9.]+");
        }
    }

    /** Returns what a plugin of this exit says, by its own output or, if there is none, by its errors. */
    static Printed by(String ending, String output, String errors) {
        boolean valid = ending.matches("exit code [0-3]");
        boolean silent = output.isBlank();
        String all = silent ? errors.strip() : output;
        List<String> lines = all.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        String text = silent ? first : before(first);
        StringBuilder perf = new StringBuilder(silent ? "" : behind(first));
        List<String> longText = new ArrayList<>();
        boolean onlyPerf = false;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (onlyPerf) {
                perf.append(' ').append(line);
            } else {
                longText.add(silent ? line : before(line));
                onlyPerf = !silent && hasBar(line);
                perf.append(' ').append(silent ? "" : behind(line));
            }
        }
        String shown = silent && !text.isBlank() ? "stderr: " + text.strip() : text.strip();
        if (shown.isEmpty() && valid && String.join("", longText).isBlank()) {
            shown = "the plugin printed nothing";
        }
        String message = valid ? shown : shown.isEmpty() ? ending : ending + ": " + shown;
        return new Printed(clean(message), lines(longText), metrics(perf.toString()));
    }

    private static String before(String line) {
        return hasBar(line) ? line.substring(0, line.indexOf('|')) : line;
    }

    private static String behind(String line) {
        return hasBar(line) ? line.substring(line.indexOf('|') + 1) : "";
    }

    /** One behind which nothing is measured is part of the text, which is sent with another sign in its place. */
    private static boolean hasBar(String line) {
        return line.indexOf('|') >= 0 && line.indexOf('=', line.indexOf('|')) >= 0;
    }

    private static String lines(List<String> lines) {
        return clean(lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n")))
                .replaceAll("^\n+", "")
                .stripTrailing();
    }

    private static String clean(String text) {
        return text.replace('\t', ' ').replace('|', '¦');
    }

    /** Reads performance data, as a plugin or a core has it. */
    static Map<String, Metric> metrics(String perf) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        String rest = perf.strip();
        while (!rest.isEmpty()) {
            boolean quoted = rest.startsWith("'");
            int equals = quoted ? rest.indexOf("'=", 1) + 1 : rest.indexOf('=');
            String label = quoted ? rest.substring(1, equals - 1) : rest.substring(0, equals);
            String value = rest.substring(equals + 1).split("\\s", 2)[0];
            metrics.put(label.strip(), Metric.read(value));
            rest = rest.substring(equals + 1 + value.length()).strip();
        }
        return metrics;
    }
}
