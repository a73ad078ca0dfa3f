/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import org.nscacheck.audit.AuditNote;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;

/** The guard against delivering for another environment. */
final class InMemoryEnvironmentStore implements EnvironmentStore {

    private final Memory memory;
    private final String own;

    InMemoryEnvironmentStore(Memory memory, String own) {
        this.memory = memory;
        this.own = own;
        synchronized (memory) {
            if (memory.environment == null) {
                memory.environment = own;
            }
        }
    }

    /** Returns whether this process may deliver. */
    boolean isConfirmed() {
        return environment().isConfirmed();
    }

    @Override
    public Environment environment() {
        synchronized (memory) {
            return new Environment(own, String.valueOf(memory.environment));
        }
    }

    @Override
    public int confirm(AuditNote note) {
        synchronized (memory) {
            if (isConfirmed()) {
                return 0;
            }
            memory.audit.write(note);
            String former = String.valueOf(memory.environment);
            memory.environment = own;
            return memory.outbox.discardAll("it was meant for another environment: " + former);
        }
    }
}
