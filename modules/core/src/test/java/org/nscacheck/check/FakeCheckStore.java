/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.server.Change;
import org.nscacheck.server.StaleVersionException;

/** Checks and their due list in memory. */
public final class FakeCheckStore implements CheckStore, DueList {

    public final Map<CheckId, StoredCheck> checks = new LinkedHashMap<>();
    public final List<ScheduledCheck> scheduledChecks = new ArrayList<>();
    private final Map<CheckId, Change> changes = new HashMap<>();
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
    public synchronized <T> T together(Supplier<T> several) {
        Map<CheckId, StoredCheck> before = new LinkedHashMap<>(checks);
        try {
            return several.get();
        } catch (RuntimeException e) {
            checks.clear();
            checks.putAll(before);
            throw e;
        }
    }

    @Override
    public synchronized Set<CheckKey> rename(Map<CheckKey, CheckKey> successors) {
        Set<CheckKey> renamed = new LinkedHashSet<>();
        successors.forEach((former, present) -> {
            if (of(present).isEmpty()) {
                for (StoredCheck check : of(former)) {
                    checks.put(check.id(), renamed(check, present));
                    renamed.add(former);
                    configuration++;
                }
            }
        });
        return renamed;
    }

    private List<StoredCheck> of(CheckKey key) {
        return checks.values().stream().filter(check -> check.key().equals(key)).toList();
    }

    private static StoredCheck renamed(StoredCheck check, CheckKey key) {
        boolean isNamedAfterKey = check.name().equals(check.key().value());
        return new StoredCheck(
                check.id(),
                key,
                isNamedAfterKey ? key.value() : check.name(),
                check.settings(),
                check.pausedUntil(),
                check.version());
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
        StoredCheck stored = checks.get(check.id());
        if (stored != null && stored.version() != check.version()) {
            throw new StaleVersionException("check " + check.name() + " was changed meanwhile");
        }
        if (checks.values().stream()
                .anyMatch(other ->
                        other.name().equals(check.name()) && !other.id().equals(check.id()))) {
            throw new RefusedException("there is a check " + check.name() + " already");
        }
        StoredCheck saved = stored == null
                ? check
                : new StoredCheck(
                        check.id(),
                        check.key(),
                        check.name(),
                        check.settings(),
                        check.pausedUntil(),
                        check.version() + 1);
        checks.put(check.id(), saved);
        changes.put(check.id(), new Change(by, now));
        configuration++;
        return saved;
    }

    @Override
    public synchronized Optional<Change> lastChange(CheckId id) {
        return checks.containsKey(id) ? Optional.ofNullable(changes.get(id)) : Optional.empty();
    }

    @Override
    public synchronized void delete(CheckId id, String by) {
        checks.remove(id);
        configuration++;
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
        boolean current = readAt == configuration;
        if (current) {
            scheduledChecks.addAll(newPlans);
        }
        return current;
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
    public synchronized boolean runNow(CheckId id, AuditNote note) {
        if (scheduled(Set.of(id)).isEmpty()) {
            throw new RefusedException("check " + id + " is not planned");
        }
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
