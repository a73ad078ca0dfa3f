/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.FieldChange;

/** Finds the values that settings had before an entry, and has them saved. */
record Undo(Subjects checks, Subjects servers, Subjects policies) {

    /** All subjects of some kinds. */
    interface Subjects {

        /** Returns what is stored of one, or empty if it does not exist any more. */
        Optional<Stored> find(UUID id);

        /** Saves one as these fields say; a version of 0 for one that does not exist. */
        void save(Actor actor, AuditKind kind, UUID id, Stored wanted);

        /** Removes one. */
        void remove(Actor actor, UUID id);
    }

    /**
     * What is stored of a subject.
     *
     * @param fields values by field
     * @param version number of changes
     */
    record Stored(Map<String, String> fields, int version) {}

    private Subjects subjects(AuditKind kind) {
        return switch (kind) {
            case CHECK -> checks;
            case SERVER -> servers;
            default -> policies;
        };
    }

    void restore(Actor actor, AuditEntry entry) {
        Subjects all = subjects(entry.subject().kind());
        UUID id = UUID.fromString(entry.subject().id());
        if (all.find(id).isPresent()) {
            throw new RefusedException("'" + entry.subject().name() + "' exists already.");
        }
        save(actor, entry, new Stored(before(entry, Map.of()), 0));
    }

    /** What was changed since it was added was somebody's work: that is undone first, or it is deleted knowingly. */
    void remove(Actor actor, AuditEntry entry) {
        UUID id = UUID.fromString(entry.subject().id());
        Subjects all = subjects(entry.subject().kind());
        Stored now = all.find(id)
                .orElseThrow(() -> new RefusedException("'" + entry.subject().name() + "' was removed already."));
        entry.changes().forEach(change -> requireUnchanged(change, now.fields()));
        Set<String> added = entry.changes().stream().map(FieldChange::field).collect(Collectors.toSet());
        now.fields().keySet().stream()
                .filter(field -> !added.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new RefusedException("'" + field + "' was set since then: undo the later change first.");
                });
        all.remove(actor, id);
    }

    void revert(Actor actor, AuditEntry entry) {
        UUID id = UUID.fromString(entry.subject().id());
        Stored now = subjects(entry.subject().kind())
                .find(id)
                .orElseThrow(() -> new RefusedException("'" + entry.subject().name()
                        + "' was removed since: restore it first, by the entry that says so."));
        entry.changes().forEach(change -> requireUnchanged(change, now.fields()));
        save(actor, entry, new Stored(before(entry, now.fields()), now.version()));
    }

    private static void requireUnchanged(FieldChange change, Map<String, String> now) {
        String value = now.get(change.field());
        if (!change.isHidden() && !Objects.equals(value, change.after())) {
            throw new RefusedException("'" + change.field() + "' was changed again since then and is " + shown(value)
                    + " now: undo the later change first.");
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not set" : "'" + value + "'";
    }

    private static Map<String, String> before(AuditEntry entry, Map<String, String> now) {
        Map<String, String> fields = new TreeMap<>(now);
        for (FieldChange change : entry.changes()) {
            String before = change.before();
            if (before == null && !change.isHidden()) {
                fields.remove(change.field());
            } else if (before != null && !change.isHidden()) {
                fields.put(change.field(), before);
            }
        }
        return fields;
    }

    private void save(Actor actor, AuditEntry entry, Stored wanted) {
        AuditKind kind = entry.subject().kind();
        UUID id = UUID.fromString(entry.subject().id());
        try {
            subjects(kind).save(actor, kind, id, wanted);
        } catch (RefusedException e) {
            throw new RefusedException("It cannot be as it was before: " + e.getMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new RefusedException("It cannot be as it was before: the entry was made by another release.", e);
        }
    }
}
