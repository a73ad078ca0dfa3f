/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims that this node holds. The store may have others under the node's name: a claim that got no answer, one that could not
 * be released, one whose run a standby had not received when it took over. Their checks would wait until the leases expire, so
 * the two are compared from time to time. One loop claims; any thread releases.
 */
final class NodeClaims {

    private static final Logger log = LoggerFactory.getLogger(NodeClaims.class);

    private static final Duration COMPARE_EVERY = Duration.ofSeconds(5);

    private final RunStore store;
    private final NodeId node;
    private final LongSupplier nanoTime;
    /** By what they were claimed for, until when. */
    private final Map<Claim.ClaimId, Instant> held = new ConcurrentHashMap<>();

    private volatile DatabaseClock clock;
    private @Nullable Long comparedNanos;

    NodeClaims(RunStore store, NodeId node, LongSupplier nanoTime) {
        this.store = store;
        this.node = node;
        this.nanoTime = nanoTime;
        this.clock = new DatabaseClock(Instant.EPOCH, nanoTime.getAsLong());
    }

    /** Spreads what is overdue, see {@link RunStore#spreadOverdue}. */
    int spreadOverdue(Set<CheckKey> known, Duration overdue, int moreThan) {
        return store.spreadOverdue(node, known, overdue, moreThan);
    }

    /** Returns the database's time as far as this node knows; the epoch and little more before its first claim. */
    Instant now() {
        return clock.at(nanoTime.getAsLong());
    }

    /** Claims due checks of these handlers, at most as many. */
    Claims claim(Set<CheckKey> handlers, int max) {
        Claims claims = store.claimDue(node, handlers, max);
        claims.claims().forEach(claim -> held.put(claim.id(), claim.leaseUntil()));
        clock = new DatabaseClock(claims.now(), nanoTime.getAsLong());
        return claims;
    }

    /** Releases claims that the store has for this node and the node does not hold, if it is time to compare; by the claim loop. */
    void compare(Set<CheckKey> known) {
        long nanos = nanoTime.getAsLong();
        if (comparedNanos != null && nanos - comparedNanos < COMPARE_EVERY.toNanos()) {
            return;
        }
        Instant now = now();
        held.values().removeIf(leaseUntil -> leaseUntil.isBefore(now));
        int found = store.giveBackOthers(node, known, List.copyOf(held.keySet()));
        comparedNanos = nanos;
        if (found > 0) {
            log.warn("NSCA-205 claims released that this node did not hold count={}", found);
        }
    }

    /** Forgets these claims: their runs were recorded or refused. */
    void ended(Collection<Claim.ClaimId> claims) {
        claims.forEach(held::remove);
    }

    /** Releases claims without a run; if the store is unavailable, with the next comparison. */
    void giveBack(Collection<Claim> unfinished) {
        if (unfinished.isEmpty()) {
            return;
        }
        List<Claim.ClaimId> ids = unfinished.stream().map(Claim::id).toList();
        try {
            store.giveBack(ids);
        } catch (RuntimeException e) {
            log.warn(
                    "NSCA-225 claims could not be released; released when the database answers, or expiring with their"
                            + " leases count={}",
                    ids.size(),
                    e);
        }
        ended(ids);
    }

    /** Database time, extrapolated with the local monotonic clock. */
    private record DatabaseClock(Instant then, long nanos) {
        Instant at(long nanoTime) {
            return then.plusNanos(nanoTime - nanos);
        }
    }
}
