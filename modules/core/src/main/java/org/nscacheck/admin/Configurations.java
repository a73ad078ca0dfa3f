/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckStore;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;

/**
 * The whole configuration as text by field: servers without their secrets, notifiers, checks and policies; and the way back. What
 * agents report themselves is none of it, and pauses are not. Thread-safe.
 */
public final class Configurations {

    /** Which kinds of things a configuration has, in the order in which they need each other. */
    public static final List<AuditKind> KINDS = List.of(
            AuditKind.SERVER,
            AuditKind.CHECK,
            AuditKind.RULE,
            AuditKind.ROUTE,
            AuditKind.SILENCE,
            AuditKind.WINDOW,
            AuditKind.QUIET_HOURS,
            AuditKind.DEPENDENCY);

    private final StoredThings stored;
    private final Administration administration;
    private final PolicyAdministration policies;
    private final AuditTrail trail;

    private Configurations(
            StoredThings stored, Administration administration, PolicyAdministration policies, AuditTrail trail) {
        this.stored = stored;
        this.administration = administration;
        this.policies = policies;
        this.trail = trail;
    }

    /**
     * @param servers of any purpose
     * @param trail an import is entered there, beside what it changed
     */
    public static Configurations of(
            ServerStore servers,
            CheckStore checks,
            PolicyStore policies,
            CheckCatalog catalog,
            Administration administration,
            PolicyAdministration policyAdministration,
            AuditTrail trail) {
        return new Configurations(
                new StoredThings(servers, checks, policies, catalog), administration, policyAdministration, trail);
    }

    /**
     * Returns all that there is, by kind, then by name.
     *
     * @throws NotPermittedException unless the actor may administer: arguments may be meant for few
     */
    public List<Described> export(Actor actor) {
        actor.require(Permission.ADMINISTER);
        StoredThings.All all = stored.read();
        return all.things().stream().map(all::described).toList();
    }

    /**
     * Compares a file with what is stored; changes nothing.
     *
     * @param removing whether what the file lacks would be removed
     * @throws NotPermittedException unless the actor may administer
     */
    public ImportPreview preview(Actor actor, DescribedConfiguration file, boolean removing) {
        actor.require(Permission.ADMINISTER);
        return plan(file, removing).preview();
    }

    private ImportPlan plan(DescribedConfiguration file, boolean removing) {
        return ImportPlan.of(file, stored.read(), removing, new ImportRules(administration, policies));
    }

    /**
     * Does what was chosen, all of it in one transaction. A secret that is not told stays as it is.
     *
     * @return how many things were added, changed and removed
     * @throws NotPermittedException unless the actor may administer
     * @throws StaleVersionException if anything was changed since the preview
     * @throws RefusedException if one of them is not possible, or not there; nothing is stored then
     */
    public Map<ImportItem.Deed, Integer> apply(
            Actor actor, DescribedConfiguration file, boolean removing, ImportChoice choice) {
        actor.require(Permission.ADMINISTER);
        ImportPlan plan = plan(file, removing);
        if (!plan.preview().basis().equals(choice.basis())) {
            throw new StaleVersionException("something was changed since the preview: look at the preview again");
        }
        List<ImportPlan.Step> steps = plan.chosen(choice.keys());
        if (steps.isEmpty()) {
            throw new RefusedException("Nothing was chosen. Go back and tick at least one line.");
        }
        administration.together(() -> {
            new ImportSteps(actor, administration, policies, choice.secrets()).run(steps);
            return steps.size();
        });
        Map<ImportItem.Deed, Integer> done = new EnumMap<>(ImportItem.Deed.class);
        steps.forEach(step -> done.merge(step.item().deed(), 1, Integer::sum));
        trail.write(new AuditNote(
                actor.madeBy(),
                AuditAction.IMPORTED,
                new AuditSubject(AuditKind.INSTALLATION, "", "configuration"),
                said(done)));
        return done;
    }

    private static List<FieldChange> said(Map<ImportItem.Deed, Integer> done) {
        List<FieldChange> said = new ArrayList<>();
        done.forEach((deed, number) -> said.add(new FieldChange(
                switch (deed) {
                    case ADD -> "added";
                    case CHANGE -> "changed";
                    case REMOVE -> "removed";
                    case NONE -> "unchanged";
                },
                null,
                String.valueOf(number))));
        return said;
    }
}
