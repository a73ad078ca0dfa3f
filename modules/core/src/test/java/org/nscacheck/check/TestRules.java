/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.InstantSource;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxJournal;
import org.nscacheck.policy.PolicyStore;

/** Threshold rules of tests. */
public final class TestRules {

    private TestRules() {}

    /** Returns an empty store in memory. */
    public static StoredRules none() {
        return new StoredRules(noPolicies());
    }

    /** Returns an empty store of policies in memory. */
    public static PolicyStore noPolicies() {
        return new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE)
                .stores()
                .policies();
    }
}
