/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Change;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A persistence unit of our own on the host's data source. Thread-safe. */
final class Persistence implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Persistence.class);

    /** What a violated constraint means, by its name in {@code sql/}. */
    private static final Map<String, String> CONSTRAINTS = Map.of(
            "nsca_server_name_unique", "another server already has this name",
            "nsca_check_name_unique", "another check already has this name",
            "nsca_policy_name_unique", "another one of this kind already has this name",
            "nsca_server_port_range", "the port is outside 1 to 65535",
            "nsca_server_node_host_name_valid",
                    "the node host name is empty, has more than 63 bytes, or contains ';' or a control character",
            "nsca_check_service_valid",
                    "the service is empty, has more than 127 bytes, or contains ';' or a control character",
            "nsca_check_host_valid",
                    "the host is empty, has more than 63 bytes, or contains ';' or a control character");

    private final FutureTask<EntityManagerFactory> factory;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** The transaction of several pieces of work on this thread, see {@link #together}; a process may have several databases. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable EntityManager> shared = new ThreadLocal<>();

    /** Builds nothing yet: while an application starts, it has better use for the processors. */
    Persistence(DataSource dataSource, String schema) {
        this.factory = new FutureTask<>(() -> factory(dataSource, schema));
    }

    /** Begins to build the unit, which takes half a second or more, on a thread of its own; needs no database for it. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread builder = new Thread(factory, "nscacheck-open");
            builder.setDaemon(true);
            builder.start();
        }
    }

    /** By Hibernate's own bootstrap: that of Jakarta Persistence without a persistence.xml is another in 3.1 and in 3.2. */
    private static EntityManagerFactory factory(DataSource dataSource, String schema) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(ServerEntity.class)
                .addAnnotatedClass(CheckEntity.class)
                .addAnnotatedClass(PolicyEntity.class);
        configuration.getProperties().putAll(settings(dataSource, schema));
        return configuration.buildSessionFactory();
    }

    private static Map<String, Object> settings(DataSource dataSource, String schema) {
        return Map.of(
                "hibernate.connection.datasource",
                dataSource,
                AvailableSettings.DEFAULT_SCHEMA,
                schema,
                AvailableSettings.HBM2DDL_AUTO,
                "none",
                // What is known need not be asked from the database, nor looked for on the class path.
                AvailableSettings.JAKARTA_HBM2DDL_DB_NAME,
                "PostgreSQL",
                // The oldest that every Hibernate supports; what it generates for plain entities runs on 12 as well.
                AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION,
                14,
                AvailableSettings.ALLOW_METADATA_ON_BOOT,
                false,
                AvailableSettings.JAKARTA_VALIDATION_MODE,
                "none",
                AvailableSettings.USE_SECOND_LEVEL_CACHE,
                false,
                AvailableSettings.JSON_FORMAT_MAPPER,
                new JsonText());
    }

    /**
     * Returns the unit, waiting for it to be built.
     *
     * @throws IllegalStateException if it cannot be built; the cause tells why
     */
    EntityManagerFactory built() {
        begin();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return factory.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the persistence unit cannot be built", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs some work in a transaction of its own; once more on another connection, if this one may be to blame that it could not
     * be done.
     *
     * @throws StaleVersionException if a record was changed by somebody else meanwhile
     * @throws RefusedException if a constraint was violated whose meaning is known
     */
    <T> T inTransaction(Function<EntityManager, T> work) {
        EntityManager begun = shared.get();
        return begun == null ? inOwnTransaction(work) : inSharedTransaction(begun, work);
    }

    /** Does several pieces of work on this thread in one transaction. What one of them throws undoes all. */
    <T> T together(Supplier<T> work) {
        return shared.get() != null
                ? work.get()
                : inOwnTransaction(entities -> {
                    shared.set(entities);
                    try {
                        return work.get();
                    } finally {
                        shared.remove();
                    }
                });
    }

    /** What is wrong with the work shows at its end, as if the transaction were its own. */
    private static <T> T inSharedTransaction(EntityManager entities, Function<EntityManager, T> work) {
        try {
            T result = work.apply(entities);
            entities.flush();
            return result;
        } catch (OptimisticLockException e) {
            throw stale();
        } catch (PersistenceException e) {
            throw Refusals.areOfConnection(e) ? e : translated(e);
        }
    }

    private <T> T inOwnTransaction(Function<EntityManager, T> work) {
        try {
            return Refusals.retry(again -> {
                try (EntityManager entities = built().createEntityManager()) {
                    return transaction(entities, work);
                }
            });
        } catch (Refusals.GivenUp e) {
            throw e.failure();
        } catch (SQLException e) {
            throw new StoreException(e);
        } catch (OptimisticLockException e) {
            throw stale();
        } catch (PersistenceException e) {
            throw translated(e);
        }
    }

    private static <T> T transaction(EntityManager entities, Function<EntityManager, T> work) throws Refusals.GivenUp {
        Session session = entities.unwrap(Session.class);
        EntityTransaction transaction = entities.getTransaction();
        boolean ready = false;
        boolean committing = false;
        try {
            transaction.begin();
            session.doWork(connection -> TransactionSettings.apply(connection, TransactionSettings.USUAL));
            ready = true;
            T result = work.apply(entities);
            entities.flush();
            committing = true;
            transaction.commit();
            return result;
        } catch (PersistenceException e) {
            if (ready && !Refusals.areOfConnection(e)) {
                throw e;
            }
            giveUp(session);
            if (committing) {
                throw e;
            }
            throw new Refusals.GivenUp(translated(e));
        } finally {
            end(transaction);
        }
    }

    private static void giveUp(Session session) {
        try {
            session.doWork(Refusals::giveUp);
        } catch (PersistenceException e) {
            log.debug("no connection to close", e);
        }
    }

    private static void end(EntityTransaction transaction) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (PersistenceException e) {
            log.debug("a transaction ended with its connection", e);
        }
    }

    /** The same for a change of the configuration, which nodes are to learn of. */
    <T> T change(Function<EntityManager, T> work) {
        return inTransaction(entities -> {
            T result = work.apply(entities);
            entities.flush();
            entities.createNativeQuery(InstallationRow.COUNT_CHANGE.replace("@", "{h-schema}"))
                    .executeUpdate();
            return result;
        });
    }

    /** Returns whether anything of the work so far is to be stored, so that it is somebody's change. */
    static boolean isChange(EntityManager entities) {
        return entities.unwrap(Session.class).isDirty();
    }

    static Change changeOf(EntityManager entities, String by) {
        return new Change(by, (Instant) entities.createNativeQuery("SELECT {h-schema}nsca_now()", Instant.class)
                .getSingleResult());
    }

    static StaleVersionException stale() {
        return new StaleVersionException(
                "somebody else changed this in the meantime: read it again and repeat the change");
    }

    private static RuntimeException translated(PersistenceException e) {
        if (hasCause(e, OptimisticLockException.class)) {
            return stale();
        }
        String message = text(e);
        return CONSTRAINTS.entrySet().stream()
                .filter(constraint -> message.contains(constraint.getKey()))
                .findFirst()
                .<RuntimeException>map(constraint -> new RefusedException(constraint.getValue(), e))
                .orElseGet(() -> explained(e));
    }

    private static RuntimeException explained(PersistenceException e) {
        SQLException cause = Refusals.sqlException(e);
        return cause != null && Pooler.isToBlame(cause) ? new PersistenceException(Pooler.explain(cause), e) : e;
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

    /** Closes the unit; does nothing where it was not or could not be built. */
    @Override
    public void close() {
        if (begun.compareAndSet(false, true)) {
            factory.cancel(false);
            return;
        }
        try {
            built();
        } catch (IllegalStateException e) {
            return;
        }
        built().close();
    }
}
