/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * What was decided about one subject.
 *
 * @param open the subject as it was
 * @param decisions what becomes of it
 */
public record Decided(Open open, Decisions decisions) {

    /** Returns whether a store can forget the subject: its check is deleted, and nobody is owed a word about it. */
    public boolean isOver() {
        return open.condition().isDeleted() && decisions.next().isSettled();
    }
}
