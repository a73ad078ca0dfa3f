/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.FieldChanges;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;
import org.nscacheck.server.ServerStore;

/**
 * Reads all that a configuration consists of.
 *
 * @param servers of any purpose
 */
record StoredThings(ServerStore servers, CheckStore checks, PolicyStore policies, CheckCatalog catalog) {

    /** Fields that stay as they are whatever a file says: they are no configuration, or only mean something here. */
    private static final List<String> KEPT =
            List.of(AuditNote.PAUSED_UNTIL, "declared-name", ServerFields.SECRET, "name", "servers");

    /**
     * A server, a check or a policy.
     *
     * @param fields text by field
     */
    record Thing(AuditKind kind, UUID id, String name, Map<String, String> fields, int version) {

        /** Returns whether a field stays as it is although a file does not tell it. */
        boolean keeps(String field) {
            return KEPT.contains(field) || FieldChanges.mayBeSecret(field);
        }
    }

    /**
     * What is stored at one moment.
     *
     * @param servers of any purpose
     */
    record All(List<Thing> things, List<Server> servers) {

        Optional<Thing> find(AuditKind kind, String name) {
            return things.stream()
                    .filter(thing -> thing.kind == kind && thing.name.equals(name))
                    .findFirst();
        }

        /** Returns a thing as a file is to tell of it: without anything that may be a secret. */
        Described described(Thing thing) {
            Map<String, String> told = new TreeMap<>(thing.fields);
            told.keySet().removeIf(thing::keeps);
            return new Described(thing.kind, thing.name, told, names(thing), null, 0);
        }

        /** Returns the names of the servers of a check, or null if it does not say. */
        private @Nullable List<String> names(Thing thing) {
            String references = thing.kind == AuditKind.CHECK ? thing.fields.get("servers") : null;
            return references == null
                    ? null
                    : CheckFields.list(references).stream()
                            .map(reference -> ServerReference.find(servers, reference)
                                    .map(Server::name)
                                    .orElse(reference))
                            .toList();
        }

        /** Returns what changes with each change of anything. */
        String basis() {
            StringBuilder text = new StringBuilder();
            things.stream()
                    .map(thing -> thing.kind + " " + thing.id + " " + thing.version + "\n")
                    .sorted()
                    .forEach(text::append);
            return HexFormat.of().formatHex(sha256(text.toString()));
        }
    }

    All read() {
        List<Thing> things = new ArrayList<>();
        List<Server> all = servers.findAll();
        all.forEach(server -> things.add(new Thing(
                AuditKind.SERVER, server.id().value(), server.name(), ServerFields.of(server), server.version())));
        checks.findAll().stream()
                .filter(this::isConfigured)
                .forEach(check -> things.add(new Thing(
                        AuditKind.CHECK, check.id().value(), check.name(), CheckFields.of(check), check.version())));
        for (PolicyKind kind : PolicyKind.values()) {
            policies.findAll(kind)
                    .forEach(policy -> things.add(new Thing(
                            AuditKind.of(kind),
                            policy.id().value(),
                            policy.name(),
                            PolicyFields.of(policy),
                            policy.version())));
        }
        things.sort(Comparator.<Thing>comparingInt(thing -> Configurations.KINDS.indexOf(thing.kind))
                .thenComparing(Thing::name));
        return new All(List.copyOf(things), all);
    }

    /** What agents report comes and goes with them. */
    private boolean isConfigured(StoredCheck check) {
        return !check.key().equals(CheckKey.PUSHED)
                && catalog.find(check.key()).filter(CheckDefinition::internal).isEmpty();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
