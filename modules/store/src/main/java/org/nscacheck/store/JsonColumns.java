/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

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
import tools.jackson.core.JacksonException;

/**
 * Performance data as JSON: {@code {"metrics": [{"label", "value", "uom", "warn", "crit", "min", "max"}], "faults":
 * [...]}}. Numbers are JSON numbers with all their digits, ranges are text in Nagios notation; what is not set is missing.
 */
final class JsonColumns {

    private JsonColumns() {}

    static String write(PerfData perfData) {
        List<Object> metrics = new ArrayList<>();
        for (Metric metric : perfData) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("label", storable(metric.label()));
            put(object, "value", metric.value());
            put(
                    object,
                    "uom",
                    metric.uom().equals(Uom.NONE) ? null : metric.uom().symbol());
            put(object, "warn", text(metric.warn()));
            put(object, "crit", text(metric.crit()));
            put(object, "min", metric.min());
            put(object, "max", metric.max());
            metrics.add(object);
        }
        List<String> faults =
                perfData.faults().stream().map(JsonColumns::storable).toList();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("metrics", metrics);
        root.put("faults", faults);
        return Json.write(root);
    }

    private static void put(Map<String, Object> object, String key, @Nullable Object value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    private static @Nullable String text(@Nullable Range range) {
        return range == null ? null : range.toString();
    }

    /** PostgreSQL's jsonb refuses U+0000 and half surrogate pairs. */
    static String storable(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    static PerfData read(@Nullable String json) {
        if (json == null) {
            return PerfData.none();
        }
        Object root;
        try {
            root = Json.read(json);
        } catch (JacksonException e) {
            return new PerfData(List.of(), List.of("performance data could not be read: " + e.getOriginalMessage()));
        }
        List<Metric> metrics = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Object metric : parts(root, "metrics")) {
            try {
                metrics.add(metric(metric));
            } catch (IllegalArgumentException e) {
                // Of another release perhaps; it must not keep everything else from being read.
                faults.add("metric '" + text(metric, "label") + "' could not be read: " + e.getMessage());
            }
        }
        parts(root, "faults").forEach(fault -> faults.add(String.valueOf(fault)));
        return new PerfData(metrics, faults);
    }

    private static Metric metric(@Nullable Object object) {
        return new Metric(
                text(object, "label"),
                number(object, "value"),
                uom(text(object, "uom")),
                range(object, "warn"),
                range(object, "crit"),
                number(object, "min"),
                number(object, "max"));
    }

    /** Of another release perhaps, which takes more; the value is worth more than its unit. */
    private static Uom uom(String symbol) {
        try {
            return Uom.of(symbol);
        } catch (IllegalArgumentException e) {
            return Uom.NONE;
        }
    }

    private static @Nullable Object part(@Nullable Object object, String key) {
        return object instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static List<?> parts(@Nullable Object object, String key) {
        return part(object, key) instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object object, String key) {
        Object text = part(object, key);
        return text == null ? "" : text.toString();
    }

    /** @throws IllegalArgumentException if there is something else than a number */
    private static @Nullable BigDecimal number(@Nullable Object object, String key) {
        Object number = part(object, key);
        if (number == null || number instanceof BigDecimal) {
            return (BigDecimal) number;
        }
        throw new IllegalArgumentException(key + " is no number: " + number);
    }

    private static @Nullable Range range(@Nullable Object object, String key) {
        Object range = part(object, key);
        return range == null ? null : Range.parse(range.toString());
    }
}
