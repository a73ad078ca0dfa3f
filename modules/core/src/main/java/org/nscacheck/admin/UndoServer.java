/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Optional;
import java.util.UUID;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;

/** Has servers saved as they were, with the secret that they have now, or none. */
record UndoServer(ServerStore servers, Administration administration) implements Undo.Subjects {

    @Override
    public Optional<Undo.Stored> find(UUID id) {
        return servers.find(new ServerId(id)).map(server -> new Undo.Stored(ServerFields.of(server), server.version()));
    }

    @Override
    public void save(Actor actor, AuditKind kind, UUID id, Undo.Stored wanted) {
        administration.saveServer(
                actor, ServerFields.read(new ServerId(id), wanted.fields(), wanted.version()), SecretChange.KEEP);
    }

    @Override
    public void remove(Actor actor, UUID id) {
        administration.deleteServer(actor, new ServerId(id));
    }
}
