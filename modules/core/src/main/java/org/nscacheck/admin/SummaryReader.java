/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.check.CheckId;

/**
 * Reads how checks and servers are doing: for screens, health, meters and endpoints. Implementations are thread-safe; each
 * call is one query, whatever the number of checks.
 */
public interface SummaryReader {

    /** Returns the condition of each planned check, once for each node where it runs on each. */
    List<CheckSummary> checks();

    /** Returns the conditions of these checks; one that is not planned is left out. */
    List<CheckSummary> checks(Collection<CheckId> some);

    /** Returns the conditions of one check; empty if it is not planned. */
    default List<CheckSummary> check(CheckId check) {
        return checks(List.of(check));
    }

    /** Returns all checks, once for each node where it runs on each, and one that is not planned once as inactive. */
    List<CheckOutline> outlines();

    /** Returns the condition of each server, in the order of names. */
    List<ServerSummary> servers();

    /** Returns the names that several living nodes have, so that a check which runs on each of them does not. */
    List<String> sharedNodeNames();

    /** Returns for each check and each server that it reports to what became of its latest result. */
    List<DeliverySummary> deliveries();

    /** Returns the same for these checks. */
    List<DeliverySummary> deliveries(Collection<CheckId> some);

    /** Returns the same for one check. */
    default List<DeliverySummary> deliveries(CheckId check) {
        return deliveries(List.of(check));
    }

    /**
     * Returns the latest runs of a check, the newest first.
     *
     * @param max the most runs wanted, 1 or more
     */
    List<RecordedRun> runs(CheckId check, int max);

    /**
     * Returns one run of a check, or empty if the history does not have it any more.
     *
     * @param number its number, see {@link RecordedRun#number}
     * @param endedAt when it ended, as exact as it was stored
     */
    Optional<RunDetail> run(CheckId check, long number, Instant endedAt);

    /** Returns what a check has ever measured, in the order of nodes and labels. */
    List<MetricSeries> series(CheckId check);

    /** Returns the labels that each check has ever measured; a check without any is left out. */
    Map<CheckId, Set<String>> labels();

    /**
     * Returns what was measured, in spans of equal length, the oldest first; spans without a value are left out. Long times
     * are read from sums by the hour or by the day.
     *
     * @param series number of the series
     * @param from begin, included
     * @param to end, not included
     * @param maxPoints the most points wanted, 1 or more
     */
    List<MetricPoint> values(long series, Instant from, Instant to, int maxPoints);
}
