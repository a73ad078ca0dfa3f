/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.inmemory.Memory.NodeRow;
import org.nscacheck.node.NodeStore;

/** The nodes in memory: engines of this process. */
final class InMemoryNodeStore implements NodeStore {

    private final Memory memory;

    InMemoryNodeStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Renewal renew(NodeId node, Set<CheckKey> handlers, Duration validity, Duration steady) {
        synchronized (memory) {
            Instant now = memory.now();
            Instant lastSign =
                    memory.nodes.values().stream().map(NodeRow::renewedAt).reduce(null, Memory::later);
            NodeRow before = memory.nodes.get(node);
            boolean back = before == null || before.renewedAt().isBefore(now.minus(validity));
            Instant aliveSince = before == null || back ? now : before.aliveSince();
            memory.nodes.put(node, new NodeRow(Set.copyOf(handlers), aliveSince, now));
            if (lastSign == null || lastSign.isBefore(now.minus(validity))) {
                memory.endAbsence(lastSign);
            }
            List<String> dead = aliveSince.isAfter(now.minus(steady)) ? List.of() : free(now, validity);
            return new Renewal(back, dead, memory.configuration);
        }
    }

    private List<String> free(Instant now, Duration validity) {
        Instant limit = now.minus(validity);
        List<NodeId> dead = memory.nodes.entrySet().stream()
                .filter(node -> node.getValue().renewedAt().isBefore(limit))
                .map(Map.Entry::getKey)
                .toList();
        memory.nodes.keySet().removeAll(dead);
        for (DueRow row : memory.due.values()) {
            if (row.isRunning(now) && isLost(row, dead, limit)) {
                // The number stays: who comes back before somebody else has claimed may still store its run.
                row.leaseUntil = now;
                row.wakeAt = now;
            }
        }
        if (!dead.isEmpty()) {
            memory.countDeparture();
        }
        return dead.stream().map(NodeId::value).toList();
    }

    private boolean isLost(DueRow row, List<NodeId> dead, Instant limit) {
        NodeId owner = row.claimedBy;
        boolean unknown = owner == null || !memory.nodes.containsKey(owner);
        return (owner != null && dead.contains(owner)) || (unknown && isBefore(row.claimedAt, limit));
    }

    private static boolean isBefore(@Nullable Instant time, Instant limit) {
        return time != null && time.isBefore(limit);
    }

    @Override
    public List<NodeId> living() {
        synchronized (memory) {
            return memory.nodes.entrySet().stream()
                    .filter(node -> memory.isAlive(node.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted(Comparator.comparing(NodeId::value))
                    .toList();
        }
    }

    @Override
    public void leave(NodeId node) {
        synchronized (memory) {
            memory.nodes.remove(node);
            memory.noteLeaving();
            if (!memory.isKnown(node.name())) {
                memory.due.values().stream()
                        .filter(row -> row.active && row.key.node().equals(node.name()))
                        .forEach(row -> {
                            row.active = false;
                            row.fingerprint = "";
                            row.destinations = List.of();
                        });
            }
            memory.countDeparture();
        }
    }

    @Override
    public Set<String> forget(Duration absence) {
        synchronized (memory) {
            Instant limit = memory.now().minus(absence);
            Set<String> gone = new TreeSet<>();
            List<DueRow> absent = memory.due.values().stream()
                    .filter(row -> !row.key.node().isEmpty()
                            && isBefore(Memory.later(row.dueAt, row.lastEndedAt), limit)
                            && !memory.isKnown(row.key.node()))
                    .toList();
            for (DueRow row : absent) {
                memory.due.remove(row.key);
                gone.add(row.key.node());
            }
            return gone;
        }
    }
}
