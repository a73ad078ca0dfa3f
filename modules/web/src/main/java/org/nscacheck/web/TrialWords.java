/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nscacheck.admin.PastValues;
import org.nscacheck.admin.ReplayedMetric;
import org.nscacheck.admin.RuleReplay;
import org.nscacheck.threshold.Episode;
import org.nscacheck.threshold.Level;

/**
 * Says what a rule would have reported.
 *
 * @param range the time that was looked at, such as "30 days"
 * @param zone zone of all times
 */
record TrialWords(String range, ZoneId zone) {

    private static final List<Level> WORST_FIRST = List.of(Level.FAILURE, Level.WARNING, Level.UNKNOWN);

    /** Sums the metrics up. */
    String of(RuleReplay.Outcome outcome) {
        if (outcome.metrics().isEmpty()) {
            return "This rule matches nothing that was ever measured.";
        }
        List<Episode> all = outcome.metrics().stream()
                .flatMap(metric -> metric.episodes().stream())
                .sorted(Comparator.comparing(Episode::from))
                .toList();
        String more =
                outcome.more() == 0 ? "" : " It matches " + outcome.more() + " more metrics, which were not looked at.";
        return sentence(all) + more;
    }

    /** Says it of one metric. */
    String of(ReplayedMetric metric) {
        if (!metric.outranked().isEmpty()) {
            return "This rule does not judge it: " + metric.outranked() + ".";
        }
        return metric.past().points().isEmpty()
                ? "Nothing was measured in the last " + range + "."
                : sentence(metric.episodes());
    }

    private String sentence(List<Episode> episodes) {
        if (episodes.isEmpty()) {
            return "It would have reported nothing in the last " + range + ".";
        }
        List<String> parts = new ArrayList<>();
        for (Level level : WORST_FIRST) {
            List<Episode> some =
                    episodes.stream().filter(each -> each.level() == level).toList();
            if (!some.isEmpty()) {
                parts.add(level.status() + " " + times(some.size()) + ", " + length(some) + " in all");
            }
        }
        return "It would have been " + String.join(", and ", parts) + ", in the last " + range + "; first on "
                + time(episodes.get(0).from()) + ", last on "
                + time(episodes.get(episodes.size() - 1).from()) + ".";
    }

    private static String times(int count) {
        return count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", count);
    }

    private static String length(List<Episode> episodes) {
        Duration sum = episodes.stream().map(Episode::length).reduce(Duration.ZERO, Duration::plus);
        if (sum.compareTo(Duration.ofHours(2)) < 0) {
            return sum.toMinutes() < 2 ? sum.toSeconds() + " s" : sum.toMinutes() + " min";
        }
        return sum.toDays() < 2
                ? sum.toHours() + " h " + sum.toMinutesPart() + " min"
                : sum.toDays() + " d " + sum.toHoursPart() + " h";
    }

    private String time(Instant time) {
        return DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH)
                .withZone(zone)
                .format(time);
    }

    /** Says what to know of the values that were judged. */
    String note(PastValues past) {
        String judged = past.points().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Judged by %,d values since %s.",
                        past.points().size(),
                        time(past.points().get(0).at()));
        return past.sums() == 0
                ? judged
                : judged
                        + String.format(
                                Locale.ROOT,
                                " The first %,d of them are means of an hour or a day, because single values are kept no longer: shorter"
                                        + " peaks in that time do not show.",
                                past.sums());
    }
}
