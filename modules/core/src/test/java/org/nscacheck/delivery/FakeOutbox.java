/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.NodeId;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** The outbox of one server in memory: hands out what a test adds, in order. Of one thread. */
public final class FakeOutbox implements DeliveryStore {

    final List<Completion> completed = new ArrayList<>();
    final List<String> released = new ArrayList<>();
    boolean leaseLost;
    int failures;
    private final List<Waiting> waiting = new ArrayList<>();
    private final @Nullable ServerId server;
    private @Nullable NodeId holder;
    private long number;
    private long nextId;
    private Instant until = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;
    private Instant now = Instant.EPOCH;

    /** A delivery that has not ended, and since when it may be handed out. */
    private record Waiting(Delivery delivery, Instant notBefore) {}

    /** An outbox of whatever server is asked for; it is never looked through. */
    FakeOutbox() {
        this(null);
    }

    public FakeOutbox(@Nullable ServerId server) {
        this.server = server;
    }

    void add(int count) {
        addFor(IntStream.range(0, count).toArray());
    }

    /** Adds a delivery for each of these services. */
    void addFor(int... services) {
        for (int service : services) {
            add("service " + service);
        }
    }

    /** Adds a delivery for a service. */
    public void add(String service) {
        Report report = new Report(
                Target.service("host", service), CheckResult.of(Status.OK, "result " + nextId), Instant.EPOCH, null);
        waiting.add(new Waiting(new Delivery(nextId++, report, 0, Duration.ZERO), Instant.MIN));
    }

    /** Moves the clock ahead. */
    public void passTime(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Ready findReady(NodeId node) {
        if (server == null) {
            throw new UnsupportedOperationException("this outbox has no server of its own");
        }
        boolean ready = isFreeFor(node) && waiting.stream().anyMatch(each -> !each.notBefore.isAfter(now));
        return new Ready(ready ? List.of(new Ready.Candidate(server, 0)) : List.of(), now, null);
    }

    private boolean isFreeFor(NodeId node) {
        return !pausedUntil.isAfter(now) && (holder == null || holder.equals(node) || !until.isAfter(now));
    }

    @Override
    public Optional<ServerLease> lease(ServerId id, NodeId node, Duration length) {
        if (!isFreeFor(node)) {
            return Optional.empty();
        }
        holder = node;
        until = now.plus(length);
        return Optional.of(new ServerLease(id, ++number, failures, until));
    }

    private boolean isHeld(ServerLease lease) {
        return lease.number() == number && holder != null && until.isAfter(now);
    }

    @Override
    public Batch take(ServerLease lease, int max, Duration length) {
        List<Delivery> taken = new ArrayList<>();
        if (isHeld(lease)) {
            until = now.plus(length);
            Set<Target> held = new HashSet<>();
            for (int i = 0; i < waiting.size() && taken.size() < max; i++) {
                Waiting each = waiting.get(i);
                Delivery delivery = each.delivery;
                if (each.notBefore.isAfter(now)
                        || held.contains(delivery.report().target())) {
                    held.add(delivery.report().target());
                } else {
                    taken.add(delivery);
                    Delivery tried =
                            new Delivery(delivery.id(), delivery.report(), delivery.attempts() + 1, delivery.age());
                    waiting.set(i, new Waiting(tried, each.notBefore));
                }
            }
        }
        return new Batch(taken, now, 0);
    }

    @Override
    public boolean complete(ServerLease lease, List<Completion> completions) {
        if (leaseLost || !isHeld(lease)) {
            return false;
        }
        completed.addAll(completions);
        completions.forEach(this::note);
        return true;
    }

    private void note(Completion completion) {
        if (completion.state() != DeliveryState.WAITING) {
            waiting.removeIf(each -> each.delivery.id() == completion.delivery());
            return;
        }
        Duration pause = completion.pause() == null ? Duration.ZERO : completion.pause();
        waiting.replaceAll(each ->
                each.delivery.id() == completion.delivery() ? new Waiting(each.delivery, now.plus(pause)) : each);
    }

    @Override
    public boolean release(ServerLease lease, int failuresNow, Duration pause) {
        released.add("failures " + failuresNow + " pause " + pause);
        if (isHeld(lease)) {
            holder = null;
            failures = failuresNow;
            pausedUntil = now.plus(pause);
        }
        return waiting.stream().anyMatch(each -> each.notBefore.equals(Instant.MIN));
    }
}
