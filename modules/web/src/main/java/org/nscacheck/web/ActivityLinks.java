/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.Map;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditSubject;

/** Where the pages of the subjects of entries are, as far as a person may open them. */
final class ActivityLinks {

    private final boolean administrator;
    private final Map<String, String> servers = new HashMap<>();

    ActivityLinks(Screens screens, Actor actor) {
        administrator = actor.may(Permission.ADMINISTER);
        if (administrator) {
            screens.overview()
                    .serversAlone(actor)
                    .forEach(view -> servers.put(view.server().id().toString(), "/servers/"));
            screens.overview()
                    .notifiers(actor)
                    .forEach(view -> servers.put(view.server().id().toString(), "/notifiers/"));
        }
    }

    /** Returns the address of a page below the path of the screens, or an empty text if there is none. */
    String page(AuditEntry entry) {
        return entry.action() == AuditAction.REMOVED ? "" : page(entry.subject());
    }

    private String page(AuditSubject subject) {
        String id = subject.id();
        return switch (subject.kind()) {
            case CHECK -> "/checks/" + id;
            case SERVER -> servers.containsKey(id) ? servers.get(id) + id : "";
            case AGENT -> "/agents";
            case TOKEN, INSTALLATION -> "";
            default -> administrator ? "/policies/" + subject.kind().key() + "/" + id : "";
        };
    }
}
