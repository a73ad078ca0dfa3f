/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.nscacheck.check.NodeId;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits for one server: takes its lease, sends batch after batch, notes what became of each report, and gives
 * the lease back. The only one in the cluster that talks to the server meanwhile. Holds no state, so that one object serves
 * all servers.
 */
final class DeliveryWorker {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    private final DeliveryStore store;
    private final SenderFactories senders;
    private final NodeId node;
    private final Settings settings;
    private final RandomGenerator random;
    private final BooleanSupplier stopping;
    private final LateResult late;

    /**
     * How deliveries are sent.
     *
     * @param batchSize the most reports handed to a sender at once
     * @param batchTime time a sender has for a batch
     * @param lease how long a server belongs to a node that does not renew; longer than a batch may take
     * @param retry pauses after failures
     * @param zone of times in words
     * @param listener is told of batches
     */
    record Settings(
            int batchSize,
            Duration batchTime,
            Duration lease,
            RetryPolicy retry,
            ZoneId zone,
            DeliveryListener listener) {

        Settings {
            if (batchSize < 1 || batchTime.compareTo(lease) >= 0) {
                throw new IllegalArgumentException("batch size " + batchSize + " must be positive and batch time "
                        + batchTime + " less than the lease " + lease);
            }
        }
    }

    DeliveryWorker(
            DeliveryStore store,
            SenderFactories senders,
            NodeId node,
            Settings settings,
            RandomGenerator random,
            BooleanSupplier stopping) {
        this.store = store;
        this.senders = senders;
        this.node = node;
        this.settings = settings;
        this.random = random;
        this.stopping = stopping;
        this.late = new LateResult(settings.zone());
    }

    /** Returns whether another look pays: something was sent, or a pause began whose end has to be known. */
    boolean deliver(Server server, ServerProblems problems) throws InterruptedException {
        ServerLease lease = store.lease(server.id(), node, settings.lease()).orElse(null);
        if (lease == null) {
            return false;
        }
        // Until something else is known: the thread was interrupted, which is not the server's fault.
        Served served = new Served(false, lease.failures() > 0 ? "interrupted" : "");
        try {
            String locked = server.locked().orElse("");
            served = locked.isEmpty() ? sendAll(server, lease, problems) : new Served(false, locked);
        } catch (IllegalArgumentException e) {
            served = new Served(false, String.valueOf(e.getMessage()));
        } finally {
            release(server, lease, served.problem, problems);
        }
        return served.anything || !served.problem.isEmpty();
    }

    private void release(Server server, ServerLease lease, String problem, ServerProblems problems) {
        int failures = problem.isEmpty() ? 0 : lease.failures() + 1;
        Duration pause = problem.isEmpty() ? Duration.ZERO : pause(failures, problem);
        store.release(lease, failures, pause);
        if (problem.isEmpty()) {
            problems.worked(server);
        } else {
            problems.failed(server, problem, pause, failures);
        }
    }

    /** A server that rejects us has to be left alone: each rejection costs it memory, and only a person can end it. */
    private Duration pause(int failures, String problem) {
        return Rejections.isRejection(problem)
                ? settings.retry().pause(failures, random)
                : settings.retry().probe(failures, random);
    }

    private Served sendAll(Server server, ServerLease lease, ServerProblems problems) throws InterruptedException {
        // A server that failed is asked with one report first, so that its time-out costs one report's time.
        int max = lease.failures() > 0 ? 1 : settings.batchSize();
        boolean timed = senders.carriesResultTime(server);
        boolean anything = false;
        try (Sender sender = senders.open(server)) {
            while (!stopping.getAsBoolean()) {
                // Counted from before the lease is renewed: it is over before anybody else may have the server, also if
                // this
                // process is frozen in between.
                Deadline deadline = Deadline.in(settings.batchTime());
                Batch taken = store.take(lease, max, settings.lease());
                problems.expired(server, taken.expired());
                List<Delivery> batch = taken.deliveries();
                if (batch.isEmpty()) {
                    break;
                }
                List<Report> reports = batch.stream()
                        .map(timed ? Delivery::report : late::asSent)
                        .toList();
                long began = System.nanoTime();
                List<SendOutcome> outcomes = new CarefulSender(
                                server,
                                sender,
                                deadline.withStoreTime(taken.now()),
                                settings.retry().longest())
                        .send(reports);
                settings.listener().batchSent(server, reports, outcomes, Duration.ofNanos(System.nanoTime() - began));
                Noted sent = note(batch, outcomes);
                if (!store.complete(lease, sent.completions)) {
                    log.warn(
                            "NSCA-313 the lease of a server was lost while sending, another node repeats name={}"
                                    + " count={}",
                            Names.printable(server.name()),
                            batch.size());
                    break;
                }
                problems.expired(server, sent.expired());
                if (!sent.problem.isEmpty()) {
                    return new Served(anything, sent.problem);
                }
                anything = true;
                max = settings.batchSize();
            }
        }
        return new Served(anything, "");
    }

    private Noted note(List<Delivery> batch, List<SendOutcome> outcomes) {
        List<Completion> completions = new ArrayList<>(batch.size());
        String problem = "";
        for (int i = 0; i < batch.size(); i++) {
            SendOutcome outcome = outcomes.get(i);
            completions.add(completion(batch.get(i).id(), outcome));
            if (problem.isEmpty()) {
                problem = problem(outcome);
            }
        }
        return new Noted(inOrder(batch, completions), problem);
    }

    /** What would be sent again after something newer of its target has arrived is not: the newer one stays the last. */
    private static List<Completion> inOrder(List<Delivery> batch, List<Completion> completions) {
        List<Completion> ordered = new ArrayList<>(completions);
        Set<Target> delivered = new HashSet<>();
        for (int i = batch.size() - 1; i >= 0; i--) {
            Completion completion = completions.get(i);
            Target target = batch.get(i).report().target();
            if (completion.state() == DeliveryState.SENT || completion.state() == DeliveryState.ACCEPTED) {
                delivered.add(target);
            } else if (completion.state() == DeliveryState.WAITING && delivered.contains(target)) {
                String reason = completion.reason() + "; a newer result of its service was delivered";
                ordered.set(i, new Completion(completion.delivery(), DeliveryState.SUPERSEDED, reason, null));
            }
        }
        return ordered;
    }

    private Completion completion(long id, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Accepted) {
            return new Completion(id, DeliveryState.ACCEPTED, "", null);
        } else if (outcome instanceof SendOutcome.Sent sent) {
            return new Completion(id, DeliveryState.SENT, sent.readToEnd() ? "read to the end" : "", null);
        } else if (outcome instanceof SendOutcome.Unknown unknown) {
            return new Completion(id, DeliveryState.WAITING, unknown.reason(), null);
        } else if (outcome instanceof SendOutcome.Retry retry) {
            return new Completion(id, DeliveryState.WAITING, retry.reason(), retry.notBefore());
        } else if (outcome instanceof SendOutcome.Rejected rejected) {
            return new Completion(id, DeliveryState.WAITING, Rejections.reason(rejected), null);
        } else if (outcome instanceof SendOutcome.Refused refused) {
            return new Completion(
                    id,
                    DeliveryState.WAITING,
                    "refused: " + refused.reason(),
                    settings.retry().refused());
        } else if (outcome instanceof SendOutcome.Expired expired) {
            return new Completion(id, DeliveryState.EXPIRED, expired.reason(), null);
        } else if (outcome instanceof SendOutcome.Superseded superseded) {
            return new Completion(id, DeliveryState.SUPERSEDED, superseded.reason(), null);
        }
        throw new AssertionError("unknown outcome " + outcome);
    }

    /** A refused report concerns itself alone; an unknown or undone one means that the server cannot be reached now. */
    private static String problem(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Unknown unknown) {
            return unknown.reason();
        } else if (outcome instanceof SendOutcome.Rejected rejected) {
            return Rejections.reason(rejected);
        }
        return outcome instanceof SendOutcome.Retry retry ? retry.reason() : "";
    }

    private record Noted(List<Completion> completions, String problem) {

        int expired() {
            return (int) completions.stream()
                    .filter(completion -> completion.state() == DeliveryState.EXPIRED)
                    .count();
        }
    }

    /** What came of one stay at a server; the problem is empty if there was none. */
    private record Served(boolean anything, String problem) {}
}
