/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/** Reads corpus.txt, which says in its head what it holds. */
final class Corpus {

    private Corpus() {}

    /** One output of a plugin, and what is expected of it. */
    record Case(String name, List<Line> lines) {

        String output() {
            return joined("out");
        }

        PluginOutput.Parsed parsed() {
            List<Metric> metrics = lines.stream()
                    .filter(line -> line.key.equals("metric"))
                    .map(line -> metric(line.value))
                    .toList();
            return new PluginOutput.Parsed(joined("message"), joined("long"), new PerfData(metrics, all("fault")));
        }

        /** The line that is sent to a receiver. */
        String sent(String receiver) {
            String message = has("sent") ? joined("sent") : has("message") ? joined("message") : "(no output)";
            String perfData = joined(has(receiver) ? receiver : "nagios");
            return perfData.isEmpty() ? message : message + "|" + perfData;
        }

        List<String> changes(String notes) {
            List<String> changes = new ArrayList<>(all("fault"));
            changes.addAll(all(has(notes) ? notes : "note"));
            return changes;
        }

        private boolean has(String key) {
            return lines.stream().anyMatch(line -> line.key.equals(key));
        }

        private List<String> all(String key) {
            return lines.stream()
                    .filter(line -> line.key.equals(key))
                    .map(line -> unescape(line.value))
                    .toList();
        }

        private String joined(String key) {
            return String.join("\n", all(key));
        }

        private static Metric metric(String text) {
            List<String> fields = new ArrayList<>();
            for (String field : text.split("\\|", -1)) {
                fields.add(unescape(field.strip()));
            }
            while (fields.size() < 7) {
                fields.add("");
            }
            return new Metric(
                    fields.get(0),
                    fields.get(1).equals("U") ? null : new BigDecimal(fields.get(1)),
                    Uom.of(fields.get(2)),
                    range(fields.get(3)),
                    range(fields.get(4)),
                    number(fields.get(5)),
                    number(fields.get(6)));
        }

        private static @Nullable Range range(String field) {
            return field.isEmpty() ? null : Range.parse(field);
        }

        private static @Nullable BigDecimal number(String field) {
            return field.isEmpty() ? null : new BigDecimal(field);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What follows a keyword. */
    record Line(String key, String value) {}

    static List<Case> read() {
        List<Case> cases = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("== ")) {
                cases.add(new Case(line.substring(3), new ArrayList<>()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int end = line.indexOf(' ');
                String key = end < 0 ? line : line.substring(0, end);
                cases.get(cases.size() - 1).lines.add(new Line(key, end < 0 ? "" : value(line, key)));
            }
        }
        return cases;
    }

    /** Values stand below each other, unless the keyword is long. */
    private static String value(String line, String key) {
        return line.substring(Math.max("message  ".length(), key.length() + 1));
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Corpus.class.getResourceAsStream("corpus.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescape(String text) {
        StringBuilder unescaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                unescaped.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 's' -> unescaped.append(' ');
                case 't' -> unescaped.append('\t');
                case 'r' -> unescaped.append('\r');
                case '0' -> unescaped.append('\0');
                case '\\' -> unescaped.append('\\');
                case 'u' -> {
                    unescaped.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> throw new IllegalArgumentException("unknown escape in " + text);
            }
        }
        return unescaped.toString();
    }
}
