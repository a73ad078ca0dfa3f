/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.FieldChange;

/** What is entered in the audit trail when somebody does something to what waits for a server. For the stores. */
public final class DeliveryNotes {

    private static final int SERVICES = 20;

    private DeliveryNotes() {}

    /** @param done what waits for the server and is tried now */
    public static AuditNote retried(String by, AuditSubject server, List<DeliveryEntry> done) {
        return AuditNote.of(by, AuditAction.RETRIED, server, count(done.size()), services(done));
    }

    /** Returns the note of a try of all that waits. */
    public static AuditNote retriedAll(String by, AuditSubject server) {
        return AuditNote.of(by, AuditAction.RETRIED, server, new FieldChange("deliveries", null, "all that wait"));
    }

    /** @param done what was waiting for the server */
    public static AuditNote discarded(String by, AuditSubject server, String reason, List<DeliveryEntry> done) {
        return AuditNote.of(
                by,
                AuditAction.DISCARDED,
                server,
                new FieldChange("reason", null, reason),
                count(done.size()),
                services(done));
    }

    private static FieldChange count(int deliveries) {
        return new FieldChange("deliveries", null, String.valueOf(deliveries));
    }

    private static FieldChange services(List<DeliveryEntry> done) {
        List<String> services = done.stream()
                .map(entry -> entry.summary().target().toString())
                .distinct()
                .toList();
        String named = services.stream().limit(SERVICES).collect(Collectors.joining(", "));
        int more = services.size() - SERVICES;
        return new FieldChange("services", null, more > 0 ? named + " and " + more + " more" : named);
    }
}
