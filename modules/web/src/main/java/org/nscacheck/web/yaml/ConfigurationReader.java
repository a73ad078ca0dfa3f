/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Described;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;

/** Makes a configuration of a tree. Not thread-safe. */
final class ConfigurationReader {

    private static final String SECRET = "secret";

    /** What belongs to the number of attempts, and holds unless told. */
    private static final Map<String, String> CONFIRMATION = Map.of("retry-interval", "PT1M", "report-each", "false");

    private final List<YamlFault> faults;
    private final List<Described> all;
    private final Set<AuditKind> kinds;
    private final boolean secrets;

    /**
     * @param faults what is wrong is added there
     * @param all what is said is added there
     * @param kinds of what the file speaks are added there
     */
    ConfigurationReader(List<YamlFault> faults, List<Described> all, Set<AuditKind> kinds, boolean secrets) {
        this.faults = faults;
        this.all = all;
        this.kinds = kinds;
        this.secrets = secrets;
    }

    void read(YamlValue root) {
        parts(root, "the file").forEach((name, value) -> {
            switch (name) {
                case ConfigurationYaml.FORMAT_FIELD -> format(value);
                case ConfigurationYaml.ROOT -> sections(value);
                default ->
                    fault(
                            value,
                            "'" + Names.shortened(name) + "' is not read: only nscacheck-format and nscacheck are");
            }
        });
    }

    private void format(YamlValue value) {
        if (!(value instanceof YamlValue.Text text) || !text.text().equals(ConfigurationYaml.FORMAT)) {
            fault(value, "this release reads nscacheck-format " + ConfigurationYaml.FORMAT + " only");
        }
    }

    private void sections(YamlValue value) {
        parts(value, "nscacheck").forEach((name, section) -> {
            switch (name) {
                case ConfigurationYaml.SERVERS -> things(section, AuditKind.SERVER, Shape.SERVER);
                case ConfigurationYaml.CHECKS -> things(section, AuditKind.CHECK, Shape.CHECK);
                case ConfigurationYaml.POLICIES -> policies(section);
                default ->
                    fault(
                            section,
                            "'" + Names.shortened(name) + "' is a property of the application: only servers, checks"
                                    + " and policies are imported");
            }
        });
    }

    private void policies(YamlValue section) {
        Map<String, AuditKind> known = ConfigurationYaml.policyKinds();
        parts(section, "policies").forEach((name, policies) -> {
            AuditKind kind = known.get(name);
            if (kind == null) {
                fault(
                        policies,
                        "there is no kind of policies '" + Names.shortened(name) + "'; known are " + known.keySet());
            } else {
                things(policies, kind, Shape.POLICY);
            }
        });
    }

    private void things(YamlValue section, AuditKind kind, Shape shape) {
        kinds.add(kind);
        parts(section, "the list of " + kind.word() + "s").forEach((name, value) -> {
            int before = faults.size();
            Described thing = thing(kind, name, value, shape);
            if (faults.size() == before) {
                all.add(thing);
            }
        });
    }

    private Described thing(AuditKind kind, String name, YamlValue value, Shape shape) {
        Map<String, String> fields = new TreeMap<>();
        Told told = new Told();
        parts(value, kind.word() + " '" + Names.shortened(name) + "'").forEach((part, content) -> {
            if (content instanceof YamlValue.Nothing) {
                return; // As if it were not there: it follows the default.
            }
            if (kind == AuditKind.CHECK && part.equals(ConfigurationYaml.SERVERS)) {
                told.servers = servers(content);
            } else if (kind == AuditKind.SERVER && part.equals(SECRET)) {
                told.secret = secret(content);
            } else {
                part(part, content, shape, fields);
            }
        });
        if (kind == AuditKind.SERVER) {
            fields.putIfAbsent("kind", "nsca");
            require(fields, "address", "host", value);
            require(fields, "host-name", "node-host-name", value);
        }
        if (kind == AuditKind.CHECK) {
            fields.putIfAbsent("key", name);
            complete(fields, value);
        }
        return new Described(kind, name, fields, told.servers, told.secret, value.line());
    }

    /** What stands beside the fields. */
    private static final class Told {
        private @Nullable List<String> servers;
        private @Nullable Secret secret;
    }

    private void require(Map<String, String> fields, String field, String name, YamlValue thing) {
        if (!fields.containsKey(field)) {
            fault(thing, name + " is missing");
        }
    }

    private void complete(Map<String, String> fields, YamlValue thing) {
        if (fields.containsKey("attempts")) {
            CONFIRMATION.forEach(fields::putIfAbsent);
        } else if (CONFIRMATION.keySet().stream().anyMatch(fields::containsKey)) {
            fault(thing, "retry-interval and report-each-attempt require attempts");
        }
        if (fields.containsKey("zone") && !fields.containsKey("every") && !fields.containsKey("cron")) {
            fault(thing, "a zone requires an interval or a cron expression");
        }
    }

    private void part(String name, YamlValue content, Shape shape, Map<String, String> fields) {
        Shape.Field field = shape.field(name).orElse(null);
        Shape.Group named = shape.group(name).orElse(null);
        Shape.Group beside = shape.group("").orElse(null);
        if (field != null) {
            put(fields, field.field(), field.form(), content, name);
        } else if (named != null) {
            parts(content, name)
                    .forEach((each, value) -> put(fields, named.prefix() + each, FieldForm.TEXT, value, each));
        } else if (beside != null) {
            put(fields, beside.prefix() + name, FieldForm.TEXT, content, name);
        } else {
            fault(
                    content,
                    "there is no '" + Names.shortened(name) + "' here; known are "
                            + shape.fields().stream().map(Shape.Field::name).toList());
        }
    }

    private void put(Map<String, String> fields, String field, FieldForm form, YamlValue content, String name) {
        if (content instanceof YamlValue.Text text) {
            try {
                fields.put(field, form.read(text.text()));
            } catch (RefusedException e) {
                fault(content, name + ": " + e.getMessage());
            }
        } else if (!(content instanceof YamlValue.Nothing)) {
            fault(content, "'" + Names.shortened(name) + "' must be one value");
        }
    }

    /** Spring Boot reads a text with commas as a list too. */
    private List<String> servers(YamlValue content) {
        if (content instanceof YamlValue.Text text) {
            return List.of(text.text().split("\\s*,\\s*"));
        }
        if (content instanceof YamlValue.Items items) {
            List<String> names = new ArrayList<>();
            for (YamlValue item : items.items()) {
                if (item instanceof YamlValue.Text name) {
                    names.add(name.text());
                } else {
                    fault(item, "the name of a server must be one value");
                }
            }
            return names;
        }
        fault(content, "servers must be a list of names");
        return List.of();
    }

    private @Nullable Secret secret(YamlValue content) {
        if (!secrets) {
            fault(content, "a password is not read from here: take it out, and type it beside the preview");
            return null;
        }
        return content instanceof YamlValue.Text text ? Secret.of(text.text()) : null;
    }

    private Map<String, YamlValue> parts(YamlValue value, String what) {
        if (value instanceof YamlValue.Fields fields) {
            return fields.fields();
        }
        if (!(value instanceof YamlValue.Nothing)) {
            fault(value, what + " must consist of names with values");
        }
        return Map.of();
    }

    private void fault(YamlValue value, String text) {
        faults.add(new YamlFault(value.line(), text));
    }
}
