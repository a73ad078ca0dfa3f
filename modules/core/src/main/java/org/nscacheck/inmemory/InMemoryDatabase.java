/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.InstantSource;
import org.nscacheck.engine.StoreOpening;
import org.nscacheck.engine.Stores;

/**
 * All stores of an engine in the memory of this process: a database that ends with it. Leases, claims and their fences are the same
 * as in PostgreSQL, so that several engines of one process may share it. Thread-safe.
 *
 * <pre>{@code
 * Stores stores = new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE).stores();
 * }</pre>
 *
 * <p>What waits in the outbox outlives the process if a {@link OutboxJournal} keeps it. Nothing else does: a check that is known
 * by a new name after a restart is a new one.
 */
public final class InMemoryDatabase {

    private static final String ENVIRONMENT = "memory";

    final Memory memory;
    private final InMemoryAlertStore alerts;

    /**
     * Makes an empty database, but for what the journal has kept.
     *
     * @param clock the only one that decides; it must not go back
     * @param journal keeps what waits in the outbox
     */
    public InMemoryDatabase(InstantSource clock, OutboxJournal journal) {
        this(clock, journal, Integer.MAX_VALUE);
    }

    /**
     * The same with a limit on what has been, for a process that must not grow between two purges.
     *
     * @param historyKept of each check so many runs and ended deliveries, and of each of its metrics so many values, are kept at
     *     most, 1 or more; the latest ones
     */
    public InMemoryDatabase(InstantSource clock, OutboxJournal journal, int historyKept) {
        if (historyKept < 1) {
            throw new IllegalArgumentException("a history of " + historyKept + " runs is none: keep 1 or more");
        }
        memory = new Memory(clock, journal, historyKept);
        memory.outbox.restore();
        alerts = new InMemoryAlertStore(memory.clock, memory.audit, new AlertFeed(memory));
    }

    /** Returns the stores. */
    public Stores stores() {
        return stores(ENVIRONMENT);
    }

    /** Returns the stores as a process of this environment has them; the first one to ask is remembered. */
    public Stores stores(String environment) {
        InMemoryEnvironmentStore environments = new InMemoryEnvironmentStore(memory, environment);
        return new Stores(
                new InMemoryServerStore(memory),
                new InMemoryCheckStore(memory),
                new Stores.People(
                        new InMemoryPolicyStore(memory), alerts, memory.audit, new InMemoryDeliveryDesk(memory)),
                new InMemoryDueList(memory),
                new InMemoryRunStore(memory),
                new InMemoryDeliveryStore(memory, environments),
                new InMemorySummaryReader(memory),
                environments,
                new InMemoryHistoryStore(memory),
                new InMemoryNodeStore(memory),
                StoreOpening.READY);
    }
}
