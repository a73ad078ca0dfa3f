/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one subject now.
 *
 * @param decisions one for each recipient that is or was concerned
 * @param next what to remember; it counts what is told as told, so it must be stored together with the deliveries
 * @param lookAgainAt when something changes without a new result, or null if never
 */
public record Decisions(
        List<Decision> decisions,
        AlertMemory next,
        @Nullable Instant lookAgainAt) {

    private static final Set<Reason> UNTIL_A_RESULT = Set.of(Reason.RECOVERING, Reason.WAITING_FOR_FRESH_RESULT);

    public Decisions {
        decisions = List.copyOf(decisions);
    }

    /** Returns what is told now. */
    public List<Decision.Tell> tells() {
        return decisions.stream()
                .filter(Decision.Tell.class::isInstance)
                .map(Decision.Tell.class::cast)
                .toList();
    }

    /** Returns what is held now. */
    public List<Decision.Hold> holds() {
        return decisions.stream()
                .filter(Decision.Hold.class::isInstance)
                .map(Decision.Hold.class::cast)
                .toList();
    }

    /**
     * Returns what the history should note: everything told, and what is held for another reason than at the last look.
     *
     * @param before what was remembered before
     */
    public List<Decision> news(AlertMemory before) {
        return decisions.stream()
                .filter(decision -> !(decision instanceof Decision.Hold hold)
                        || before.word(hold.notifier()).held() != hold.reason())
                .toList();
    }

    /** Returns whether the next result changes something even if it reports the same state. */
    public boolean awaitsResult() {
        return holds().stream().anyMatch(hold -> UNTIL_A_RESULT.contains(hold.reason()));
    }
}
