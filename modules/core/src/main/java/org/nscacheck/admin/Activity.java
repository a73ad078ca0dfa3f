/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.CheckStore;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;

/** Who did what, and the way to undo it. Thread-safe. */
public final class Activity {

    private static final String ARGUMENT = "argument.";

    private final AuditTrail trail;
    private final Undo undo;

    /**
     * @param administration changes servers and checks, as if the earlier values had been typed
     * @param policies does the same with policies
     */
    public Activity(
            AuditTrail trail,
            ServerStore servers,
            CheckStore checks,
            PolicyStore stored,
            Administration administration,
            PolicyAdministration policies) {
        this.trail = trail;
        this.undo = new Undo(
                new UndoCheck(checks, administration),
                new UndoServer(servers, administration),
                new UndoPolicy(stored, policies));
    }

    /**
     * Returns entries, the newest first. Whoever may not administer sees that arguments of checks have changed, not their values.
     *
     * @param before only those with a smaller id; {@link Long#MAX_VALUE} for all
     * @param max the most entries wanted, 1 to 1,000
     * @throws NotPermittedException unless the actor may view
     */
    public List<AuditEntry> entries(Actor actor, AuditFilter filter, long before, int max) {
        actor.require(Permission.VIEW);
        return trail.find(filter, before, Math.max(1, Math.min(max, 1000))).stream()
                .map(entry -> visible(actor, entry))
                .toList();
    }

    /** The same for one of them. */
    public Optional<AuditEntry> entry(Actor actor, long id) {
        actor.require(Permission.VIEW);
        return trail.find(id).map(entry -> visible(actor, entry));
    }

    private static AuditEntry visible(Actor actor, AuditEntry entry) {
        if (actor.may(Permission.ADMINISTER)) {
            return entry;
        }
        List<FieldChange> changes =
                entry.changes().stream().map(Activity::withoutArgument).toList();
        return new AuditEntry(
                entry.id(), entry.at(), new AuditNote(entry.actor(), entry.action(), entry.subject(), changes));
    }

    private static FieldChange withoutArgument(FieldChange change) {
        return change.field().startsWith(ARGUMENT)
                ? new FieldChange(
                        change.field(),
                        change.before() == null ? null : "set",
                        change.after() == null ? null : change.before() == null ? "set" : "changed")
                : change;
    }

    /**
     * Returns whether an entry can be undone as far as it is concerned: it tells how settings were before. What was changed again
     * since is found only when it is undone.
     */
    public static boolean isUndoable(AuditEntry entry) {
        AuditKind kind = entry.subject().kind();
        boolean kept = kind == AuditKind.CHECK
                || kind == AuditKind.SERVER
                || kind.policy().isPresent();
        return entry.action().isOfSettings() && kept && entry.changes().stream().anyMatch(change -> !change.isHidden());
    }

    /**
     * Gives the settings that an entry changed their values before it, brings back what it removed, or removes what it added; secrets
     * stay as they are, and what is brought back has none. That is a change like any other: it is checked, and entered.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if there is no such entry, it cannot be undone, what it changed has been changed again or
     *     removed since, or the earlier values are refused now; nothing is stored then
     * @throws StaleVersionException if somebody else changes it at this moment
     */
    public void undo(Actor actor, long id) {
        actor.require(Permission.ADMINISTER);
        AuditEntry entry = trail.find(id)
                .orElseThrow(
                        () -> new RefusedException("There is no entry " + id + ", or it is too old and was removed."));
        if (!isUndoable(entry)) {
            throw new RefusedException("This entry does not say how anything was before, so it cannot be undone.");
        }
        switch (entry.action()) {
            case ADDED -> undo.remove(actor, entry);
            case REMOVED -> undo.restore(actor, entry);
            default -> undo.revert(actor, entry);
        }
    }

    /**
     * Undoes several, the newest first, so that each finds what it left; what one refuses keeps none of the others from it.
     *
     * @return why those were not undone that were refused, a sentence each
     * @throws NotPermittedException unless the actor may administer
     */
    public List<String> undoAll(Actor actor, Collection<Long> ids) {
        actor.require(Permission.ADMINISTER);
        List<String> refused = new ArrayList<>();
        for (long id : new TreeSet<>(ids).descendingSet()) {
            try {
                undo(actor, id);
            } catch (RefusedException | StaleVersionException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        return refused;
    }
}
