/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * Decides who is told what: compares the state of a subject with what each recipient was told last. A pure function of its arguments.
 *
 * <p>First it is asked what a recipient is owed ({@link Dues}), then what holds the subject back from everybody ({@link
 * Suppressions}), then what holds it back from this recipient ({@link Patience}). Whatever is held is found again at the next
 * look, because the last word still differs from the state; nothing has to be remembered for it.
 */
public final class Alerting {

    private Alerting() {}

    /**
     * Decides about one subject.
     *
     * @param subject which one
     * @param condition its state now
     * @param context the policies, the parents and the time
     * @param before what was remembered at the last look, {@link AlertMemory#EMPTY} before the first
     */
    public static Decisions decide(Subject subject, Condition condition, Context context, AlertMemory before) {
        return new Reconciliation(subject, condition, context, before).decide();
    }
}
