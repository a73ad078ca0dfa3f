/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.LimitProposal;
import org.nscacheck.admin.MetricSeries;

/**
 * Limits proposed from the past, as the form of a new rule shows them.
 *
 * @param check the check
 * @param series the metric
 * @param weeks how many weeks were looked at
 * @param side which values are bad
 * @param found the limits, empty if there were no values
 */
record LimitsForm(
        CheckView check, MetricSeries series, int weeks, LimitProposal.Side side, Optional<LimitProposal> found) {

    static final int WEEKS = 4;
    static final int MOST_WEEKS = 156;

    /**
     * A proposal from another number of weeks.
     *
     * @param query of the page
     * @param text how many weeks
     * @param current whether it is this one
     */
    record Other(String query, String text, boolean current) {}

    /** What the form says of the proposal. */
    record Shown(String words, List<Other> others) {}

    static LimitProposal.Side side(@Nullable String given) {
        return "below".equals(given) ? LimitProposal.Side.BELOW : LimitProposal.Side.ABOVE;
    }

    /** Returns what stands in the form. */
    Map<String, String> fields() {
        Map<String, String> fields =
                new HashMap<>(PolicyLinks.ruleFor(check.stored().name(), series.label()));
        String bound = side == LimitProposal.Side.ABOVE ? "max" : "min";
        found.ifPresent(limits -> {
            fields.put("warning-" + bound, limits.warning().toPlainString());
            fields.put("failure-" + bound, limits.failure().toPlainString());
        });
        Uom unit = ChartReader.unit(series);
        if (unit.kind() != Uom.Kind.COUNTER) {
            fields.put("unit", unit.symbol());
        }
        return fields;
    }

    Shown shown() {
        return new Shown(
                found.map(this::words)
                        .orElse("Nothing was measured in the last " + words(weeks) + "; type the limits."),
                Stream.of(1, 2, WEEKS, 12, 52)
                        .map(each -> new Other(query(each), words(each), each == weeks))
                        .toList());
    }

    private String words(LimitProposal limits) {
        boolean above = side == LimitProposal.Side.ABOVE;
        String means = limits.sums() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %,d of its points are means of an hour or a day, which hide shorter peaks.",
                        limits.sums());
        return String.format(
                Locale.ROOT,
                "Proposed from %,d values of the last %s: %s.%s Change them as you see fit.",
                limits.values(),
                words(weeks),
                above
                        ? "at most 5 % of the values were above the warning limit, 1 % above the failure limit"
                        : "at most 5 % of the values were below the warning limit, 1 % below the failure limit",
                means);
    }

    private static String words(int weeks) {
        return weeks == 1 ? "week" : weeks + " weeks";
    }

    private String query(int others) {
        return "check=" + check.stored().id() + "&series=" + series.id() + "&weeks=" + others + "&side="
                + side.name().toLowerCase(Locale.ROOT);
    }
}
