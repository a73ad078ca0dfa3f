/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.time.InstantSource;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxJournal;

/** Audit trails for tests. */
public final class TestAudit {

    private TestAudit() {}

    /** Returns an empty one in memory. */
    public static AuditTrail trail() {
        return new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE)
                .stores()
                .audit();
    }
}
