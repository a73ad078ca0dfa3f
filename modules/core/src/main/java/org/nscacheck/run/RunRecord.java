/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.StatusChange;
import org.nscacheck.delivery.NewDelivery;

/**
 * Everything that is stored in one transaction when a run ends.
 *
 * @param claim the claim under which it ran
 * @param run what happened
 * @param nextSlot slot of the next run, or null if there is none
 * @param nextDueAt when that is due, or null
 * @param next state to remember
 * @param change the change of state, or null if there was none
 * @param deliveries what to send to servers
 */
public record RunRecord(
        Claim claim,
        CheckRun run,
        @Nullable Instant nextSlot,
        @Nullable Instant nextDueAt,
        CheckState next,
        @Nullable StatusChange change,
        List<NewDelivery> deliveries) {

    public RunRecord {
        deliveries = List.copyOf(deliveries);
    }
}
