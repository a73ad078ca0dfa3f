/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.List;
import java.util.Set;
import org.nscacheck.check.CheckId;

/** Decides about the subjects that a store has claimed. Called within the store's transaction, so it must do nothing slow. */
public interface Decider {

    /** Returns the checks whose state it has to know. */
    Set<CheckId> parents();

    /** Decides about all subjects of a look, one {@link Decided} for each. */
    List<Decided> decide(Look look);
}
