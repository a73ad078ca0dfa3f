/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.InstantSource;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxJournal;

/** Threshold rules of tests. */
public final class TestRules {

    private TestRules() {}

    /** Returns an empty store in memory. */
    public static StoredRules none() {
        return new StoredRules(new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE)
                .stores()
                .policies());
    }
}
