/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Icinga 2.13: cuts at the first equals sign and the next blank, so a quoted label may hold blanks or equals signs but
 * not both. Values are doubles in base units, a thousand bytes to the KB. A comma, an unknown unit or an infinite value
 * costs the metric; a limit that is no plain number is dropped. A counter becomes a plain number: 2.13 forgets the mark.
 */
public final class Icinga2Reader implements PerfDataReader {

    private static final String NUMBER = "+-0123456789.eE";

    private record Base(String unit, double factor) {}

    private static final Map<String, Base> UNITS = Map.ofEntries(
            Map.entry("", new Base("", 1)),
            Map.entry("s", new Base("seconds", 1)),
            Map.entry("ms", new Base("seconds", 1e-3)),
            Map.entry("us", new Base("seconds", 1e-6)),
            Map.entry("%", new Base("percent", 1)),
            Map.entry("B", new Base("bytes", 1)),
            Map.entry("KB", new Base("bytes", 1e3)),
            Map.entry("MB", new Base("bytes", 1e6)),
            Map.entry("GB", new Base("bytes", 1e9)),
            Map.entry("TB", new Base("bytes", 1e12)),
            Map.entry("c", new Base("", 1)));

    @Override
    public List<ReadMetric> read(String perfData) {
        List<ReadMetric> metrics = new ArrayList<>();
        String prefix = "";
        int begin = 0;
        int equals = perfData.indexOf('=');
        while (equals >= 0) {
            int blank = perfData.indexOf(' ', equals);
            int end = blank < 0 ? perfData.length() : blank;
            String label = unquote(perfData.substring(begin, equals).trim());
            int multi = label.lastIndexOf("::");
            if (multi >= 0) {
                prefix = "";
            }
            String full = prefix.isEmpty() ? label : prefix + "::" + label;
            if (multi >= 0) {
                prefix = label.substring(0, multi);
            }
            String quoted = full.contains(" ") ? "'" + full + "'" : full;
            ReadMetric metric = one(quoted + "=" + perfData.substring(equals + 1, end));
            if (metric != null) {
                metrics.add(metric);
            }
            begin = Math.min(end + 1, perfData.length());
            equals = perfData.indexOf('=', begin);
        }
        return metrics;
    }

    /** The second pass reads label and value apart once more, this time at the last equals sign. */
    private static @Nullable ReadMetric one(String metric) {
        int equals = metric.lastIndexOf('=');
        String value = metric.substring(equals + 1);
        String[] fields = value.split(";", -1);
        int unitAt = 0;
        while (unitAt < fields[0].length() && NUMBER.indexOf(fields[0].charAt(unitAt)) >= 0) {
            unitAt++;
        }
        Base base = UNITS.get(fields[0].substring(unitAt));
        double number = number(fields[0].substring(0, unitAt));
        if (value.contains(",") || base == null || !Double.isFinite(number)) {
            return null;
        }
        return new ReadMetric(
                unquote(metric.substring(0, equals)),
                number * base.factor,
                base.unit,
                limit(fields, 1, base),
                limit(fields, 2, base),
                limit(fields, 3, base),
                limit(fields, 4, base));
    }

    private static String unquote(String label) {
        boolean quoted = label.length() > 2 && label.startsWith("'") && label.endsWith("'");
        return quoted ? label.substring(1, label.length() - 1) : label;
    }

    private static @Nullable String limit(String[] fields, int index, Base base) {
        if (fields.length <= index || fields[index].isEmpty()) {
            return null;
        }
        boolean plain = fields[index].chars().allMatch(c -> NUMBER.indexOf(c) >= 0);
        return plain ? String.valueOf(number(fields[index]) * base.factor) : null;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
