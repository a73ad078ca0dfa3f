/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.run.RunRecord;
import org.nscacheck.run.RunStore;

/** Claims of what is due, and the history of runs, in memory. */
final class InMemoryRunStore implements RunStore {

    private final Memory memory;

    InMemoryRunStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Claims claimDue(NodeId node, Set<CheckKey> known, int max) {
        synchronized (memory) {
            Instant now = memory.now();
            List<DueRow> mine = memory.due.values().stream()
                    .filter(row -> row.isFor(node, known))
                    .toList();
            Instant next = mine.stream()
                    .filter(row -> !row.isAwake(now))
                    .map(row -> row.wakeAt)
                    .reduce(null, InMemoryRunStore::sooner);
            List<Claim> claims = new ArrayList<>();
            for (DueRow row : mine.stream()
                    .filter(row -> row.isAwake(now))
                    .sorted(Comparator.comparing((DueRow row) -> wakeAt(row, now)))
                    .limit(max)
                    .toList()) {
                claims.add(row.lease(node, now, row.timeout));
                next = sooner(next, row.wakeAt);
            }
            claims.sort(Comparator.comparing(Claim::slot));
            return new Claims(claims, now, next);
        }
    }

    private static Instant wakeAt(DueRow row, Instant otherwise) {
        Instant at = row.wakeAt;
        return at == null ? otherwise : at;
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    @Override
    public List<Orphan> claimOrphans(NodeId node, Duration grace, int max) {
        synchronized (memory) {
            Instant now = memory.now();
            Memory.NodeRow self = memory.nodes.get(node);
            if (self == null || !memory.isAlive(self)) {
                return List.of();
            }
            List<DueRow> orphans = memory.due.values().stream()
                    .filter(row -> row.active && row.key.node().isEmpty() && row.isAwake(now) && !memory.isRun(row))
                    .sorted(Comparator.comparing((DueRow row) -> wakeAt(row, now)))
                    .toList();
            List<Orphan> claimed = new ArrayList<>();
            for (DueRow row : orphans) {
                Instant due = row.dueAt == null ? now : row.dueAt;
                // Since when it has been due while this node lived; it counts for the slot that it was noted for.
                if (row.orphanSince == null || row.orphanSince.isBefore(due)) {
                    row.orphanSince = Memory.later(row.wakeAt, self.aliveSince());
                }
                Instant since = row.orphanSince == null ? now : row.orphanSince;
                if (claimed.size() < max && !since.isAfter(now.minus(grace))) {
                    claimed.add(new Orphan(row.lease(node, now, Duration.ZERO), row.destinations, now));
                }
            }
            return claimed;
        }
    }

    @Override
    public int spreadOverdue(NodeId node, Set<CheckKey> known, Duration overdue, int moreThan) {
        synchronized (memory) {
            Instant now = memory.now();
            List<DueRow> late = memory.due.values().stream()
                    .filter(row -> row.isFor(node, known)
                            && row.leaseUntil == null
                            && !row.forced
                            && row.isAwake(now.minus(overdue).minusNanos(1)))
                    .toList();
            if (late.size() <= moreThan) {
                return 0;
            }
            for (DueRow row : late) {
                long window = Math.max(1, row.window.toMillis());
                row.wakeAt =
                        now.plusMillis(Math.floorMod(row.key.check().value().hashCode(), window));
            }
            return late.size();
        }
    }

    @Override
    public Set<Claim.ClaimId> record(List<RunRecord> runs) {
        synchronized (memory) {
            Set<Claim.ClaimId> refused = new HashSet<>();
            List<RunRecord> accepted = new ArrayList<>();
            for (RunRecord run : runs) {
                DueRow row = row(run.claim().id());
                if (row != null && row.isHeld(run.claim().id())) {
                    accepted.add(run);
                } else {
                    refused.add(run.claim().id());
                }
            }
            memory.outbox.add(accepted); // Fails before anything is changed, or not at all.
            accepted.forEach(this::store);
            return refused;
        }
    }

    @Override
    public Set<CheckId> record(NodeId node, Collection<CheckId> checks, Function<List<Claim>, List<RunRecord>> judge) {
        synchronized (memory) {
            Instant now = memory.now();
            Set<CheckId> missing = new HashSet<>();
            List<DueRow> reported = new ArrayList<>();
            for (CheckId check : checks) {
                DueRow row = memory.due.get(new DueList.Key(check, ""));
                if (row == null) {
                    missing.add(check);
                } else {
                    reported.add(row);
                }
            }
            List<RunRecord> judged =
                    judge.apply(reported.stream().map(row -> row.next(now)).toList());
            reported.forEach(row -> row.lease(node, now, Duration.ZERO));
            record(judged);
            return missing;
        }
    }

    private @Nullable DueRow row(Claim.ClaimId claim) {
        return memory.due.get(new DueList.Key(claim.check(), claim.node()));
    }

    private void store(RunRecord run) {
        DueRow row = row(run.claim().id());
        if (row == null) {
            return;
        }
        memory.runs.add(row.key, run, row.claimedBy);
        memory.metrics.add(row.key, run.run());
        if (!row.rescheduled) {
            row.slot = run.nextSlot();
            row.dueAt = run.nextDueAt();
        }
        row.forced = false;
        row.rescheduled = false;
        row.endLease();
        row.note(run.run(), run.next());
    }

    @Override
    public void requireWorking() {
        // Memory works, or nothing does; what is kept in a file is tried with the next run.
    }

    @Override
    public void giveBack(Collection<Claim.ClaimId> claims) {
        synchronized (memory) {
            for (Claim.ClaimId claim : claims) {
                DueRow row = row(claim);
                if (row != null && row.isHeld(claim)) {
                    row.endLease();
                }
            }
        }
    }

    @Override
    public int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> held) {
        synchronized (memory) {
            Instant now = memory.now();
            List<DueRow> others = memory.due.values().stream()
                    .filter(row -> node.equals(row.claimedBy)
                            && row.isRunning(now)
                            && known.contains(row.handler)
                            && !held.contains(new Claim.ClaimId(row.key.check(), row.key.node(), row.claimNo)))
                    .toList();
            others.forEach(DueRow::endLease);
            return others.size();
        }
    }
}
