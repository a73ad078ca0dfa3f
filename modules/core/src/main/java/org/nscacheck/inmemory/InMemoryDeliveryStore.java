/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.Batch;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryPolicy;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Ready;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.inmemory.Memory.LeaseRow;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** The outbox in memory. */
final class InMemoryDeliveryStore implements DeliveryStore {

    private final Memory memory;
    private final InMemoryEnvironmentStore environment;

    InMemoryDeliveryStore(Memory memory, InMemoryEnvironmentStore environment) {
        this.memory = memory;
        this.environment = environment;
    }

    @Override
    public Ready findReady(NodeId node) {
        synchronized (memory) {
            Instant now = memory.now();
            List<Ready.Candidate> ready = new ArrayList<>();
            Instant next = null;
            for (Server server : memory.servers.values()) {
                Look look = look(server, now);
                next = sooner(next, look.heldUntil);
                if (look.some && server.active() && environment.isConfirmed()) {
                    LeaseRow lease = lease(server.id());
                    if (lease.isLeasedTo(node, now) || lease.isPaused(now)) {
                        next = sooner(next, freeAt(lease, node, now));
                    } else {
                        ready.add(new Ready.Candidate(server.id(), server.version()));
                    }
                }
            }
            return new Ready(ready, now, next);
        }
    }

    /**
     * What there is for a server.
     *
     * @param some whether something is to be sent now
     * @param heldUntil when the first of those may be sent that have to wait longer, or null
     */
    private record Look(boolean some, @Nullable Instant heldUntil) {}

    private Look look(Server server, Instant now) {
        Set<Target> held = new HashSet<>();
        boolean some = false;
        Instant heldUntil = null;
        for (DeliveryRow row : memory.outbox.of(server.id())) {
            if (row.isWaiting() && row.hasToWait(now)) {
                held.add(row.target());
                heldUntil = sooner(heldUntil, row.notBefore);
            } else if (!row.isWaiting() || !held.contains(row.target())) {
                some = true;
            }
        }
        return new Look(some, heldUntil);
    }

    private static @Nullable Instant freeAt(LeaseRow lease, NodeId node, Instant now) {
        Instant leased = lease.isLeasedTo(node, now) ? lease.until() : null;
        Instant paused = lease.isPaused(now) ? lease.notBefore() : null;
        return Memory.later(leased, paused);
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private LeaseRow lease(ServerId server) {
        return memory.leases.getOrDefault(server, LeaseRow.NONE);
    }

    @Override
    public Optional<ServerLease> lease(ServerId server, NodeId node, Duration length) {
        synchronized (memory) {
            Instant now = memory.now();
            LeaseRow row = lease(server);
            boolean free = environment.isConfirmed()
                    && memory.servers.containsKey(server)
                    && !row.isLeasedTo(node, now)
                    && !row.isPaused(now);
            if (!free) {
                return Optional.empty();
            }
            Instant until = now.plus(length);
            memory.leases.put(
                    server,
                    new LeaseRow(
                            node, row.number() + 1, until, row.failures(), row.notBefore(), row.lastDeliveredAt()));
            return Optional.of(new ServerLease(server, row.number() + 1, row.failures(), until));
        }
    }

    @Override
    public Batch take(ServerLease lease, int max, Duration length) {
        synchronized (memory) {
            Instant now = memory.now();
            LeaseRow row = lease(lease.server());
            Server server = memory.servers.get(lease.server());
            if (server == null || row.number() != lease.number() || row.until() == null || !environment.isConfirmed()) {
                return new Batch(List.of(), now, 0);
            }
            memory.leases.put(
                    lease.server(),
                    new LeaseRow(
                            row.node(),
                            row.number(),
                            now.plus(length),
                            row.failures(),
                            row.notBefore(),
                            row.lastDeliveredAt()));
            takeBack(lease);
            supersedeReturned(lease);
            int expired = expire(server, now);
            return new Batch(pick(lease, max, now), now, expired);
        }
    }

    /** Lets what a former holder of the lease was sending wait again. */
    private void takeBack(ServerLease lease) {
        for (DeliveryRow row : memory.outbox.of(lease.server())) {
            if (!row.isWaiting() && row.leaseNo != lease.number()) {
                row.state = DeliveryState.WAITING;
                row.problem = DeliveryProblem.INTERRUPTED;
                row.reason = "the node that was sending it stopped";
            }
        }
    }

    /** Ends what came back from a try, while something newer was already waiting behind it. */
    private void supersedeReturned(ServerLease lease) {
        Map<Target, Long> newest = new HashMap<>();
        for (DeliveryRow row : memory.outbox.of(lease.server())) {
            if (row.isWaiting()) {
                newest.put(row.target(), row.number());
            }
        }
        List<DeliveryRow> returned = memory.outbox.of(lease.server()).stream()
                .filter(row -> row.isWaiting()
                        && row.attempts > 0
                        && memory.outbox.givesWay(row)
                        && newest.getOrDefault(row.target(), 0L) > row.number())
                .toList();
        memory.outbox.end(returned, DeliveryState.SUPERSEDED, "a newer result came before it could be sent again");
    }

    private int expire(Server server, Instant now) {
        Duration maxAge = server.maxAge() == null ? DeliveryPolicy.MAX_AGE : server.maxAge();
        Map<DeliveryRow, String> reasons = new HashMap<>();
        for (DeliveryRow row : memory.outbox.of(server.id())) {
            Report report = row.entry.delivery().report();
            Optional<SendOutcome.Expired> expiry = report.expiry(now);
            if (row.isWaiting() && (expiry.isPresent() || report.at().isBefore(now.minus(maxAge)))) {
                reasons.put(row, expiry.map(SendOutcome.Expired::reason).orElse(DeliveryPolicy.TOO_OLD));
            }
        }
        memory.outbox.end(reasons.keySet(), row -> {
            row.state = DeliveryState.EXPIRED;
            row.reason = reasons.getOrDefault(row, DeliveryPolicy.TOO_OLD);
        });
        return reasons.size();
    }

    /** Takes all that no older one of its target has to wait for. */
    private List<Delivery> pick(ServerLease lease, int max, Instant now) {
        List<Delivery> taken = new ArrayList<>();
        Set<Target> held = new HashSet<>();
        for (DeliveryRow row : memory.outbox.of(lease.server())) {
            if (taken.size() == max) {
                break;
            }
            if (row.hasToWait(now)) {
                held.add(row.target());
            } else if (row.isWaiting() && !held.contains(row.target())) {
                Report report = row.entry.delivery().report();
                taken.add(new Delivery(row.number(), report, row.attempts, Duration.between(report.at(), now)));
                row.state = DeliveryState.LEASED;
                row.leaseNo = lease.number();
                row.attempts++;
                row.notBefore = null;
            }
        }
        return taken;
    }

    @Override
    public boolean complete(ServerLease lease, List<Completion> completions) {
        synchronized (memory) {
            Instant now = memory.now();
            LeaseRow row = lease(lease.server());
            if (row.number() != lease.number()) {
                return false;
            }
            boolean delivered = completions.stream().anyMatch(InMemoryDeliveryStore::isDelivered);
            memory.leases.put(
                    lease.server(),
                    new LeaseRow(
                            row.node(),
                            row.number(),
                            row.until(),
                            row.failures(),
                            row.notBefore(),
                            delivered ? now : row.lastDeliveredAt()));
            Map<Long, Completion> byNumber = new HashMap<>();
            completions.forEach(completion -> byNumber.put(completion.delivery(), completion));
            apply(lease, byNumber, now);
            return true;
        }
    }

    private void apply(ServerLease lease, Map<Long, Completion> completions, Instant now) {
        List<DeliveryRow> ended = new ArrayList<>();
        for (DeliveryRow row : memory.outbox.of(lease.server())) {
            Completion completion = completions.get(row.number());
            if (completion != null && row.state == DeliveryState.LEASED && row.leaseNo == lease.number()) {
                note(row, completion, now);
                if (completion.state().isEnded()) {
                    ended.add(row);
                }
            }
        }
        memory.outbox.end(ended, row -> {});
    }

    private static void note(DeliveryRow row, Completion completion, Instant now) {
        row.state = completion.state();
        row.problem = completion.problem();
        row.reason = completion.reason();
        row.notBefore = completion.pause() == null ? null : now.plus(completion.pause());
    }

    private static boolean isDelivered(Completion completion) {
        return completion.state() == DeliveryState.SENT || completion.state() == DeliveryState.ACCEPTED;
    }

    @Override
    public boolean release(ServerLease lease, int failures, Duration pause) {
        synchronized (memory) {
            LeaseRow row = lease(lease.server());
            if (row.number() != lease.number()) {
                return true;
            }
            memory.leases.put(
                    lease.server(),
                    new LeaseRow(
                            row.node(),
                            row.number(),
                            null,
                            failures,
                            memory.now().plus(pause),
                            row.lastDeliveredAt()));
            return memory.outbox.of(lease.server()).stream()
                    .anyMatch(waiting -> waiting.isWaiting() && waiting.notBefore == null);
        }
    }
}
