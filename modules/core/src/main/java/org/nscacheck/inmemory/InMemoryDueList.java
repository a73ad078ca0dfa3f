/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.Check;
import org.nscacheck.check.Check.Destination;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.TargetAllotment;
import org.nscacheck.check.TargetAllotment.Holder;
import org.nscacheck.check.TargetAllotment.Settled;
import org.nscacheck.schedule.Spread;

/** The due list in memory. */
final class InMemoryDueList implements DueList {

    private final Memory memory;

    InMemoryDueList(Memory memory) {
        this.memory = memory;
    }

    @Override
    public long configuration() {
        synchronized (memory) {
            return memory.configuration;
        }
    }

    @Override
    public Instant now() {
        return memory.now();
    }

    @Override
    public boolean schedule(Collection<ScheduledCheck> scheduledChecks, long configuration) {
        Map<Settled, String> formerFaults = new LinkedHashMap<>();
        synchronized (memory) {
            if (configuration != memory.configuration) {
                return false;
            }
            removeOtherScope(scheduledChecks);
            List<ScheduledCheck> changed =
                    scheduledChecks.stream().filter(this::isChanged).toList();
            if (!changed.isEmpty()) {
                TargetAllotment allotment = TargetAllotment.of(holders(changed), changed, scheduledChecks);
                retire(allotment);
                allotment.settled().forEach(settled -> formerFaults.put(settled, store(settled)));
            }
        }
        formerFaults.forEach(Settled::logChange);
        return true;
    }

    /** Entries of before the code said that a check runs on each node, or that it does not any more. */
    private void removeOtherScope(Collection<ScheduledCheck> scheduledChecks) {
        Map<CheckId, Boolean> onEachNode = new HashMap<>();
        scheduledChecks.forEach(scheduled ->
                onEachNode.merge(scheduled.check().id(), !scheduled.node().isEmpty(), Boolean::logicalOr));
        memory.due
                .keySet()
                .removeIf(key -> onEachNode.containsKey(key.check())
                        && onEachNode.get(key.check()).equals(key.node().isEmpty()));
    }

    private boolean isChanged(ScheduledCheck scheduled) {
        DueRow row = memory.due.get(Key.of(scheduled));
        return row == null || !row.fingerprint.equals(scheduled.check().fingerprint());
    }

    private Map<Destination, Holder> holders(Collection<ScheduledCheck> changed) {
        Set<Destination> wanted = new HashSet<>();
        changed.forEach(scheduled -> wanted.addAll(TargetAllotment.wanted(scheduled)));
        Map<Destination, Holder> holders = new HashMap<>();
        for (DueRow row : memory.due.values()) {
            StoredCheck check = memory.checks.get(row.key.check());
            for (Destination destination : row.destinations) {
                if (check != null && wanted.contains(destination)) {
                    holders.put(destination, new Holder(row.key, check.name(), memory.isRun(row)));
                }
            }
        }
        return holders;
    }

    /** Takes names from entries that nobody runs; one that has none left is off the list until its code or node is back. */
    private void retire(TargetAllotment allotment) {
        for (Key key : allotment.gone()) {
            DueRow row = memory.due.get(key);
            if (row != null) {
                row.destinations = row.destinations.stream()
                        .filter(destination -> !allotment.givenAway().contains(destination))
                        .toList();
                if (row.destinations.isEmpty()) {
                    row.active = false;
                    row.fingerprint = "";
                    row.claimNo++;
                    row.endLease();
                }
            }
        }
    }

    /** Returns the former fault. */
    private String store(Settled settled) {
        ScheduledCheck scheduled = settled.scheduled();
        Check check = scheduled.check();
        DueRow row = memory.due.get(Key.of(scheduled));
        boolean isNew = row == null;
        if (row == null) {
            row = new DueRow(Key.of(scheduled), check.handler());
            memory.due.put(row.key, row);
        }
        String formerFault = row.fault;
        reschedule(row, scheduled, isNew);
        row.handler = check.handler();
        row.active = check.active();
        row.fingerprint = settled.isWaiting() ? "" : check.fingerprint();
        row.configVersion++;
        row.schedule = check.scheduleText();
        row.timeout = check.timeout();
        row.window = Spread.window(check.schedule(), Spread.DEFAULT_LIMIT);
        row.fault = check.fault();
        row.host = check.host();
        row.tags = check.tags();
        row.destinations = List.copyOf(TargetAllotment.wanted(scheduled));
        return formerFault;
    }

    /** Compares with what the row still says. */
    private void reschedule(DueRow row, ScheduledCheck scheduled, boolean isNew) {
        Check check = scheduled.check();
        boolean starts = isNew || (!row.active && check.active()) || !row.fault.equals(check.fault());
        boolean moves = starts || !row.schedule.equals(check.scheduleText());
        if (starts) {
            row.slot = scheduled.firstRunAt();
            row.dueAt = scheduled.firstRunAt();
        } else if (moves) {
            row.slot = check.nextSlot(memory.now(), null);
            row.dueAt = row.slot == null ? null : check.dueAt(row.slot);
        }
        row.rescheduled = row.rescheduled || (moves && row.leaseUntil != null);
        row.wakeAt = row.leaseUntil == null ? row.dueAt : row.leaseUntil;
    }

    @Override
    public List<Scheduled> scheduled(Collection<CheckId> ids) {
        synchronized (memory) {
            return memory.due.values().stream()
                    .filter(row -> ids.contains(row.key.check()))
                    .map(row -> new Scheduled(row.key.check(), row.key.node(), row.fault, row.destinations))
                    .toList();
        }
    }

    @Override
    public Set<CheckId> unsettled(String node) {
        Set<CheckId> unsettled = new HashSet<>();
        synchronized (memory) {
            memory.due.values().stream()
                    .filter(row -> row.fingerprint.isEmpty()
                            && (row.key.node().isEmpty() || row.key.node().equals(node)))
                    .forEach(row -> unsettled.add(row.key.check()));
        }
        return unsettled;
    }

    @Override
    public boolean runNow(CheckId id, AuditNote note) {
        synchronized (memory) {
            List<DueRow> rows = new ArrayList<>(memory.due.values());
            rows.removeIf(row -> !row.key.check().equals(id));
            if (rows.isEmpty()) {
                throw new RefusedException("there is no check " + id + " on the due list");
            }
            if (rows.stream().noneMatch(row -> row.active)) {
                throw new RefusedException("check " + id + " is not active");
            }
            rows.removeIf(row -> !row.active || row.leaseUntil != null);
            rows.forEach(this::force);
            if (!rows.isEmpty()) {
                memory.audit.write(note);
            }
            return !rows.isEmpty();
        }
    }

    private void force(DueRow row) {
        Instant now = memory.now();
        row.slot = row.forced ? row.slot : now;
        row.dueAt = now;
        row.wakeAt = now;
        row.forced = true;
    }
}
