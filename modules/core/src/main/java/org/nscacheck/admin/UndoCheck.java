/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Optional;
import java.util.UUID;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.fields.CheckFields;

/** Has checks saved as they were. */
record UndoCheck(CheckStore checks, Administration administration) implements Undo.Subjects {

    @Override
    public Optional<Undo.Stored> find(UUID id) {
        return checks.find(new CheckId(id)).map(check -> new Undo.Stored(CheckFields.of(check), check.version()));
    }

    @Override
    public void save(Actor actor, AuditKind kind, UUID id, Undo.Stored wanted) {
        administration.saveCheck(actor, CheckFields.read(new CheckId(id), wanted.fields(), wanted.version()));
    }

    @Override
    public void remove(Actor actor, UUID id) {
        administration.deleteCheck(actor, new CheckId(id));
    }
}
