/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.audit.FieldChanges;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.server.Server;

/** What is to be stored, so that all is as a file says. Not thread-safe. */
final class ImportPlan {

    private static final String SERVERS = "servers";

    private final StoredThings.All stored;
    private final ImportRules rules;
    private final List<Step> steps = new ArrayList<>();
    /** Ids of servers by name, as they will be. */
    private final Map<String, UUID> servers = new HashMap<>();

    /** Servers as they will be. */
    private final Map<UUID, Server> expected = new HashMap<>();

    /**
     * One thing to store or to remove.
     *
     * @param id of what is stored, or a new one
     * @param fields all that it will say, servers by their ids
     * @param version of what is stored, 0 if that is nothing
     * @param described what the file says, or null if it is to be removed
     */
    record Step(
            ImportItem item,
            UUID id,
            Map<String, String> fields,
            int version,
            @Nullable Described described) {}

    private ImportPlan(StoredThings.All stored, ImportRules rules) {
        this.stored = stored;
        this.rules = rules;
        stored.servers().forEach(server -> {
            servers.put(server.name(), server.id().value());
            expected.put(server.id().value(), server);
        });
    }

    static ImportPlan of(DescribedConfiguration file, StoredThings.All stored, boolean removing, ImportRules rules) {
        ImportPlan plan = new ImportPlan(stored, rules);
        // A check may name a server that comes with it.
        file.all().stream()
                .filter(described -> described.kind() == AuditKind.SERVER)
                .forEach(plan::add);
        file.all().stream()
                .filter(described -> described.kind() != AuditKind.SERVER)
                .forEach(plan::add);
        if (removing) {
            stored.things().stream()
                    .filter(thing -> file.kinds().contains(thing.kind()))
                    .filter(thing -> file.all().stream()
                            .noneMatch(described -> described.kind() == thing.kind()
                                    && described.name().equals(thing.name())))
                    .forEach(plan::remove);
        }
        return plan;
    }

    private void remove(StoredThings.Thing thing) {
        ImportItem item =
                new ImportItem(thing.kind(), thing.name(), ImportItem.Deed.REMOVE, List.of(), List.of(), 0, false);
        steps.add(new Step(item, thing.id(), thing.fields(), thing.version(), null));
    }

    private void add(Described described) {
        StoredThings.Thing thing =
                stored.find(described.kind(), described.name()).orElse(null);
        UUID id = thing == null ? UUID.randomUUID() : thing.id();
        int version = thing == null ? 0 : thing.version();
        Map<String, String> told = new TreeMap<>(rules.defaults(described));
        told.putAll(described.fields());
        Map<String, String> fields = fields(described, thing, told);
        ImportRules.Judgement judgement = rules.judge(described, id, fields, version, expected);
        judgement.server().ifPresent(server -> {
            servers.put(server.name(), id);
            expected.put(id, server);
        });
        List<FieldChange> changes = FieldChanges.between(before(thing, told), after(described, told, thing));
        ImportItem item = new ImportItem(
                described.kind(),
                described.name(),
                thing == null ? ImportItem.Deed.ADD : changes.isEmpty() ? ImportItem.Deed.NONE : ImportItem.Deed.CHANGE,
                changes,
                judgement.faults(),
                described.line(),
                judgement.takesSecret());
        steps.add(new Step(item, id, fields, version, described));
    }

    /** All that will be stored: what the file tells, and what stays whatever it tells. */
    private Map<String, String> fields(
            Described described, StoredThings.@Nullable Thing thing, Map<String, String> told) {
        Map<String, String> fields = new TreeMap<>();
        if (thing != null) {
            thing.fields().forEach((field, value) -> {
                if (thing.keeps(field) && !field.equals(SERVERS)) {
                    fields.put(field, value);
                }
            });
        }
        fields.putAll(told);
        fields.put("name", described.name());
        List<String> names = described.servers();
        if (names != null) {
            fields.put(
                    SERVERS,
                    String.join(", ", names.stream().map(this::reference).toList()));
        }
        return fields;
    }

    private String reference(String name) {
        UUID id = servers.get(name);
        return id == null ? name : id.toString();
    }

    /** What is stored, as far as a file tells of it. */
    private Map<String, String> before(StoredThings.@Nullable Thing thing, Map<String, String> told) {
        if (thing == null) {
            return Map.of();
        }
        Described described = stored.described(thing);
        Map<String, String> before = new TreeMap<>(described.fields());
        thing.fields().forEach((field, value) -> {
            if (told.containsKey(field)) {
                before.put(field, value);
            }
        });
        putServers(before, described.servers());
        putSecret(before, thing.fields().get(ServerFields.SECRET));
        return before;
    }

    private static Map<String, String> after(
            Described described, Map<String, String> told, StoredThings.@Nullable Thing thing) {
        Map<String, String> after = new TreeMap<>(told);
        putServers(after, described.servers());
        putSecret(
                after,
                described.secret() != null
                        ? "typed"
                        : thing == null ? null : thing.fields().get(ServerFields.SECRET));
        return after;
    }

    private static void putServers(Map<String, String> fields, @Nullable List<String> names) {
        if (names != null) {
            fields.put(SERVERS, String.join(", ", names.stream().sorted().toList()));
        }
    }

    private static void putSecret(Map<String, String> fields, @Nullable String sign) {
        if (sign != null) {
            fields.put(ServerFields.SECRET, sign);
        }
    }

    ImportPreview preview() {
        return new ImportPreview(steps.stream().map(Step::item).toList(), stored.basis());
    }

    /** @throws RefusedException if one of them is not possible, or not there */
    List<Step> chosen(Set<String> keys) {
        List<Step> chosen = steps.stream()
                .filter(step -> keys.contains(step.item.key()))
                .filter(step -> step.item.deed() != ImportItem.Deed.NONE)
                .toList();
        chosen.stream().filter(step -> !step.item.isPossible()).findFirst().ifPresent(step -> {
            throw new RefusedException(step.item.kind().word() + " '" + step.item.name() + "' is not possible: "
                    + String.join("; ", step.item.faults()));
        });
        return chosen;
    }
}
