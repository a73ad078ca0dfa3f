/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Status;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.history.HistoryStore;

/** A check of the checking itself, from the inside of each node. Offered, but inactive until somebody activates it. Thread-safe. */
public class SelfCheck {

    private final Supplier<Engine> engine;

    /** @param engine what is looked at, once it runs */
    public SelfCheck(Supplier<Engine> engine) {
        this.engine = engine;
    }

    /** What is lost or late. Deliveries are counted in the database, so not every few seconds. */
    @NscaCheck(
            key = "nscacheck.self-check",
            service = "nscacheck self-check",
            description =
                    "Delay of runs, threads lost to checks that hang, overdue checks, the oldest waiting result, and"
                            + " deliveries whose counts do not balance",
            every = "5m",
            scope = CheckScope.NODE,
            active = "false")
    CheckResult selfCheck(
            @NscaParam(value = "late", defaultValue = "10s") Duration lateLimit,
            @NscaParam(value = "lost-threads", defaultValue = "0", min = "0") long lostLimit,
            @NscaParam(value = "undelivered", defaultValue = "15m") Duration undeliveredLimit) {
        Engine known = engine.get();
        Snapshot snapshot = known.awaitSnapshot();
        if (snapshot.failure() != null) {
            return CheckResult.critical("the state of checks is not known: %s", snapshot.failure())
                    .build();
        }
        Duration late = known.takeP99Lateness();
        int lost = known.abandonedThreads();
        Duration oldest = snapshot.oldestUndelivered();
        List<HistoryStore.Imbalance> imbalances = known.audit();
        List<String> problems = new ArrayList<>();
        note(problems, late.compareTo(lateLimit) > 0, "runs begin up to " + late.toMillis() + " ms late");
        note(problems, lost > lostLimit, lost + " threads are lost to checks that hang");
        note(problems, snapshot.overdue() > 0, snapshot.overdue() + " checks are overdue");
        note(problems, oldest.compareTo(undeliveredLimit) > 0, "a result waits for " + oldest.toSeconds() + " s");
        imbalances.forEach(broken -> problems.add("deliveries to " + broken.server() + " of " + broken.day()
                + " are not accounted for: " + broken.created() + " created, " + broken.present() + " there, "
                + broken.removed() + " removed"));
        Status status = !imbalances.isEmpty() ? Status.CRITICAL : problems.isEmpty() ? Status.OK : Status.WARNING;
        return CheckResult.builder(
                        status,
                        "%s",
                        problems.isEmpty()
                                ? "runs begin in time, every delivery is accounted for"
                                : String.join("; ", problems))
                .perf("p99_late", late.toMillis() / 1000.0)
                .uom("s")
                .warn(lateLimit.toSeconds())
                .min(0)
                .perf("lost_threads", lost)
                .warn(lostLimit)
                .min(0)
                .perf("overdue", snapshot.overdue())
                .warn(0)
                .min(0)
                .perf("oldest_undelivered", oldest.toSeconds())
                .uom("s")
                .warn(undeliveredLimit.toSeconds())
                .min(0)
                .perf("unaccounted", imbalances.size())
                .crit(0)
                .min(0)
                .build();
    }

    private static void note(List<String> problems, boolean isProblem, String words) {
        if (isProblem) {
            problems.add(words);
        }
    }
}
