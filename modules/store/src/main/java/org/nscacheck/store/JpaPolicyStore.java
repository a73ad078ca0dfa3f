/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.List;
import java.util.Optional;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Change;

/** Policies through Hibernate. */
final class JpaPolicyStore implements PolicyStore {

    private final Persistence persistence;

    JpaPolicyStore(Persistence persistence) {
        this.persistence = persistence;
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
                return added;
            }
            if (entity.version() != policy.version()) {
                throw Persistence.stale();
            }
            entity.take(policy);
            if (Persistence.isChange(entities)) {
                entity.changed(Persistence.changeOf(entities, by));
            }
            return entity;
        });
        return saved.toPolicy();
    }

    @Override
    public Optional<Change> lastChange(PolicyId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(PolicyEntity.class, id.value()))
                .map(PolicyEntity::lastChange));
    }

    @Override
    public void delete(PolicyId id) {
        persistence.change(entities -> {
            Optional.ofNullable(entities.find(PolicyEntity.class, id.value())).ifPresent(entities::remove);
            return true;
        });
    }
}
