/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Change;

/** Policies through Hibernate. */
final class JpaPolicyStore implements PolicyStore {

    private final Persistence persistence;
    private final AuditTable audit;

    JpaPolicyStore(Persistence persistence, AuditTable audit) {
        this.persistence = persistence;
        this.audit = audit;
    }

    @Override
    public List<Policy> findAll(PolicyKind kind) {
        return persistence.inTransaction(entities -> entities.createQuery(
                        "from NscaPolicy where kind = :kind order by position, name", PolicyEntity.class)
                .setParameter("kind", kind.name())
                .getResultStream()
                .map(PolicyEntity::toPolicy)
                .toList());
    }

    @Override
    public Optional<Policy> find(PolicyId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(PolicyEntity.class, id.value()))
                .map(PolicyEntity::toPolicy));
    }

    @Override
    public Policy save(Policy policy, String by) {
        PolicyEntity saved = persistence.change(entities -> {
            PolicyEntity entity = entities.find(PolicyEntity.class, policy.id().value());
            if (entity == null) {
                PolicyEntity added = new PolicyEntity(policy.id()).take(policy);
                added.changed(Persistence.changeOf(entities, by));
                entities.persist(added);
                note(entities, by, added, Map.of());
                return added;
            }
            if (entity.version() != policy.version()) {
                throw Persistence.stale();
            }
            Map<String, String> before = PolicyFields.of(entity.toPolicy());
            entity.take(policy);
            if (Persistence.isChange(entities)) {
                entity.changed(Persistence.changeOf(entities, by));
                note(entities, by, entity, before);
            }
            return entity;
        });
        return saved.toPolicy();
    }

    private void note(EntityManager entities, String by, PolicyEntity entity, Map<String, String> before) {
        Policy after = entity.toPolicy();
        audit.change(entities, by, PolicyFields.subject(after), before, PolicyFields.of(after));
    }

    @Override
    public Optional<Change> lastChange(PolicyId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(PolicyEntity.class, id.value()))
                .map(PolicyEntity::lastChange));
    }

    @Override
    public void delete(PolicyId id, String by) {
        persistence.change(entities -> {
            PolicyEntity removed = entities.find(PolicyEntity.class, id.value());
            if (removed != null) {
                Policy policy = removed.toPolicy();
                audit.change(entities, by, PolicyFields.subject(policy), PolicyFields.of(policy), Map.of());
                entities.remove(removed);
            }
            return true;
        });
    }
}
