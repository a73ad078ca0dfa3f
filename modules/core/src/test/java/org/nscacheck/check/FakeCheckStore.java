/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.server.Change;

/** Checks and their due list in memory. */
public final class FakeCheckStore implements CheckStore, DueList {

    public final Map<CheckId, StoredCheck> checks = new LinkedHashMap<>();
    public final List<ScheduledCheck> scheduledChecks = new ArrayList<>();
    public volatile boolean away;
    private long configuration;
    private Runnable beforeNextPlan = () -> {};
    public Instant now = Instant.parse("2026-03-01T10:00:00Z");

    /** Does this when something is planned next, before it is. */
    public synchronized void beforeNextPlan(Runnable action) {
        beforeNextPlan = action;
    }

    @Override
    public synchronized List<StoredCheck> findAll() {
        return List.copyOf(checks.values());
    }

    @Override
    public synchronized Optional<StoredCheck> find(CheckId id) {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
        return Optional.ofNullable(checks.get(id));
    }

    @Override
    public synchronized Set<CheckKey> rename(Map<CheckKey, CheckKey> successors) {
        if (!successors.isEmpty()) {
            throw new UnsupportedOperationException("no former keys here");
        }
        return Set.of();
    }

    @Override
    public synchronized List<StoredCheck> seed(Collection<StoredCheck> seeds) {
        List<StoredCheck> known = findAll();
        seeds.stream()
                .filter(seed -> known.stream().noneMatch(check -> check.key().equals(seed.key())))
                .forEach(seed -> checks.put(seed.id(), seed));
        return checks.values().stream()
                .filter(check -> seeds.stream().anyMatch(seed -> seed.key().equals(check.key())))
                .toList();
    }

    @Override
    public synchronized StoredCheck save(StoredCheck check, String by) {
        checks.put(check.id(), check);
        configuration++;
        return check;
    }

    @Override
    public Optional<Change> lastChange(CheckId id) {
        return Optional.empty();
    }

    @Override
    public synchronized void delete(CheckId id) {
        checks.remove(id);
    }

    @Override
    public synchronized long configuration() {
        return configuration;
    }

    @Override
    public synchronized boolean schedule(Collection<ScheduledCheck> newPlans, long readAt) {
        Runnable before = beforeNextPlan;
        beforeNextPlan = () -> {};
        before.run();
        return readAt == configuration && scheduledChecks.addAll(newPlans);
    }

    @Override
    public synchronized List<Scheduled> scheduled(Collection<CheckId> ids) {
        Map<CheckId, Scheduled> latest = new LinkedHashMap<>();
        scheduledChecks.forEach(scheduled -> latest.put(
                scheduled.check().id(),
                new Scheduled(
                        scheduled.check().id(),
                        scheduled.node(),
                        scheduled.check().fault(),
                        scheduled.check().destinations())));
        return latest.values().stream()
                .filter(scheduled -> ids.contains(scheduled.check()))
                .toList();
    }

    @Override
    public Set<CheckId> unsettled(String node) {
        return Set.of();
    }

    @Override
    public boolean runNow(CheckId id) {
        return true;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public List<StoredCheck> findAll(Collection<CheckId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }
}
