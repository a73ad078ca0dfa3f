/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted.
 *
 * @param actor name of who did it, empty for anybody
 * @param kind what it was done to, or null for anything
 * @param subject id of what it was done to, empty for anything
 * @param text what has to stand in the name of the subject, or in a field or value of a change, whatever the case; empty for
 *     anything
 */
public record AuditFilter(String actor, @Nullable AuditKind kind, String subject, String text) {

    /** Every entry. */
    public static final AuditFilter ALL = new AuditFilter("", null, "", "");

    /** Returns the entries of one subject. */
    public static AuditFilter of(AuditKind kind, String subject) {
        return new AuditFilter("", kind, subject, "");
    }

    /** Returns whether a note is wanted. */
    public boolean matches(AuditNote note) {
        return (actor.isEmpty() || actor.equals(note.actor()))
                && (kind == null || kind == note.subject().kind())
                && (subject.isEmpty() || subject.equals(note.subject().id()))
                && (text.isEmpty() || mentions(note));
    }

    private boolean mentions(AuditNote note) {
        String wanted = text.toLowerCase(Locale.ROOT);
        Stream<@Nullable String> values =
                note.changes().stream().flatMap(change -> Stream.of(change.field(), change.before(), change.after()));
        return Stream.concat(Stream.of(note.subject().name()), values)
                .anyMatch(
                        value -> value != null && value.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
