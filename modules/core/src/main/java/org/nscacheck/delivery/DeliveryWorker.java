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
        ServerLease lease = store.lease(
                        server.id(), settings.node(), settings.limits().lease())
                .orElse(null);
        if (lease == null) {
            return false;
        }
        // Until something else is known: the thread was interrupted, which is not the server's fault.
        ServerProblem interrupted = new ServerProblem(DeliveryProblem.INTERRUPTED, "interrupted");
        ServerProblem problem = lease.failures() > 0 ? interrupted : null;
        boolean waiting;
        try {
            String locked = server.locked().orElse(null);
            problem = locked == null ? sendAll(server, lease, problems) : unusable(locked);
        } catch (IllegalArgumentException e) {
            problem = unusable(String.valueOf(e.getMessage()));
        } finally {
            waiting = release(server, lease, problem, problems);
        }
        return waiting || problem != null;
    }

    private static ServerProblem unusable(String reason) {
        return new ServerProblem(DeliveryProblem.UNREACHABLE, reason);
    }

    private boolean release(
            Server server, ServerLease lease, @Nullable ServerProblem problem, ServerProblems problems) {
        if (problem == null) {
            boolean waiting = store.release(lease, 0, Duration.ZERO);
            problems.worked(server);
            return waiting;
        }
        int failures = lease.failures() + 1;
        Duration pause = pause(failures, problem.kind());
        boolean waiting = store.release(lease, failures, pause);
        problems.failed(server, problem.kind(), problem.reason(), pause, failures);
        return waiting;
    }

    /** A server that rejects every connection needs a long back-off: each rejection costs it memory, and only a person can end it. */
    private Duration pause(int failures, DeliveryProblem problem) {
        return problem == DeliveryProblem.REJECTED
                ? settings.retry().pause(failures, random)
                : settings.retry().probe(failures, random);
    }

    /** Returns what has gone wrong with the server, or null. */
    private @Nullable ServerProblem sendAll(Server server, ServerLease lease, ServerProblems problems)
            throws InterruptedException {
        // A server that failed is asked with one report first, so that its time-out costs one report's time.
        int max = lease.failures() > 0 ? 1 : settings.limits().batchSize();
        boolean timed = senders.carriesResultTime(server);
        boolean more = true;
        try (Sender sender = senders.open(server)) {
            while (more && !stopping.getAsBoolean()) {
                // Counted from before the lease is renewed: it is over before anybody else may have the server, even
                // if this process is frozen in between.
                Deadline deadline = Deadline.in(settings.limits().batchTime());
                Batch taken = store.take(lease, max, settings.limits().lease());
                problems.expired(server, taken.expired());
                List<Delivery> batch = taken.deliveries();
                if (batch.isEmpty()) {
                    break;
                }
                CarefulSender careful = new CarefulSender(
                        server,
                        sender,
                        deadline.withStoreTime(taken.now()),
                        settings.retry().longest());
                BatchEnd sent = BatchEnd.of(
                        batch,
                        send(server, careful, taken, timed),
                        settings.retry().refused());
                if (!store.complete(lease, sent.completions())) {
                    log.warn(
                            "NSCA-313 server lease lost during a batch; another node may resend it name={}"
                                    + " count={}",
                            Names.printable(server.name()),
                            batch.size());
                    break;
                }
                problems.expired(server, sent.expired());
                if (sent.problem() != null) {
                    return sent.problem();
                }
                more = batch.size() == max;
                max = settings.limits().batchSize();
            }
        }
        return null;
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
