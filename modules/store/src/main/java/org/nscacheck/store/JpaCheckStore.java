/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.server.Change;

/** Checks through Hibernate. */
final class JpaCheckStore implements CheckStore {

    private final Persistence persistence;
    private final AuditTable audit;

    JpaCheckStore(Persistence persistence, AuditTable audit) {
        this.persistence = persistence;
        this.audit = audit;
    }

    @Override
    public List<StoredCheck> findAll() {
        return persistence.inTransaction(
                entities -> all(entities).stream().map(CheckEntity::toCheck).toList());
    }

    @Override
    public List<StoredCheck> findAll(Collection<CheckId> ids) {
        return persistence.inTransaction(entities -> entities
                .createQuery("from NscaCheck where id in :ids", CheckEntity.class)
                .setParameter("ids", ids.stream().map(CheckId::value).toList())
                .getResultList()
                .stream()
                .map(CheckEntity::toCheck)
                .toList());
    }

    @Override
    public List<StoredCheck> findAll(CheckKey key) {
        return persistence.inTransaction(entities -> entities
                .createQuery("from NscaCheck where handlerKey = :key", CheckEntity.class)
                .setParameter("key", key.value())
                .getResultList()
                .stream()
                .map(CheckEntity::toCheck)
                .toList());
    }

    @Override
    public Optional<StoredCheck> find(CheckId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(CheckEntity.class, id.value()))
                .map(CheckEntity::toCheck));
    }

    @Override
    public List<StoredCheck> seed(Collection<StoredCheck> seeds) {
        return persistence.inTransaction(entities -> {
            // Two nodes that start together would both add the same check; the second waits here and finds it.
            waitForOthers(entities);
            List<CheckEntity> stored = new ArrayList<>(all(entities));
            Set<CheckKey> known = new HashSet<>();
            stored.forEach(entity -> known.add(entity.toCheck().key()));
            // Asked once: each question has Hibernate look through all that was added so far.
            Change change = Persistence.changeOf(entities, Change.APPLICATION);
            List<AuditNote> notes = new ArrayList<>();
            for (StoredCheck seed : seeds) {
                if (!known.contains(seed.key())) {
                    CheckEntity added = new CheckEntity(seed.id()).take(seed);
                    added.changed(change);
                    entities.persist(added);
                    stored.add(added);
                    note(Change.APPLICATION, added, Map.of()).ifPresent(notes::add);
                }
            }
            audit.insert(entities, notes);
            Set<CheckKey> wanted = new HashSet<>();
            seeds.forEach(seed -> wanted.add(seed.key()));
            return stored.stream()
                    .map(CheckEntity::toCheck)
                    .filter(check -> wanted.contains(check.key()))
                    .toList();
        });
    }

    @Override
    public Set<CheckKey> rename(Map<CheckKey, CheckKey> successors) {
        if (findAll().stream().noneMatch(check -> successors.containsKey(check.key()))) {
            return Set.of();
        }
        return persistence.change(entities -> {
            waitForOthers(entities);
            List<CheckEntity> stored = all(entities);
            Set<CheckKey> renamed = new LinkedHashSet<>();
            List<AuditNote> notes = new ArrayList<>();
            Change change = Persistence.changeOf(entities, Change.APPLICATION);
            successors.forEach((former, present) -> {
                if (of(present, stored).isEmpty()) {
                    for (CheckEntity entity : of(former, stored)) {
                        Map<String, String> before = CheckFields.of(entity.toCheck());
                        entity.rename(present, nameFor(entity, present, stored));
                        entity.changed(change);
                        note(Change.APPLICATION, entity, before).ifPresent(notes::add);
                        renamed.add(former);
                    }
                }
            });
            audit.insert(entities, notes);
            return renamed;
        });
    }

    private static List<CheckEntity> of(CheckKey key, List<CheckEntity> stored) {
        return stored.stream()
                .filter(entity -> entity.toCheck().key().equals(key))
                .toList();
    }

    private static String nameFor(CheckEntity entity, CheckKey present, List<CheckEntity> stored) {
        StoredCheck check = entity.toCheck();
        boolean isNamedAfterKey = check.name().equals(check.key().value());
        boolean isFree =
                stored.stream().noneMatch(other -> other.toCheck().name().equals(present.value()));
        return isNamedAfterKey && isFree ? present.value() : check.name();
    }

    private static void waitForOthers(EntityManager entities) {
        entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(" + JdbcDueList.LOCK + ")", Integer.class)
                .getSingleResult();
    }

    private static List<CheckEntity> all(EntityManager entities) {
        return entities.createQuery("from NscaCheck order by name", CheckEntity.class)
                .getResultList();
    }

    @Override
    public StoredCheck save(StoredCheck check, String by) {
        CheckEntity saved = persistence.change(entities -> {
            CheckEntity entity = entities.find(CheckEntity.class, check.id().value());
            if (entity == null) {
                CheckEntity added = new CheckEntity(check.id()).take(check);
                added.changed(Persistence.changeOf(entities, by));
                entities.persist(added);
                audit.insert(entities, note(by, added, Map.of()).stream().toList());
                return added;
            }
            if (entity.version() != check.version()) {
                throw Persistence.stale();
            }
            Map<String, String> before = CheckFields.of(entity.toCheck());
            entity.take(check);
            if (Persistence.isChange(entities)) {
                entity.changed(Persistence.changeOf(entities, by));
                audit.insert(entities, note(by, entity, before).stream().toList());
            }
            return entity;
        });
        return saved.toCheck();
    }

    @Override
    public <T> T together(Supplier<T> changes) {
        return persistence.together(changes);
    }

    private static Optional<AuditNote> note(String by, CheckEntity entity, Map<String, String> before) {
        StoredCheck after = entity.toCheck();
        return AuditNote.ofChange(by, CheckFields.subject(after), before, CheckFields.of(after));
    }

    @Override
    public Optional<Change> lastChange(CheckId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(CheckEntity.class, id.value()))
                .flatMap(CheckEntity::lastChange));
    }

    @Override
    public void delete(CheckId id, String by) {
        persistence.change(entities -> {
            CheckEntity removed = entities.find(CheckEntity.class, id.value());
            if (removed != null) {
                StoredCheck check = removed.toCheck();
                audit.change(entities, by, CheckFields.subject(check), CheckFields.of(check), Map.of());
                entities.remove(removed);
            }
            return true;
        });
    }
}
