/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.node.NodeStore;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.server.Change;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/**
 * What the stores share: the tables of a database as maps. Whoever reads or writes them holds its monitor, so that each call of a
 * store is what a transaction is elsewhere.
 */
final class Memory {

    final InstantSource clock;
    final Map<ServerId, Server> servers = new LinkedHashMap<>();
    final Map<ServerId, Change> serverChanges = new HashMap<>();
    final Map<PolicyId, Policy> policies = new HashMap<>();
    final Map<PolicyId, Change> policyChanges = new HashMap<>();
    final Map<CheckId, StoredCheck> checks = new LinkedHashMap<>();
    final Map<CheckId, Change> checkChanges = new HashMap<>();
    final Map<DueList.Key, DueRow> due = new LinkedHashMap<>();
    final Map<ServerId, LeaseRow> leases = new HashMap<>();
    final Map<NodeId, NodeRow> nodes = new HashMap<>();
    final RunRows runs;
    final MetricRows metrics;
    final InMemoryAuditTrail audit = new InMemoryAuditTrail(this);
    final Outbox outbox;

    /** Grows with each change of a server or a check. */
    long configuration;

    /** For which environment results are delivered, or null before somebody has asked. */
    @Nullable
    String environment;

    private Absence absence = new Absence(null, null, null);

    /** A process that has said that it lives. */
    record NodeRow(Set<CheckKey> handlers, Instant aliveSince, Instant renewedAt) {}

    /** Who sends to a server, and whether it is left alone. */
    record LeaseRow(
            @Nullable NodeId node,
            long number,
            @Nullable Instant until,
            int failures,
            @Nullable Instant notBefore,
            @Nullable Instant lastDeliveredAt) {

        static final LeaseRow NONE = new LeaseRow(null, 0, null, 0, null, null);

        boolean isLeasedTo(NodeId other, Instant now) {
            return until != null && until.isAfter(now) && !other.equals(node);
        }

        boolean isPaused(Instant now) {
            return notBefore != null && notBefore.isAfter(now);
        }
    }

    /** When no node lived last. */
    private record Absence(
            @Nullable Instant leftAt,
            @Nullable Instant beganAt,
            @Nullable Instant endedAt) {}

    /** @param historyKept how many runs of a check, values of a metric, and ended deliveries of a check are kept at most */
    Memory(InstantSource clock, OutboxJournal journal, int historyKept) {
        this.clock = clock;
        this.runs = new RunRows(historyKept);
        this.metrics = new MetricRows(historyKept);
        this.outbox = new Outbox(this, journal, historyKept);
    }

    /** Makes changes of the configuration, or none: what they throw undoes all of them. */
    <T> T together(Supplier<T> changes) {
        Runnable servers = kept(this.servers);
        Runnable serverChanges = kept(this.serverChanges);
        Runnable policies = kept(this.policies);
        Runnable policyChanges = kept(this.policyChanges);
        Runnable checks = kept(this.checks);
        Runnable checkChanges = kept(this.checkChanges);
        Runnable due = kept(this.due);
        Runnable entries = audit.kept();
        boolean made = false;
        try {
            T result = changes.get();
            made = true;
            return result;
        } finally {
            if (!made) {
                List.of(servers, serverChanges, policies, policyChanges, checks, checkChanges, due, entries)
                        .forEach(Runnable::run);
            }
        }
    }

    /** Returns what makes a table again what it is now. */
    static <K, V> Runnable kept(Map<K, V> table) {
        Map<K, V> rows = new LinkedHashMap<>(table);
        return () -> {
            table.clear();
            table.putAll(rows);
        };
    }

    Instant now() {
        return clock.instant();
    }

    boolean isAlive(NodeRow node) {
        return node.renewedAt.isAfter(now().minus(NodeStore.VALIDITY));
    }

    /** Returns whether a living node has the code of a check that runs once, or has the name of the one that it is for. */
    boolean isRun(DueRow row) {
        return nodes.entrySet().stream()
                .filter(node -> isAlive(node.getValue()))
                .anyMatch(node -> row.key.node().isEmpty()
                        ? node.getValue().handlers().contains(row.handler)
                                || node.getValue().handlers().isEmpty()
                        : node.getKey().name().equals(row.key.node()));
    }

    boolean isKnown(String nodeName) {
        return nodes.keySet().stream().anyMatch(node -> node.name().equals(nodeName));
    }

    /** A node is gone: whoever could not have the names of its checks may try again. */
    void countDeparture() {
        if (due.values().stream().anyMatch(row -> row.active && row.fingerprint.isEmpty() && !row.fault.isEmpty())) {
            configuration++;
        }
    }

    void noteLeaving() {
        absence = new Absence(now(), absence.beganAt, absence.endedAt);
    }

    /** @param lastSign when a node lived last, or null if none ever did */
    void endAbsence(@Nullable Instant lastSign) {
        Instant began = later(absence.leftAt, lastSign);
        absence = new Absence(absence.leftAt, began == null ? now() : began, now());
    }

    /** Returns when something that is due then can begin: what was due while no node lived, when one came back. */
    @Nullable
    Instant expected(@Nullable Instant dueAt) {
        Instant began = absence.beganAt;
        Instant ended = absence.endedAt;
        boolean missed =
                dueAt != null && began != null && ended != null && !dueAt.isBefore(began) && !dueAt.isAfter(ended);
        return missed ? ended : dueAt;
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
