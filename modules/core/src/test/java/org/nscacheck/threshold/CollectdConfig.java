/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes cases as collectd wants them: blocks of the threshold plugin, {@code types.db}, and PUTVAL. */
final class CollectdConfig {

    private CollectdConfig() {}

    static String thresholds(List<CollectdCase> cases) {
        StringBuilder text = new StringBuilder();
        for (CollectdCase each : cases) {
            each.rules().forEach(rule -> text.append(block(each, rule)));
        }
        return text.toString();
    }

    static String types(List<CollectdCase> cases) {
        return cases.stream()
                .map(each -> "t" + each.number() + " " + each.kind().sources + "\n")
                .collect(Collectors.joining());
    }

    /** Host around plugin around type. A check is a plugin with its instance, a tag a plugin alone, a label a type instance. */
    private static String block(CollectdCase of, ThresholdRule rule) {
        String block = "<Type \"t" + of.number() + "\">\n"
                + line("Instance", rule.match().label()) + options(rule) + "</Type>\n";
        if (rule.match().check() != null || rule.match().tag() != null) {
            String instance = rule.match().check() == null ? null : "i";
            block = "<Plugin \"p" + of.number() + "\">\n" + line("Instance", instance) + block + "</Plugin>\n";
        }
        return rule.match().host() == null ? block : "<Host \"" + rule.match().host() + "\">\n" + block + "</Host>\n";
    }

    private static String options(ThresholdRule rule) {
        Options options = rule.options();
        return line("DataSource", rule.match().source())
                + limit("Warning", rule.limits().warning())
                + limit("Failure", rule.limits().failure())
                + "Invert " + options.invert() + "\n"
                + "Persist " + options.persist() + "\n"
                + "PersistOK " + options.persistOk() + "\n"
                + "Percentage " + (options.percentage() == Percentage.SUM) + "\n"
                + "Hits " + options.hits() + "\n"
                + "Hysteresis " + options.hysteresis().toPlainString() + "\n"
                + "Interesting " + options.interesting() + "\n";
    }

    private static String line(String key, @Nullable String value) {
        return value == null ? "" : key + " \"" + value + "\"\n";
    }

    private static String limit(String level, @Nullable Limit limit) {
        return limit == null ? "" : bound(level + "Min", limit.min()) + bound(level + "Max", limit.max());
    }

    private static String bound(String key, @Nullable BigDecimal bound) {
        return bound == null ? "" : String.format(Locale.ROOT, "%s %s%n", key, bound.toPlainString());
    }

    /** Returns the commands of one step. Only values of a case with a gap go missing while the test runs. */
    static List<String> commands(CollectdCase of, int step) {
        CollectdCase.Step values = of.steps().get(step);
        if (values == null) {
            return List.of();
        }
        String interval = of.hasGap() ? "2" : "100000";
        return values.lists().stream()
                .map(list -> "PUTVAL \"" + of.identifier(list.label()) + "\" interval=" + interval + " "
                        + of.time(step).getEpochSecond() + ":" + list.text())
                .toList();
    }
}
