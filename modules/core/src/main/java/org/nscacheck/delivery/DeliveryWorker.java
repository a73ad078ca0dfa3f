/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the waiting reports of one server: leases it, sends batch after batch, stores the outcome of each report, and releases
 * the lease. No other node sends to the server meanwhile. Holds no state, so that one object serves all servers.
 */
final class DeliveryWorker {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    private final DeliveryStore store;
    private final SenderFactories senders;
    private final DeliverySettings settings;
    private final RandomGenerator random;
    private final BooleanSupplier stopping;
    private final LateResult late;

    DeliveryWorker(
            DeliveryStore store,
            SenderFactories senders,
            DeliverySettings settings,
            RandomGenerator random,
            BooleanSupplier stopping) {
        this.store = store;
        this.senders = senders;
        this.settings = settings;
        this.random = random;
        this.stopping = stopping;
        this.late = new LateResult(settings.zone());
    }

    /** Returns whether to poll again: something waits already, or a back-off started. */
    boolean deliver(Server server, ServerProblems problems) throws InterruptedException {
        if (stopping.getAsBoolean()) {
            return false;
        }
        String locked = server.locked().orElse(null);
        if (locked != null) {
            return cannotOpen(server, locked, problems);
        }
        Sender opened;
        try {
            opened = senders.open(server);
        } catch (IllegalArgumentException e) {
            return cannotOpen(server, String.valueOf(e.getMessage()), problems);
        }
        try (Sender sender = opened) {
            return deliver(server, sender, problems);
        }
    }

    private boolean cannotOpen(Server server, String reason, ServerProblems problems) {
        ServerLease lease = store.lease(
                        server.id(), settings.node(), settings.limits().lease())
                .orElse(null);
        if (lease == null) {
            return false;
        }
        Turn turn = new Turn(server, lease, problems);
        turn.problem = new ServerProblem(DeliveryProblem.UNREACHABLE, reason);
        turn.end();
        return true;
    }

    private boolean deliver(Server server, Sender sender, ServerProblems problems) throws InterruptedException {
        Deadline deadline = batchDeadline();
        DeliveryStore.Begun begun = store.begin(
                        server.id(),
                        settings.node(),
                        settings.limits().lease(),
                        settings.limits().batchSize())
                .orElse(null);
        if (begun == null) {
            return false;
        }
        Turn turn = new Turn(server, begun.lease(), problems);
        try {
            turn.sendAll(sender, begun.batch(), deadline);
        } catch (IllegalArgumentException e) {
            turn.problem = new ServerProblem(DeliveryProblem.UNREACHABLE, String.valueOf(e.getMessage()));
        } finally {
            turn.end();
        }
        return turn.waiting || turn.problem != null;
    }

    /**
     * Counted from before the lease begins or is renewed: it is over before anybody else may have the server, even if this process is
     * frozen in between.
     */
    private Deadline batchDeadline() {
        return Deadline.in(settings.limits().batchTime());
    }

    /** A server that rejects every connection needs a long back-off: each rejection costs it memory, and only a person can end it. */
    private Duration pause(int failures, DeliveryProblem problem) {
        return problem == DeliveryProblem.REJECTED
                ? settings.retry().pause(failures, random)
                : settings.retry().probe(failures, random);
    }

    /** From the lease of a server to its release; for one thread. */
    private final class Turn {

        private final Server server;
        private final ServerLease lease;
        private final ServerProblems problems;
        private final boolean timed;

        private @Nullable ServerProblem problem;
        private boolean released;
        private boolean waiting;

        Turn(Server server, ServerLease lease, ServerProblems problems) {
            this.server = server;
            this.lease = lease;
            this.problems = problems;
            this.timed = senders.carriesResultTime(server);
            // Until something else is known: the thread was interrupted, which is not the server's fault.
            this.problem = lease.failures() > 0 ? new ServerProblem(DeliveryProblem.INTERRUPTED, "interrupted") : null;
        }

        /** Sends batch after batch, and releases the lease with the last one, unless nothing was left. */
        void sendAll(Sender sender, Batch first, Deadline firstDeadline) throws InterruptedException {
            Batch taken = first;
            Deadline deadline = firstDeadline;
            int max = lease.firstBatch(settings.limits().batchSize());
            boolean more = true;
            while (more) {
                problems.expired(server, taken.expired());
                int size = taken.deliveries().size();
                if (size == 0) {
                    problem = null;
                    return;
                }
                BatchEnd sent = send(sender, taken, deadline);
                more = sent.problem() == null && size == max && !stopping.getAsBoolean();
                if (!store(sent, !more)) {
                    log.warn(
                            "NSCA-313 server lease lost during a batch; another node may resend it name={}"
                                    + " count={}",
                            Names.printable(server.name()),
                            size);
                    more = false;
                }
                if (more) {
                    max = settings.limits().batchSize();
                    deadline = batchDeadline();
                    taken = store.take(lease, max, settings.limits().lease());
                }
            }
        }

        private BatchEnd send(Sender sender, Batch taken, Deadline deadline) throws InterruptedException {
            CarefulSender careful = new CarefulSender(
                    server,
                    sender,
                    deadline.withStoreTime(taken.now()),
                    settings.retry().longest());
            return BatchEnd.of(
                    taken.deliveries(),
                    DeliveryWorker.this.send(server, careful, taken, timed),
                    settings.retry().refused());
        }

        /** Returns whether the lease was still held. */
        private boolean store(BatchEnd sent, boolean last) {
            boolean held =
                    last ? release(sent.problem(), sent.completions()) : store.complete(lease, sent.completions());
            problem = sent.problem();
            if (held) {
                problems.expired(server, sent.expired());
            }
            return held;
        }

        /** Releases the lease, unless that was done with the last batch. */
        void end() {
            if (!released) {
                release(problem, null);
            }
        }

        private boolean release(@Nullable ServerProblem known, @Nullable List<Completion> completions) {
            int failures = known == null ? 0 : lease.failures() + 1;
            Duration pause = known == null ? Duration.ZERO : pause(failures, known.kind());
            DeliveryStore.Ended ended = completions == null
                    ? new DeliveryStore.Ended(true, store.release(lease, failures, pause))
                    : store.end(lease, completions, failures, pause);
            released = true;
            waiting = ended.waiting();
            if (!ended.held()) {
                return false;
            }
            if (known == null) {
                problems.worked(server);
            } else {
                problems.failed(server, known.kind(), known.reason(), pause, failures);
            }
            return true;
        }
    }

    /**
     * Sends what may still be sent.
     *
     * @param timed whether the receiver is told when a result arose, so that a late one needs no words
     * @return one outcome per delivery
     */
    private List<SendOutcome> send(Server server, CarefulSender sender, Batch taken, boolean timed)
            throws InterruptedException {
        List<Report> reports = new ArrayList<>();
        Map<Integer, SendOutcome> expired = new TreeMap<>();
        for (Delivery delivery : taken.deliveries()) {
            DeliveryPolicy.Decision decision = DeliveryPolicy.decide(delivery, taken.now());
            if (decision instanceof DeliveryPolicy.Expire expire) {
                expired.put(reports.size() + expired.size(), new SendOutcome.Expired(expire.reason()));
            } else {
                boolean marked = decision instanceof DeliveryPolicy.SendMarkedLate && !timed;
                reports.add(marked ? late.marked(delivery) : delivery.report());
            }
        }
        if (reports.isEmpty()) {
            return List.copyOf(expired.values());
        }
        long began = System.nanoTime();
        List<SendOutcome> sent = sender.send(reports);
        settings.listener().batchSent(server, reports, sent, Duration.ofNanos(System.nanoTime() - began));
        List<SendOutcome> outcomes = new ArrayList<>(sent);
        expired.forEach(outcomes::add);
        return outcomes;
    }
}
