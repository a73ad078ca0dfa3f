/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;

/**
 * All that can be shown of a check.
 *
 * @param stored what an administrator set
 * @param definition what the code declares, or null if the code no longer has it
 * @param effective the check as it runs, or null if it cannot
 * @param fault why it cannot run, empty if it can
 * @param deliveries what became of its latest result, for each server that was told
 * @param summaries how it is doing, one for each node where it runs on each; empty before it was planned
 */
public record CheckView(
        StoredCheck stored,
        @Nullable CheckDefinition definition,
        @Nullable Check effective,
        String fault,
        List<DeliverySummary> deliveries,
        List<CheckSummary> summaries) {

    public CheckView {
        deliveries = List.copyOf(deliveries);
        summaries = List.copyOf(summaries);
    }

    /** Returns what is set for it: what is stored over what the code declares, as far as this node knows it. */
    public CheckSettings settings() {
        return definition == null ? stored.settings() : stored.settings().over(definition.defaults());
    }

    public boolean isActive() {
        return effective != null && effective.active();
    }

    /**
     * Returns the condition to show where there is room for one: the worst by state, on a tie the latest; that of a node which was
     * stopped only if there is no other.
     */
    public Optional<CheckSummary> summary() {
        return summaries.stream().max(CheckSummary.BY_IMPORTANCE);
    }
}
