/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Performance data as JSON: {@code {"metrics": [{"label", "value", "uom", "warn", "crit", "min", "max"}], "faults":
 * [...]}}. Numbers are JSON numbers with all their digits, ranges are text in Nagios notation; what is not set is missing.
 */
final class JsonColumns {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonColumns() {}

    static String write(PerfData perfData) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode metrics = root.putArray("metrics");
        for (Metric metric : perfData) {
            ObjectNode node = metrics.addObject();
            node.put("label", storable(metric.label()));
            put(node, "value", metric.value());
            if (metric.uom() != Uom.NONE) {
                node.put("uom", metric.uom().symbol());
            }
            put(node, "warn", metric.warn());
            put(node, "crit", metric.crit());
            put(node, "min", metric.min());
            put(node, "max", metric.max());
        }
        ArrayNode faults = root.putArray("faults");
        perfData.faults().forEach(fault -> faults.add(storable(fault)));
        return JSON.writeValueAsString(root);
    }

    private static void put(ObjectNode node, String key, @Nullable BigDecimal number) {
        if (number != null) {
            node.put(key, number);
        }
    }

    private static void put(ObjectNode node, String key, @Nullable Range range) {
        if (range != null) {
            node.put(key, range.toString());
        }
    }

    /** PostgreSQL's jsonb refuses U+0000 and half surrogate pairs. */
    private static String storable(String text) {
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
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            return new PerfData(List.of(), List.of("performance data could not be read: " + e.getOriginalMessage()));
        }
        List<Metric> metrics = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (JsonNode node : root.path("metrics")) {
            try {
                metrics.add(metric(node));
            } catch (IllegalArgumentException | JacksonException e) {
                // Of another release perhaps; it must not keep everything else from being read.
                faults.add("metric '" + node.path("label").asString("") + "' could not be read: " + e.getMessage());
            }
        }
        root.path("faults").forEach(fault -> faults.add(fault.asString()));
        return new PerfData(metrics, faults);
    }

    private static Metric metric(JsonNode node) {
        return new Metric(
                node.path("label").asString(),
                number(node, "value"),
                Uom.ofSymbol(node.path("uom").asString("")).orElse(Uom.NONE),
                range(node, "warn"),
                range(node, "crit"),
                number(node, "min"),
                number(node, "max"));
    }

    private static @Nullable BigDecimal number(JsonNode node, String key) {
        return node.has(key) ? node.get(key).decimalValue() : null;
    }

    private static @Nullable Range range(JsonNode node, String key) {
        return node.has(key) ? Range.parse(node.get(key).asString()) : null;
    }
}
