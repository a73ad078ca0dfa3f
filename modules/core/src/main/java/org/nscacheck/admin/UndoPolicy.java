/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Optional;
import java.util.UUID;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyStore;

/** Has policies saved as they were. */
record UndoPolicy(PolicyStore policies, PolicyAdministration administration) implements Undo.Subjects {

    @Override
    public Optional<Undo.Stored> find(UUID id) {
        return policies.find(new PolicyId(id))
                .map(policy -> new Undo.Stored(PolicyFields.of(policy), policy.version()));
    }

    @Override
    public void save(Actor actor, AuditKind kind, UUID id, Undo.Stored wanted) {
        administration.save(
                actor,
                PolicyFields.read(new PolicyId(id), kind.policy().orElseThrow(), wanted.fields(), wanted.version()));
    }

    @Override
    public void remove(Actor actor, UUID id) {
        administration.delete(actor, new PolicyId(id));
    }
}
