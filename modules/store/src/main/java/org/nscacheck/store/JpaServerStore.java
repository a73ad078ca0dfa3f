/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.server.Change;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers through Hibernate. */
final class JpaServerStore implements ServerStore {

    private static final Logger log = LoggerFactory.getLogger(JpaServerStore.class);

    private final Persistence persistence;
    private final AuditTable audit;
    private final SecretCipher cipher;

    JpaServerStore(Persistence persistence, SecretCipher cipher, AuditTable audit) {
        this.persistence = persistence;
        this.audit = audit;
        this.cipher = cipher;
    }

    @Override
    public List<Server> findAll() {
        return persistence.inTransaction(
                entities -> entities.createQuery("from NscaServer order by name", ServerEntity.class)
                        .getResultStream()
                        .map(entity -> entity.toServer(cipher))
                        .toList());
    }

    @Override
    public Optional<Server> find(ServerId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(ServerEntity.class, id.value()))
                .map(e -> e.toServer(cipher)));
    }

    @Override
    public Optional<Server> findByName(String name) {
        return persistence.inTransaction(
                entities -> entities.createQuery("from NscaServer where name = :name", ServerEntity.class)
                        .setParameter("name", name)
                        .getResultStream()
                        .findFirst()
                        .map(entity -> entity.toServer(cipher)));
    }

    @Override
    public Server save(Server server, SecretChange secret, String by) {
        ServerEntity saved = persistence.change(entities -> {
            ServerEntity entity = entities.find(ServerEntity.class, server.id().value());
            if (entity == null) {
                ServerEntity added = new ServerEntity(server.id());
                added.take(server, secret, cipher);
                added.changed(Persistence.changeOf(entities, by));
                entities.persist(added);
                note(entities, by, Map.of(), added.toServer(cipher), SecretChange.KEEP);
                return added;
            }
            if (entity.version() != server.version()) {
                throw Persistence.stale();
            }
            Map<String, String> before = ServerFields.of(entity.toServer(cipher));
            entity.take(server, secret, cipher);
            if (Persistence.isChange(entities)) {
                entity.changed(Persistence.changeOf(entities, by));
                note(entities, by, before, entity.toServer(cipher), secret);
            }
            return entity;
        });
        return saved.toServer(cipher);
    }

    private void note(
            EntityManager entities, String by, Map<String, String> before, Server after, SecretChange secret) {
        audit.change(entities, by, ServerFields.subject(after), before, ServerFields.of(after, secret));
    }

    @Override
    public Optional<Change> lastChange(ServerId id) {
        return persistence.inTransaction(entities -> Optional.ofNullable(entities.find(ServerEntity.class, id.value()))
                .flatMap(ServerEntity::lastChange));
    }

    /** Encrypts with the current key what former keys have encrypted, so that those can go. */
    void encryptAnew() {
        long count = persistence.inTransaction(entities -> entities.createQuery("from NscaServer", ServerEntity.class)
                .getResultStream()
                .filter(entity -> entity.encryptAnew(cipher))
                .count());
        if (count > 0) {
            log.info("NSCA-130 secrets re-encrypted with the current key count={}", count);
        }
    }

    @Override
    public void removeSecret(ServerId id, String by) {
        persistence.inTransaction(entities -> {
            ServerEntity server = entities.find(ServerEntity.class, id.value());
            if (server != null) {
                Map<String, String> before = ServerFields.of(server.toServer(cipher));
                server.removeSecret();
                note(entities, by, before, server.toServer(cipher), SecretChange.REMOVE);
            }
            return true;
        });
    }

    @Override
    public long delete(ServerId id, String by) {
        return persistence.change(entities -> {
            ServerEntity server = entities.find(ServerEntity.class, id.value());
            if (server == null) {
                return 0L;
            }
            Object waiting = entities.createNativeQuery(
                            "SELECT count(*) FROM {h-schema}nsca_delivery WHERE server_id = ?1 AND ended_at IS NULL")
                    .setParameter(1, id.value())
                    .getSingleResult();
            Server removed = server.toServer(cipher);
            audit.change(entities, by, ServerFields.subject(removed), ServerFields.of(removed), Map.of());
            entities.remove(server);
            return ((Number) waiting).longValue();
        });
    }
}
