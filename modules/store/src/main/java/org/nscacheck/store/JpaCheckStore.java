/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.StoredCheck;

/** Checks through Hibernate; their due rows through {@link DueList}. */
final class JpaCheckStore implements CheckStore {

    private final Persistence persistence;
    private final DueList due;

    JpaCheckStore(Persistence persistence, DueList due) {
        this.persistence = persistence;
        this.due = due;
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
    public Optional<StoredCheck> find(CheckId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(CheckEntity.class, id.value()))
                .map(CheckEntity::toCheck));
    }

    @Override
    public List<StoredCheck> seed(Collection<StoredCheck> seeds) {
        return persistence.inTransaction(entities -> {
            // Two nodes that start together would both add the same check; the second waits here and finds it.
            entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(" + DueList.LOCK + ")", Integer.class)
                    .getSingleResult();
            List<CheckEntity> stored = new ArrayList<>(all(entities));
            Set<HandlerKey> known = new HashSet<>();
            stored.forEach(entity -> known.add(entity.toCheck().handler()));
            for (StoredCheck seed : seeds) {
                if (!known.contains(seed.handler())) {
                    CheckEntity added = new CheckEntity(seed.id()).take(seed);
                    entities.persist(added);
                    stored.add(added);
                }
            }
            Set<HandlerKey> wanted = new HashSet<>();
            seeds.forEach(seed -> wanted.add(seed.handler()));
            return stored.stream()
                    .map(CheckEntity::toCheck)
                    .filter(check -> wanted.contains(check.handler()))
                    .toList();
        });
    }

    private static List<CheckEntity> all(EntityManager entities) {
        return entities.createQuery("from NscaCheck order by name", CheckEntity.class)
                .getResultList();
    }

    @Override
    public StoredCheck save(StoredCheck check) {
        CheckEntity saved = persistence.change(entities -> {
            CheckEntity entity = entities.find(CheckEntity.class, check.id().value());
            if (entity == null) {
                CheckEntity added = new CheckEntity(check.id()).take(check);
                entities.persist(added);
                return added;
            }
            if (entity.version() != check.version()) {
                throw Persistence.stale();
            }
            return entity.take(check);
        });
        return saved.toCheck();
    }

    @Override
    public void delete(CheckId id) {
        persistence.change(entities -> {
            Optional.ofNullable(entities.find(CheckEntity.class, id.value())).ifPresent(entities::remove);
            return true;
        });
    }

    @Override
    public void plan(Collection<Plan> plans) {
        due.plan(plans);
    }

    @Override
    public boolean runNow(CheckId id) {
        return due.runNow(id);
    }

    @Override
    public Instant now() {
        return due.now();
    }
}
