/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.StaleVersionException;

/** A persistence unit of our own on the host's data source. Thread-safe. */
final class Persistence implements AutoCloseable {

    /** What a violated constraint means, by its name in {@code sql/}. */
    private static final Map<String, String> CONSTRAINTS = Map.of(
            "nsca_server_name_unique", "another server already has this name",
            "nsca_check_name_unique", "another check already has this name",
            "nsca_server_port_range", "the port is outside 1 to 65535",
            "nsca_server_node_host_name_valid",
                    "the node host name is empty, has more than 63 bytes, or contains ';' or a control character",
            "nsca_check_service_valid",
                    "the service is empty, has more than 127 bytes, or contains ';' or a control character",
            "nsca_check_host_valid",
                    "the host is empty, has more than 63 bytes, or contains ';' or a control character");

    private final EntityManagerFactory factory;

    Persistence(DataSource dataSource, String schema) {
        this.factory = new HibernatePersistenceConfiguration("nscacheck")
                .managedClass(ServerEntity.class)
                .managedClass(CheckEntity.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
                .property(AvailableSettings.DEFAULT_SCHEMA, schema)
                .property(AvailableSettings.HBM2DDL_AUTO, "none")
                // What is known need not be asked from the database, nor looked for on the class path.
                .property(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL")
                // The oldest that Hibernate supports; what it generates for plain entities runs on 12 as well.
                .property(AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, 14)
                .property("hibernate.boot.allow_jdbc_metadata_access", false)
                .property(AvailableSettings.JAKARTA_VALIDATION_MODE, "none")
                .property(AvailableSettings.USE_SECOND_LEVEL_CACHE, false)
                .createEntityManagerFactory();
    }

    /**
     * Runs some work in a transaction of its own.
     *
     * @throws StaleVersionException if a record was changed by somebody else meanwhile
     * @throws IllegalArgumentException if a constraint was violated whose meaning is known
     */
    <T> T inTransaction(Function<EntityManager, T> work) {
        try (EntityManager entities = factory.createEntityManager()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        } catch (OptimisticLockException e) {
            throw stale();
        } catch (PersistenceException e) {
            throw translated(e);
        }
    }

    /** The same for a change of the configuration, which nodes are to learn of. */
    <T> T change(Function<EntityManager, T> work) {
        return inTransaction(entities -> {
            T result = work.apply(entities);
            entities.createNativeQuery("UPDATE {h-schema}nsca_installation SET configuration = configuration + 1")
                    .executeUpdate();
            return result;
        });
    }

    static StaleVersionException stale() {
        return new StaleVersionException("somebody else changed this meanwhile: read it again and repeat the change");
    }

    private static RuntimeException translated(PersistenceException e) {
        if (hasCause(e, OptimisticLockException.class)) {
            return stale();
        }
        String message = text(e);
        return CONSTRAINTS.entrySet().stream()
                .filter(constraint -> message.contains(constraint.getKey()))
                .findFirst()
                .<RuntimeException>map(constraint -> new IllegalArgumentException(constraint.getValue(), e))
                .orElse(e);
    }

    private static boolean hasCause(Throwable e, Class<?> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                text.append(cause.getMessage());
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        factory.close();
    }
}
