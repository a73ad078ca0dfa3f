/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * For how long a check did not run although some node could have run it: one that lived, had its database, and had the check in
 * its code. Times are microseconds.
 */
final class Silence {

    private long longest;
    private long longestUnexplained;
    private String story = "none";

    private record Span(long from, long until) {

        long length() {
            return until - from;
        }
    }

    /** A run's end. */
    record End(String check, Instant at) {}

    /** Judges what was recorded until then. */
    static Silence of(Lab lab, long until) {
        Silence silence = new Silence();
        Map<String, Long> last = new HashMap<>();
        lab.jdbc()
                .sql("SELECT c.handler_key AS \"check\", r.ended_at AS at FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id ORDER BY r.ended_at")
                .query(End.class)
                .list()
                .forEach(end -> {
                    long at = Timeline.micros(end.at());
                    Long before = last.put(end.check(), at);
                    if (before != null && before < until) {
                        silence.judge(lab, end.check(), new Span(before, Math.min(at, until)));
                    }
                });
        last.forEach((check, at) -> {
            if (at < until) {
                silence.judge(lab, check, new Span(at, until));
            }
        });
        return silence;
    }

    private void judge(Lab lab, String check, Span gap) {
        longest = Math.max(longest, gap.length());
        if (gap.length() <= longestUnexplained) {
            return;
        }
        List<Timeline.Fault> faults = lab.timeline().faults();
        for (Node node : lab.nodes()) {
            Span able = longestAble(
                    gap,
                    faults,
                    node.name(),
                    LabChecks.isOfOneVersion(check, lab.settings().checks()));
            if (able.length() > longestUnexplained) {
                longestUnexplained = able.length();
                story = String.format(
                        Locale.ROOT,
                        "%s was silent for %.1f s from %s, of which %s could have run it for %.1f s from %s",
                        check,
                        seconds(gap.length()),
                        instant(gap.from()),
                        node.name(),
                        seconds(able.length()),
                        instant(able.from()));
            }
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /** Returns the longest part of a gap in which nothing was wrong with a node. */
    private static Span longestAble(Span gap, List<Timeline.Fault> faults, String node, boolean mayBeMissing) {
        List<Timeline.Fault> wrong = faults.stream()
                .filter(fault -> fault.node().isEmpty() || fault.node().equals(node))
                .filter(fault -> fault.place() == Timeline.Place.NODE
                        || fault.place() == Timeline.Place.DOWN
                        || (mayBeMissing && fault.place() == Timeline.Place.LACKS))
                .filter(fault -> fault.until() > gap.from() && fault.from() < gap.until())
                .sorted(Comparator.comparingLong(Timeline.Fault::from))
                .toList();
        List<Span> able = new ArrayList<>();
        long from = gap.from();
        for (Timeline.Fault fault : wrong) {
            able.add(new Span(from, Math.max(from, fault.from())));
            from = Math.max(from, fault.until());
        }
        able.add(new Span(from, Math.max(from, gap.until())));
        return able.stream().max(Comparator.comparingLong(Span::length)).orElseThrow();
    }

    /** Returns the longest time in seconds for which a node could run a check that did not run. */
    double longestUnexplained() {
        return seconds(longestUnexplained);
    }

    private static double seconds(long micros) {
        return micros / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "longest silence of a check %.1f s; longest while a node could run it %.1f s: %s",
                seconds(longest),
                longestUnexplained(),
                story);
    }
}
