/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;

/** Hands out what a test offers, and keeps what is recorded. */
public final class FakeRunStore implements RunStore {

    public final Queue<Claim> due = new ConcurrentLinkedQueue<>();
    public final List<RunRecord> recorded = new CopyOnWriteArrayList<>();
    private final Map<Claim.ClaimId, Claim> held = new ConcurrentHashMap<>();
    private final Set<Claim.ClaimId> ended = ConcurrentHashMap.newKeySet();
    final List<Claim.ClaimId> givenBack = new CopyOnWriteArrayList<>();
    final Set<Claim.ClaimId> refuse = ConcurrentHashMap.newKeySet();
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
    /** How long recording takes. */
    public volatile Duration recording = Duration.ZERO;

    public volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public Claims claimDue(NodeId node, Set<CheckKey> known, int max) {
        asked.add(max);
        requireThere();
        onClaim.run();
        List<Claim> claims = due.stream()
                .filter(claim -> known.contains(claim.handler()))
                .limit(max)
                .toList();
        claims.forEach(claim -> {
            due.remove(claim);
            held.put(claim.id(), claim);
        });
        return new Claims(claims, now, nextDueAt);
    }

    @Override
    public Set<Claim.ClaimId> record(List<RunRecord> runs) {
        LockSupport.parkNanos(recording.toNanos());
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
        Set<Claim.ClaimId> refused = new HashSet<>(refuse);
        for (RunRecord run : runs) {
            Claim.ClaimId id = run.claim().id();
            if (ended.contains(id)) {
                refused.add(id);
            } else if (!refused.contains(id)) {
                held.remove(id);
                ended.add(id);
                recorded.add(run);
            }
        }
        return refused;
    }

    @Override
    public Set<CheckId> record(NodeId node, Collection<CheckId> checks, Function<List<Claim>, List<RunRecord>> judge) {
        requireThere();
        List<Claim> claims = Stream.concat(due.stream(), held.values().stream())
                .filter(claim -> checks.contains(claim.check()))
                .toList();
        List<Claim> next = claims.stream().map(FakeRunStore::next).toList();
        List<RunRecord> judged = judge.apply(next);
        claims.forEach(claim -> {
            due.remove(claim);
            held.remove(claim.id());
            ended.add(claim.id());
        });
        record(judged);
        Set<CheckId> missing = new HashSet<>(checks);
        claims.forEach(claim -> missing.remove(claim.check()));
        return missing;
    }

    /** Has another number, so that the former claim is worth nothing. */
    private static Claim next(Claim claim) {
        return new Claim(
                new Claim.ClaimId(claim.check(), claim.node(), claim.number() + 1),
                claim.handler(),
                claim.configVersion(),
                claim.slot(),
                claim.forced(),
                claim.lease(),
                claim.state());
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
        claims.forEach(this::offerAgain);
    }

    private void offerAgain(Claim.ClaimId id) {
        Claim claim = held.remove(id);
        if (claim != null) {
            ended.add(id);
            due.add(next(claim));
        }
    }

    @Override
    public int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> stillHeld) {
        requireThere();
        compared.add(Set.copyOf(stillHeld));
        List<Claim.ClaimId> others = held.values().stream()
                .filter(claim -> known.contains(claim.handler()))
                .map(Claim::id)
                .filter(id -> !stillHeld.contains(id))
                .toList();
        others.forEach(this::offerAgain);
        return others.size();
    }

    private void requireThere() {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
    }
}
