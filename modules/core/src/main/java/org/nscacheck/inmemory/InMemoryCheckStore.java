/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.server.Change;
import org.nscacheck.server.Names;
import org.nscacheck.server.StaleVersionException;

/** The configuration of checks in memory. */
final class InMemoryCheckStore implements CheckStore {

    private final Memory memory;

    InMemoryCheckStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<StoredCheck> findAll() {
        synchronized (memory) {
            return memory.checks.values().stream()
                    .sorted(Comparator.comparing(StoredCheck::name))
                    .toList();
        }
    }

    @Override
    public Optional<StoredCheck> find(CheckId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.checks.get(id));
        }
    }

    @Override
    public List<StoredCheck> findAll(Collection<CheckId> ids) {
        synchronized (memory) {
            return ids.stream().flatMap(id -> find(id).stream()).toList();
        }
    }

    @Override
    public Set<CheckKey> rename(Map<CheckKey, CheckKey> successors) {
        synchronized (memory) {
            Set<CheckKey> renamed = new LinkedHashSet<>();
            successors.forEach((former, present) -> {
                if (of(present).isEmpty()) {
                    for (StoredCheck check : of(former)) {
                        put(renamed(check, present), Change.APPLICATION);
                        renamed.add(former);
                    }
                }
            });
            return renamed;
        }
    }

    private List<StoredCheck> of(CheckKey key) {
        return findAll().stream().filter(check -> check.key().equals(key)).toList();
    }

    private StoredCheck renamed(StoredCheck check, CheckKey key) {
        boolean follows = check.name().equals(check.key().value()) && isFree(key.value(), check.id());
        return new StoredCheck(
                check.id(),
                key,
                follows ? key.value() : check.name(),
                check.settings(),
                check.pausedUntil(),
                check.version() + 1);
    }

    private boolean isFree(String name, CheckId id) {
        return memory.checks.values().stream()
                .noneMatch(other -> other.name().equals(name) && !other.id().equals(id));
    }

    @Override
    public List<StoredCheck> seed(Collection<StoredCheck> seeds) {
        synchronized (memory) {
            Set<CheckKey> wanted = new HashSet<>();
            for (StoredCheck seed : seeds) {
                wanted.add(seed.key());
                if (of(seed.key()).isEmpty()) {
                    note(Change.APPLICATION, seed, Map.of(), CheckFields.of(seed));
                    memory.checks.put(seed.id(), seed);
                    memory.checkChanges.put(seed.id(), new Change(Change.APPLICATION, memory.now()));
                }
            }
            return findAll().stream()
                    .filter(check -> wanted.contains(check.key()))
                    .toList();
        }
    }

    @Override
    public StoredCheck save(StoredCheck check, String by) {
        synchronized (memory) {
            StoredCheck stored = memory.checks.get(check.id());
            if (stored != null && stored.version() != check.version()) {
                throw new StaleVersionException(
                        "check " + Names.shortened(check.name()) + " was changed by somebody else meanwhile");
            }
            if (!isFree(check.name(), check.id())) {
                throw new RefusedException("there is a check " + Names.shortened(check.name()) + " already");
            }
            if (check.equals(stored)) {
                return check;
            }
            StoredCheck saved = new StoredCheck(
                    check.id(),
                    check.key(),
                    check.name(),
                    check.settings(),
                    check.pausedUntil(),
                    stored == null ? check.version() : check.version() + 1);
            put(saved, by);
            return saved;
        }
    }

    @Override
    public <T> T together(Supplier<T> changes) {
        synchronized (memory) {
            return memory.together(changes);
        }
    }

    private void put(StoredCheck check, String by) {
        StoredCheck stored = memory.checks.put(check.id(), check);
        note(by, check, stored == null ? Map.of() : CheckFields.of(stored), CheckFields.of(check));
        memory.checkChanges.put(check.id(), new Change(by, memory.now()));
        memory.configuration++;
    }

    private void note(String by, StoredCheck check, Map<String, String> before, Map<String, String> after) {
        AuditNote.ofChange(by, CheckFields.subject(check), before, after).ifPresent(memory.audit::write);
    }

    @Override
    public Optional<Change> lastChange(CheckId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.checkChanges.get(id));
        }
    }

    @Override
    public void delete(CheckId id, String by) {
        synchronized (memory) {
            StoredCheck removed = memory.checks.remove(id);
            if (removed != null) {
                note(by, removed, CheckFields.of(removed), Map.of());
                memory.checkChanges.remove(id);
                memory.due.keySet().removeIf(key -> key.check().equals(id));
                memory.metrics.remove(id);
                memory.configuration++;
            }
        }
    }
}
