/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.check.CheckId;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.fields.PolicyFields;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** Finds what is wrong with what a file says, before anything is stored. */
record ImportRules(Administration administration, PolicyAdministration policies) {

    /**
     * What is found.
     *
     * @param server as it will be, if it is one
     * @param takesSecret whether a secret can or must come with it
     */
    record Judgement(List<String> faults, Optional<Server> server, boolean takesSecret) {

        private static Judgement of(List<String> faults) {
            return new Judgement(faults, Optional.empty(), false);
        }
    }

    /** Returns what holds for fields of which a file does not speak. */
    Map<String, String> defaults(Described described) {
        return switch (described.kind()) {
            case SERVER -> administration.defaults(described.fields().getOrDefault("kind", ""));
            case CHECK -> Map.of();
            default -> Map.of("active", "true", "position", "0");
        };
    }

    /** @param servers as they will be */
    Judgement judge(Described described, UUID id, Map<String, String> fields, int version, Map<UUID, Server> servers) {
        try {
            return switch (described.kind()) {
                case SERVER -> server(described, ServerFields.read(new ServerId(id), fields, version));
                case CHECK -> {
                    administration.requirePossible(
                            CheckFields.read(new CheckId(id), fields, version), servers.values());
                    yield Judgement.of(List.of());
                }
                default -> Judgement.of(policy(described.kind(), id, fields, version));
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Judgement.of(List.of(String.valueOf(e.getMessage())));
        }
    }

    private Judgement server(Described described, Server server) {
        boolean takes = described.secret() == null && administration.takesSecret(server);
        List<String> faults = administration.faults(server, described.secret());
        return new Judgement(faults, Optional.of(server), takes);
    }

    private List<String> policy(AuditKind kind, UUID id, Map<String, String> fields, int version) {
        PolicyKind policy = kind.policy().orElseThrow();
        return policies.kinds().contains(policy)
                ? policies.type(policy).faults(PolicyFields.read(new PolicyId(id), policy, fields, version))
                : List.of("there is no " + policy.word() + " here");
    }
}
