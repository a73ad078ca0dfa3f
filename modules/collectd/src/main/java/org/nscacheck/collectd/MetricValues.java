/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.nscacheck.Metric;
import org.nscacheck.Uom;
import org.nscacheck.notification.Identity;
import org.nscacheck.sender.Report;

/**
 * The metrics of a report as collectd's values: {@code host/service/gauge-label}, in the base of their unit (seconds, bytes, ...), since
 * a value of collectd has no unit. A continuous counter is a {@code derive}, of which collectd reckons the rate. Pure.
 */
final class MetricValues {

    /** The plugin of metrics that belong to the host itself. */
    private static final String HOST_PLUGIN = "host";

    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);

    private MetricValues() {}

    /** @param interval what stands for the time until the next result, where the check does not promise one */
    static List<ValueList> of(Report report, Duration interval) {
        String service = report.target().service();
        String plugin = safe(service == null ? HOST_PLUGIN : service, "._");
        String host = report.target().host().replace('/', '_');
        Duration own = report.validUntil() == null ? interval : Duration.between(report.at(), report.validUntil());
        Duration spacing = own.isNegative() || own.isZero() ? interval : own;
        return report.perfData().metrics().stream()
                .map(metric -> new ValueList(
                        new Identity(host, plugin, "", type(metric), safe(metric.label(), "._-")),
                        report.at(),
                        spacing,
                        List.of(value(metric))))
                .toList();
    }

    /** In an identifier a slash separates, and a hyphen begins an instance. */
    private static String safe(String name, String allowed) {
        StringBuilder safe = new StringBuilder();
        name.codePoints()
                .map(c -> Character.isLetterOrDigit(c) || allowed.indexOf(c) >= 0 ? c : '_')
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static boolean isCounter(Metric metric) {
        BigDecimal value = metric.value();
        return metric.uom().kind() == Uom.Kind.COUNTER
                && value != null
                && value.abs().compareTo(MAX_INTEGER) <= 0;
    }

    private static String type(Metric metric) {
        return isCounter(metric) ? "derive" : "gauge";
    }

    private static Value value(Metric metric) {
        BigDecimal value = metric.value();
        if (value == null) {
            return Value.gauge(Double.NaN);
        }
        return isCounter(metric)
                ? Value.derive(value.longValue())
                : Value.gauge(metric.uom().toBase(value).doubleValue());
    }
}
