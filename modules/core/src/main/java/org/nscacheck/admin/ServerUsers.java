/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckStore;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;

/** Finds what names a server: code, checks, and policies about telling people. Thread-safe. */
record ServerUsers(CheckCatalog catalog, CheckStore checks, PolicyStore policies) {

    /** Returns what names a server, each in words such as {@code the check 'mail'}. */
    List<String> of(Server server) {
        List<String> users = new ArrayList<>();
        catalog.all().stream()
                .filter(definition -> refersTo(definition.servers(), server))
                .forEach(definition -> users.add(definition.origin()));
        checks.findAll().stream()
                .filter(check ->
                        refersTo(Objects.requireNonNullElse(check.settings().servers(), List.of()), server))
                .forEach(check -> users.add("the check '" + check.name() + "'"));
        users.addAll(policiesNaming(server.name()));
        return users;
    }

    private static boolean refersTo(List<String> references, Server server) {
        return references.stream().anyMatch(reference -> ServerReference.find(List.of(server), reference)
                .isPresent());
    }

    /** Returns the policies that name a notifier, those that are not in force included. */
    List<String> policiesNaming(String notifier) {
        return Arrays.stream(PolicyKind.values())
                .filter(kind -> kind != PolicyKind.RULE)
                .flatMap(kind -> policies.findAll(kind).stream())
                .filter(policy -> names(policy, notifier))
                .map(policy -> "the " + policy.kind().word() + " '" + policy.name() + "'")
                .toList();
    }

    private static boolean names(Policy policy, String notifier) {
        return AlertPolicies.NOTIFIERS.stream()
                .flatMap(setting -> Arrays.stream(
                        policy.settings().getOrDefault(setting, "").split(",", -1)))
                .anyMatch(name -> name.strip().equals(notifier));
    }
}
