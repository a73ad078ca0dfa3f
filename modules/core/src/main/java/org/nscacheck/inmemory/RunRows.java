/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.RunDetail;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.RunRecord;

/** The history of runs. Guarded by {@link Memory}. */
final class RunRows {

    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparing((Row row) -> row.endedAt()).thenComparing(row -> row.run.number());

    /** In the order in which they were recorded, which is nearly that of their ends. */
    private final Map<CheckId, Deque<Row>> rows = new HashMap<>();

    private final int kept;

    RunRows(int kept) {
        this.kept = kept;
    }

    /** A run of a check on a node. */
    record Row(DueList.Key key, RecordedRun run, Instant slot) {

        Instant endedAt() {
            return run.run().endedAt();
        }
    }

    void add(DueList.Key key, RunRecord run, @Nullable NodeId ranOn) {
        String node = ranOn == null ? "" : ranOn.value();
        RecordedRun recorded = new RecordedRun(run.claim().number(), run.claim().forced(), node, run.run());
        Deque<Row> all = rows.computeIfAbsent(key.check(), check -> new ArrayDeque<>());
        all.add(new Row(key, recorded, run.claim().slot()));
        if (all.size() > kept) {
            all.removeFirst();
        }
    }

    /** Returns the latest runs of a check, the newest first. */
    List<RecordedRun> latest(CheckId check, int max) {
        return of(check).stream()
                .sorted(OLDEST_FIRST.reversed())
                .limit(max)
                .map(Row::run)
                .toList();
    }

    /** Returns the run of a check on a node that ended then, or null. */
    @Nullable
    RecordedRun endedAt(DueList.Key key, @Nullable Instant time) {
        if (time == null) {
            return null;
        }
        return of(key.check()).stream()
                .filter(row -> row.key.equals(key) && row.endedAt().equals(time))
                .max(OLDEST_FIRST)
                .map(Row::run)
                .orElse(null);
    }

    /** Returns the run of a check with this number that ended then, or empty. */
    Optional<RunDetail> find(CheckId check, long number, Instant endedAt) {
        return of(check).stream()
                .filter(row -> row.run.number() == number && row.endedAt().equals(endedAt))
                .findFirst()
                .map(row -> new RunDetail(row.run, row.key.node(), row.slot));
    }

    private Deque<Row> of(CheckId check) {
        return rows.getOrDefault(check, new ArrayDeque<>());
    }

    /** Removes runs that ended before, the oldest first, but those that are kept; returns how many that were. */
    int purge(Instant before, int max, Predicate<Row> kept) {
        List<Row> old = new ArrayList<>();
        rows.values().forEach(all -> all.stream()
                .filter(row -> row.endedAt().isBefore(before) && !kept.test(row))
                .forEach(old::add));
        old.sort(OLDEST_FIRST);
        List<Row> gone = old.subList(0, Math.min(max, old.size()));
        gone.forEach(row -> of(row.key.check()).remove(row));
        for (Iterator<Deque<Row>> each = rows.values().iterator(); each.hasNext(); ) {
            if (each.next().isEmpty()) {
                each.remove();
            }
        }
        return gone.size();
    }
}
