/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;

/** Checks in memory. */
public final class FakeCheckStore implements CheckStore {

    public final Map<CheckId, StoredCheck> checks = new LinkedHashMap<>();
    public final List<Plan> plans = new ArrayList<>();
    public volatile boolean away;
    public Instant now = Instant.parse("2026-03-01T10:00:00Z");

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
    public synchronized List<StoredCheck> seed(Collection<StoredCheck> seeds) {
        List<StoredCheck> known = findAll();
        seeds.stream()
                .filter(seed ->
                        known.stream().noneMatch(check -> check.handler().equals(seed.handler())))
                .forEach(seed -> checks.put(seed.id(), seed));
        return checks.values().stream()
                .filter(check -> seeds.stream().anyMatch(seed -> seed.handler().equals(check.handler())))
                .toList();
    }

    @Override
    public synchronized StoredCheck save(StoredCheck check) {
        checks.put(check.id(), check);
        return check;
    }

    @Override
    public synchronized void delete(CheckId id) {
        checks.remove(id);
    }

    @Override
    public synchronized void plan(Collection<Plan> newPlans) {
        plans.addAll(newPlans);
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
