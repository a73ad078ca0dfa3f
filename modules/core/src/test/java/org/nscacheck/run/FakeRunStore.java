/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;

/** Hands out what a test offers, and keeps what is recorded. */
public final class FakeRunStore implements RunStore {

    public final Queue<Claim> due = new ConcurrentLinkedQueue<>();
    public final List<RunRecord> recorded = new CopyOnWriteArrayList<>();
    final List<Claim.ClaimId> givenBack = new CopyOnWriteArrayList<>();
    final Set<Claim.ClaimId> refuse = java.util.concurrent.ConcurrentHashMap.newKeySet();
    final List<Integer> asked = new CopyOnWriteArrayList<>();
    final List<Set<Claim.ClaimId>> compared = new CopyOnWriteArrayList<>();
    final AtomicInteger spreads = new AtomicInteger();
    volatile Runnable onClaim = () -> {};
    volatile boolean refusesToRecord;
    final AtomicInteger failedRecords = new AtomicInteger();
    /** What recording this run throws, or null. */
    volatile Function<RunRecord, @Nullable RuntimeException> faultOf = run -> null;

    volatile boolean away;
    volatile @Nullable Instant nextDueAt;
    public volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public Claims claimDue(NodeId node, Set<CheckKey> known, int max) {
        asked.add(max);
        requireThere();
        onClaim.run();
        List<Claim> claims = new ArrayList<>();
        while (claims.size() < max && !due.isEmpty()) {
            claims.add(due.poll());
        }
        return new Claims(claims, now, nextDueAt);
    }

    @Override
    public Set<Claim.ClaimId> record(List<RunRecord> runs) {
        requireThere();
        if (refusesToRecord) {
            failedRecords.incrementAndGet();
            throw new IllegalStateException("the store takes nothing");
        }
        for (RunRecord run : runs) {
            RuntimeException fault = faultOf.apply(run);
            if (fault != null) {
                failedRecords.incrementAndGet();
                throw fault;
            }
        }
        runs.stream().filter(run -> !refuse.contains(run.claim().id())).forEach(recorded::add);
        return Set.copyOf(refuse);
    }

    @Override
    public void requireWorking() {
        requireThere();
        if (refusesToRecord) {
            failedRecords.incrementAndGet();
            throw new IllegalStateException("the store takes nothing");
        }
    }

    @Override
    public List<Orphan> claimOrphans(NodeId node, Duration grace, int max) {
        return List.of();
    }

    @Override
    public int spreadOverdue(NodeId node, Set<CheckKey> known, Duration overdue, int moreThan) {
        spreads.incrementAndGet();
        return 0;
    }

    @Override
    public void giveBack(Collection<Claim.ClaimId> claims) {
        requireThere();
        givenBack.addAll(claims);
    }

    @Override
    public int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> held) {
        requireThere();
        compared.add(Set.copyOf(held));
        return 0;
    }

    private void requireThere() {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
    }
}
