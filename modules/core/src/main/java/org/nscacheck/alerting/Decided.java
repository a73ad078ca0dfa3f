/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * What was decided about one subject.
 *
 * @param open the subject as it was
 * @param decisions what becomes of it
 */
public record Decided(Open open, Decisions decisions) {

    /**
     * Returns whether a store can forget the subject: nobody is owed a word about it, and its check is deleted, or it is an event that
     * has passed.
     */
    public boolean isOver() {
        return (open.condition().isDeleted() || isPassed()) && decisions.next().isSettled();
    }

    private boolean isPassed() {
        return open.condition().isEvent()
                && decisions.next().changes().isEmpty()
                && decisions.holds().isEmpty();
    }
}
