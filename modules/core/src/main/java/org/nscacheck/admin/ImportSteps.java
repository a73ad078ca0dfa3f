/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.CheckId;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.ServerId;

/**
 * Stores what was chosen, in an order in which nothing names what is not there: checks and policies that go, servers that come or
 * change, checks all at once, so that two may exchange their services, policies, and servers that go.
 *
 * @param secrets of servers, by the keys of their items
 */
record ImportSteps(
        Actor actor, Administration administration, PolicyAdministration policies, Map<String, Secret> secrets) {

    void run(List<ImportPlan.Step> steps) {
        steps.stream()
                .filter(going(AuditKind.SERVER).negate())
                .filter(ImportSteps::goes)
                .forEach(this::remove);
        steps.stream().filter(coming(AuditKind.SERVER)).forEach(this::saveServer);
        saveChecks(steps.stream().filter(coming(AuditKind.CHECK)).toList());
        steps.stream()
                .filter(step -> !goes(step) && step.item().kind().policy().isPresent())
                .forEach(this::savePolicy);
        steps.stream().filter(going(AuditKind.SERVER)).forEach(this::remove);
    }

    private static boolean goes(ImportPlan.Step step) {
        return step.item().deed() == ImportItem.Deed.REMOVE;
    }

    private static Predicate<ImportPlan.Step> going(AuditKind kind) {
        return step -> goes(step) && step.item().kind() == kind;
    }

    private static Predicate<ImportPlan.Step> coming(AuditKind kind) {
        return step -> !goes(step) && step.item().kind() == kind;
    }

    private void remove(ImportPlan.Step step) {
        switch (step.item().kind()) {
            case SERVER -> administration.deleteServer(actor, new ServerId(step.id()));
            case CHECK -> administration.deleteCheck(actor, new CheckId(step.id()));
            default -> policies.delete(actor, new PolicyId(step.id()));
        }
    }

    private void saveServer(ImportPlan.Step step) {
        String subject = "server '" + step.item().name() + "': ";
        try {
            administration.saveServer(
                    actor, ServerFields.read(new ServerId(step.id()), step.fields(), step.version()), secret(step));
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException(e.field(), subject + e.getMessage());
        } catch (RefusedException e) {
            throw new RefusedException(subject + e.getMessage(), e);
        }
    }

    private SecretChange secret(ImportPlan.Step step) {
        Secret typed = secrets.get(step.item().key());
        Described described = step.described();
        @Nullable Secret told = typed != null ? typed : described == null ? null : described.secret();
        return told == null ? SecretChange.KEEP : SecretChange.set(told);
    }

    private void saveChecks(List<ImportPlan.Step> steps) {
        if (!steps.isEmpty()) {
            administration.saveChecks(
                    actor,
                    steps.stream()
                            .map(step -> CheckFields.read(new CheckId(step.id()), step.fields(), step.version()))
                            .toList());
        }
    }

    private void savePolicy(ImportPlan.Step step) {
        policies.save(
                actor,
                PolicyFields.read(
                        new PolicyId(step.id()),
                        step.item().kind().policy().orElseThrow(),
                        step.fields(),
                        step.version()));
    }
}
