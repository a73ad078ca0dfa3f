/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nscacheck.admin.Described;
import org.nscacheck.admin.DescribedConfiguration;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.fields.YamlText;
import org.nscacheck.policy.PolicyKind;

/**
 * The configuration as a file of YAML. It has the shape of an application's properties, so that either can become the other; where a
 * check is not called by its key, {@code key} tells it. What an entry does not say follows the default.
 *
 * <pre>
 * nscacheck-format: 1
 * nscacheck:
 *   servers:
 *     nagios: {kind: nsca, host: nagios.example.net, ...}
 *   checks:
 *     "[mail.queue]": {every: 5m, ...}
 *   policies:
 *     rule:
 *       full-disk: {label: used, failure-max: 95}
 * </pre>
 */
public final class ConfigurationYaml {

    /** Version of the shape. */
    static final String FORMAT = "1";

    static final String FORMAT_FIELD = "nscacheck-format";
    static final String ROOT = "nscacheck";
    static final String SERVERS = "servers";
    static final String CHECKS = "checks";
    static final String POLICIES = "policies";

    private ConfigurationYaml() {}

    /** Returns a file that says all this. */
    public static String write(Collection<Described> all) {
        Map<String, Object> servers = new LinkedHashMap<>();
        Map<String, Object> checks = new LinkedHashMap<>();
        Map<String, Map<String, Object>> policies = new LinkedHashMap<>();
        for (Described described : all) {
            switch (described.kind()) {
                case SERVER -> servers.put(described.name(), tree(described, Shape.SERVER));
                case CHECK -> checks.put(described.name(), check(described));
                default ->
                    policies.computeIfAbsent(described.kind().key(), kind -> new LinkedHashMap<>())
                            .put(described.name(), tree(described, Shape.POLICY));
            }
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(SERVERS, servers);
        root.put(CHECKS, checks);
        root.put(POLICIES, policies);
        return "# Configuration of nscacheck. Passwords are not in it, nor whatever else is called a secret, a key or a token.\n"
                + YamlText.write(Map.of(FORMAT_FIELD, Integer.valueOf(FORMAT)))
                + YamlText.write(Map.of(ROOT, root));
    }

    private static Map<String, Object> check(Described described) {
        Map<String, Object> tree = tree(described, Shape.CHECK);
        List<String> servers = described.servers();
        if (servers != null) {
            tree.put(SERVERS, servers);
        }
        // Nothing is written of an empty map, and a check that follows the code in everything is a check.
        if (tree.size() > 1 && described.name().equals(tree.get("key"))) {
            tree.remove("key");
        }
        return tree;
    }

    private static Map<String, Object> tree(Described described, Shape shape) {
        Map<String, String> told = new TreeMap<>(described.fields());
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Shape.Field field : shape.fields()) {
            String value = told.get(field.field());
            if (value != null) {
                tree.put(field.name(), field.form().written(value));
            }
        }
        for (Shape.Group group : shape.groups()) {
            Map<String, Object> parts = group.name().isEmpty() ? tree : new LinkedHashMap<>();
            told.forEach((name, value) -> {
                if (name.startsWith(group.prefix())) {
                    parts.put(name.substring(group.prefix().length()), value);
                }
            });
            if (!group.name().isEmpty() && !parts.isEmpty()) {
                tree.put(group.name(), parts);
            }
        }
        return tree;
    }

    /**
     * Reads such a file, or the properties of an application in it. Never fails: what is wrong is told by its line.
     *
     * @param secrets whether it may tell secrets; where it is shown again it may not
     */
    public static ReadConfiguration read(String text, boolean secrets) {
        List<YamlFault> faults = new ArrayList<>();
        List<Described> all = new ArrayList<>();
        Set<AuditKind> kinds = EnumSet.noneOf(AuditKind.class);
        try {
            new ConfigurationReader(faults, all, kinds, secrets).read(YamlTree.read(text));
        } catch (YamlTree.Unreadable e) {
            faults.add(e.fault());
        }
        return new ReadConfiguration(new DescribedConfiguration(all, kinds), faults);
    }

    /** Returns the kinds of policies by their names in a file. */
    static Map<String, AuditKind> policyKinds() {
        Map<String, AuditKind> kinds = new TreeMap<>();
        for (PolicyKind kind : PolicyKind.values()) {
            kinds.put(kind.key(), AuditKind.of(kind));
        }
        return kinds;
    }
}
