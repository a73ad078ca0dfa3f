/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;

/**
 * What code and properties declare wrong, found before anything is stored. A fault counts only if the check has one both as
 * it is declared and with what an administrator set: what is stored neither stops an application nor does the application
 * stop for what is overridden.
 */
final class DeclaredFaults {

    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final List<Server> servers;

    /** @param servers all servers as they will be */
    DeclaredFaults(CheckCatalog catalog, CheckResolver resolver, List<Server> servers) {
        this.catalog = catalog;
        this.resolver = resolver;
        this.servers = servers;
    }

    /**
     * A check of the code.
     *
     * @param declared as properties change it
     * @param effective with what is stored besides
     */
    private record Declaration(CheckDefinition definition, StoredCheck declared, StoredCheck effective) {

        boolean both(Predicate<StoredCheck> condition) {
            return condition.test(declared) && condition.test(effective);
        }
    }

    /** Whom a check reports to, and as what; no host is that of the server, and no service the host itself. */
    private record Name(String host, String service) {}

    /**
     * Returns a sentence for each fault.
     *
     * @param seeds checks as properties declare them
     * @param stored all checks as they are
     */
    List<String> of(Collection<StoredCheck> seeds, Collection<StoredCheck> stored) {
        Map<CheckKey, StoredCheck> declared = byHandler(seeds);
        Map<CheckKey, StoredCheck> kept = byHandler(stored);
        List<Declaration> declarations = catalog.all().stream()
                .filter(definition -> !definition.template() || declared.containsKey(definition.key()))
                .map(definition -> declaration(
                        definition,
                        declared.getOrDefault(definition.key(), StoredCheck.of(definition.key())),
                        kept.get(definition.key())))
                .toList();
        List<String> faults = new ArrayList<>();
        declarations.forEach(declaration -> faults.addAll(faults(declaration)));
        faults.addAll(collisions(declarations));
        return faults;
    }

    private static Map<CheckKey, StoredCheck> byHandler(Collection<StoredCheck> checks) {
        return checks.stream()
                .collect(Collectors.toMap(StoredCheck::key, Function.identity(), (first, later) -> first));
    }

    private static Declaration declaration(
            CheckDefinition definition, StoredCheck declared, @Nullable StoredCheck stored) {
        if (stored == null) {
            return new Declaration(definition, declared, declared);
        }
        boolean isSameCheck = stored.name().equals(declared.name());
        return new Declaration(definition, declared, isSameCheck ? stored.withSettingsOf(declared) : stored);
    }

    private List<String> faults(Declaration declaration) {
        CheckDefinition definition = declaration.definition();
        if (!declaration.both(
                check -> !resolver.faults(check, definition, servers).isEmpty())) {
            return List.of();
        }
        return resolver.faults(declaration.declared(), definition, servers).stream()
                .map(fault -> definition.origin() + ": check '" + definition.key() + "': " + fault)
                .toList();
    }

    /** The list of due checks is the last word; this says it before anything is written, and names both places. */
    private List<String> collisions(List<Declaration> declarations) {
        Map<Name, List<Declaration>> taken = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Declaration declaration : declarations) {
            Name name = name(declaration, declaration.declared());
            if (!declaration.both(check ->
                    isActive(declaration, check) && name(declaration, check).equals(name))) {
                continue;
            }
            List<Declaration> others = taken.computeIfAbsent(name, any -> new ArrayList<>());
            others.stream()
                    .filter(other -> share(
                                    servers(other, other.declared()), servers(declaration, declaration.declared()))
                            && share(servers(other, other.effective()), servers(declaration, declaration.effective())))
                    .findFirst()
                    .ifPresent(other -> faults.add(other.definition().origin() + " and "
                            + declaration.definition().origin() + " both report as "
                            + (name.service().isEmpty() ? "the host itself" : "the service '" + name.service() + "'")
                            + " to one server: give one of them another service"));
            others.add(declaration);
        }
        return faults;
    }

    private static boolean isActive(Declaration declaration, StoredCheck check) {
        return Boolean.TRUE.equals(settings(declaration, check).active());
    }

    private static Name name(Declaration declaration, StoredCheck check) {
        CheckDefinition definition = declaration.definition();
        String own = definition.scope() == CheckScope.NODE
                ? "the node's"
                : definition.defaults().host();
        String host = check.settings().host();
        CheckSettings settings = settings(declaration, check);
        return new Name(
                host != null ? host : own == null ? "" : own,
                definition.isOfHost(settings) ? "" : Objects.requireNonNull(settings.service()));
    }

    private List<String> servers(Declaration declaration, StoredCheck check) {
        return ServerReference.ids(
                servers, Objects.requireNonNull(settings(declaration, check).servers()));
    }

    /** No servers are all. */
    private static boolean share(List<String> some, List<String> others) {
        return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
    }

    private static CheckSettings settings(Declaration declaration, StoredCheck check) {
        return check.settings().over(declaration.definition().defaults());
    }
}
