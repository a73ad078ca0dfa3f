/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;

/**
 * Performance data as it goes out: whole metrics, one blank between two of them.
 *
 * @param text empty, or metrics
 * @param changes what differs from what the check gave, one sentence each
 */
record PerfText(String text, List<String> changes) {

    /** More names than these would push everything else out of the long output. */
    private static final int NAMED = 10;

    /** Writes as many metrics as fit, in their order. A metric too long is left out, shorter ones behind it are not. */
    static PerfText of(PerfData perfData, OutputFormat format, int maxBytes) {
        List<String> changes = new ArrayList<>(perfData.faults());
        List<Metric> metrics = sendable(perfData, format, changes);
        List<String> labels = Labels.unique(metrics.stream().map(Metric::label).toList());
        StringBuilder text = new StringBuilder();
        List<String> tooMany = new ArrayList<>();
        int room = maxBytes;
        for (int i = 0; i < labels.size(); i++) {
            String given = metrics.get(i).label();
            String next = (text.isEmpty() ? "" : " ") + write(labels.get(i), metrics.get(i), format);
            int bytes = CleanText.bytes(next);
            if (bytes > room) {
                tooMany.add(given);
                continue;
            }
            text.append(next);
            room -= bytes;
            if (!labels.get(i).equals(given)) {
                changes.add("metric " + quote(given) + " sent as " + quote(labels.get(i)));
            }
        }
        if (!tooMany.isEmpty()) {
            changes.add(tooMany.size() + " of " + metrics.size() + " metrics dropped, no room in " + format.maxBytes()
                    + " bytes: " + names(tooMany));
        }
        return new PerfText(text.toString(), changes);
    }

    private static List<Metric> sendable(PerfData perfData, OutputFormat format, List<String> changes) {
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

    private static String write(String label, Metric metric, OutputFormat format) {
        StringBuilder text = new StringBuilder();
        text.append(label.indexOf(' ') < 0 ? label : "'" + label + "'").append('=');
        text.append(
                metric.value() == null
                        ? "U"
                        : plain(metric.value()) + metric.uom().symbol());
        // A percentage has its bounds by definition; the guidelines leave them out.
        boolean bounds = metric.uom() != Uom.PERCENT;
        String fields = ";" + limit(metric.warn(), format)
                + ";" + limit(metric.crit(), format)
                + ";" + (bounds ? plain(metric.min()) : "")
                + ";" + (bounds ? plain(metric.max()) : "");
        int end = fields.length();
        while (end > 0 && fields.charAt(end - 1) == ';') {
            end--;
        }
        return text.append(fields, 0, end).toString();
    }

    private static String limit(@Nullable Range range, OutputFormat format) {
        if (range == null) {
            return "";
        }
        String text = range.toString();
        boolean plain = text.indexOf(':') < 0 && !range.inside();
        return plain || format.rangeLimits() ? text : "";
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
