/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/** Writes performance data as it goes out: whole metrics, one blank between two of them. */
final class PerfText {

    /** More names than these would push everything else out of the long output. */
    private static final int NAMED = 10;

    private final OutputFormat format;
    private final StringBuilder text = new StringBuilder();
    private final List<String> changes;
    /** For each unit that is not written as it came, the symbol written instead, and the metrics. */
    private final Map<Uom, Replaced> units = new LinkedHashMap<>();

    private record Replaced(String symbol, List<String> metrics) {}

    /**
     * What was written.
     *
     * @param text empty, or metrics
     * @param changes what differs from what the check gave, one sentence each
     */
    record Written(String text, List<String> changes) {}

    private PerfText(OutputFormat format, List<String> faults) {
        this.format = format;
        this.changes = new ArrayList<>(faults);
    }

    /** Writes as many metrics as fit, in their order. A metric too long is left out, shorter ones behind it are not. */
    static Written write(PerfData perfData, OutputFormat format, int maxBytes) {
        return new PerfText(format, perfData.faults()).write(perfData, maxBytes);
    }

    private Written write(PerfData perfData, int maxBytes) {
        List<Metric> metrics = sendable(perfData);
        List<String> labels = Labels.unique(metrics.stream().map(Metric::label).toList());
        List<String> tooMany = new ArrayList<>();
        int room = maxBytes;
        for (int i = 0; i < labels.size(); i++) {
            Metric metric = metrics.get(i);
            String unit = metric.value() == null ? "" : format.units().symbol(metric.uom());
            String next = (text.isEmpty() ? "" : " ") + metric(labels.get(i), metric, unit);
            int bytes = CleanText.bytes(next);
            if (bytes > room) {
                tooMany.add(metric.label());
                continue;
            }
            text.append(next);
            room -= bytes;
            note(metric, labels.get(i), unit);
        }
        units.forEach((unit, replaced) -> changes.add(sentence(unit, replaced)));
        if (!tooMany.isEmpty()) {
            changes.add(tooMany.size() + " of " + metrics.size() + " metrics dropped, no room in " + format.maxBytes()
                    + " bytes: " + names(tooMany));
        }
        return new Written(text.toString(), changes);
    }

    private List<Metric> sendable(PerfData perfData) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric metric : perfData) {
            if (metric.value() == null && !format.undetermined()) {
                changes.add("metric " + quote(metric.label()) + " dropped: its value could not be determined");
            } else {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    /** Names what is not written as it came; the units at the end, since many metrics may share one. */
    private void note(Metric metric, String label, String unit) {
        if (!label.equals(metric.label())) {
            changes.add("metric " + quote(metric.label()) + " sent as " + quote(label));
        }
        if (metric.value() != null && !unit.equals(metric.uom().symbol())) {
            units.computeIfAbsent(metric.uom(), uom -> new Replaced(unit, new ArrayList<>()))
                    .metrics
                    .add(metric.label());
        }
    }

    private static String sentence(Uom unit, Replaced replaced) {
        String what = replaced.symbol.isEmpty()
                ? " left out, the receiver does not take it: "
                : " sent as " + quote(replaced.symbol) + ": ";
        return "unit " + quote(unit.symbol()) + what + names(replaced.metrics);
    }

    private String metric(String label, Metric metric, String unit) {
        StringBuilder written = new StringBuilder();
        written.append(label.indexOf(' ') < 0 ? label : "'" + label + "'").append('=');
        written.append(metric.value() == null ? "U" : plain(metric.value()) + unit);
        // A percentage has its bounds by definition; the guidelines leave them out.
        boolean bounds = !metric.uom().equals(Uom.PERCENT);
        String fields = ";" + limit(metric.warn())
                + ";" + limit(metric.crit())
                + ";" + (bounds ? plain(metric.min()) : "")
                + ";" + (bounds ? plain(metric.max()) : "");
        int end = fields.length();
        while (end > 0 && fields.charAt(end - 1) == ';') {
            end--;
        }
        return written.append(fields, 0, end).toString();
    }

    private String limit(@Nullable Range range) {
        if (range == null) {
            return "";
        }
        String limit = range.toString();
        boolean plain = limit.indexOf(':') < 0 && !range.inside();
        return plain || format.rangeLimits() ? limit : "";
    }

    /** The digits as they were given, never an exponent: PNP4Nagios reads 1e-05 as 1 with the unit e. */
    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String names(List<String> labels) {
        List<String> named = labels.stream().limit(NAMED).map(PerfText::quote).toList();
        int more = labels.size() - named.size();
        return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String quote(String label) {
        return "'" + (label.length() <= 80 ? label : label.substring(0, 80) + "...") + "'";
    }
}
