/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditNote;

/**
 * Keeps the state of each subject and what was told. Implementations are thread-safe and shared by all nodes; the only clock is the
 * store's own.
 */
public interface AlertStore {

    /**
     * Claims subjects whose look is due, has them decided, and stores all that follows, in one transaction: the next memory, the next
     * look, a row of the history for all {@linkplain Decisions#news news} and one delivery for each {@link Decision.Tell}. A subject
     * that another node decides about meanwhile is left out; one that {@linkplain Decided#isOver is over} is removed, its history stays.
     *
     * @param max how many subjects at most, the longest due first
     * @param decider called once, unless nothing is due; what it throws is thrown, and nothing is stored
     * @return how many were decided
     */
    int decideDue(int max, Decider decider);

    /**
     * Stores the state after a result, or an event from outside. The subject is due at once if that {@linkplain Condition#isNews may
     * change a decision}.
     */
    void observe(Subject subject, Condition condition);

    /**
     * Notes that somebody has taken the problem of a subject on, instead of whoever did before. It is due at once.
     *
     * @param note entered in the audit trail with it
     * @return false if there is no such subject, or nothing is wrong with it
     */
    boolean acknowledge(SubjectKey subject, Acknowledgement acknowledgement, AuditNote note);

    /**
     * Removes the acknowledgement of a subject. It is due at once.
     *
     * @param note entered in the audit trail with it
     * @return false if there is no such subject or acknowledgement
     */
    boolean unacknowledge(SubjectKey subject, AuditNote note);

    /** Makes one subject due at once. */
    void touch(SubjectKey subject);

    /** Makes all subjects due at once, because the policies have changed. */
    void touchAll();

    /** Returns the subjects with which something is wrong, or of which a recipient believes so, by the time of their state. */
    List<Open> open();

    /**
     * Returns the newest rows of the history, the newest first.
     *
     * @param subject only of this one, or null for all
     */
    List<Noted> history(@Nullable SubjectKey subject, int max);
}
