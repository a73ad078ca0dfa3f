/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of one sort of things: the names that properties have for its fields, in the order in which they are written.
 *
 * @param fields those with one value
 * @param groups those whose parts have names of their own, such as {@code settings}
 */
record Shape(List<Field> fields, List<Group> groups) {

    /**
     * A field.
     *
     * @param name in a file
     * @param field in {@link org.nscacheck.fields}
     */
    record Field(String name, String field, FieldForm form) {

        private static Field of(String name, FieldForm form) {
            return new Field(name, name, form);
        }
    }

    /**
     * A group of fields.
     *
     * @param name in a file, empty if its parts stand beside the other fields
     * @param prefix what their names begin with in {@link org.nscacheck.fields}
     */
    record Group(String name, String prefix) {}

    static final Shape SERVER = new Shape(
            List.of(
                    Field.of("kind", FieldForm.TEXT),
                    new Field("host", "address", FieldForm.TEXT),
                    Field.of("port", FieldForm.NUMBER),
                    new Field("node-host-name", "host-name", FieldForm.TEXT),
                    Field.of("catch-up", FieldForm.CATCH_UP),
                    Field.of("max-age", FieldForm.DURATION),
                    Field.of("active", FieldForm.TRUTH)),
            List.of(new Group("settings", "setting.")));

    static final Shape CHECK = new Shape(
            List.of(
                    Field.of("key", FieldForm.TEXT),
                    Field.of("service", FieldForm.TEXT),
                    Field.of("host", FieldForm.TEXT),
                    Field.of("every", FieldForm.TEXT),
                    Field.of("cron", FieldForm.TEXT),
                    Field.of("zone", FieldForm.TEXT),
                    Field.of("spread", FieldForm.DURATION),
                    Field.of("timeout", FieldForm.DURATION),
                    Field.of("attempts", FieldForm.NUMBER),
                    Field.of("retry-interval", FieldForm.DURATION),
                    new Field("report-each-attempt", "report-each", FieldForm.TRUTH),
                    Field.of("on-error", FieldForm.FAILURE_STATUS),
                    Field.of("on-timeout", FieldForm.FAILURE_STATUS),
                    Field.of("allow-void", FieldForm.TRUTH),
                    Field.of("runbook", FieldForm.TEXT),
                    Field.of("active", FieldForm.TRUTH)),
            List.of(new Group("arguments", "argument.")));

    static final Shape POLICY = new Shape(
            List.of(Field.of("active", FieldForm.TRUTH), Field.of("position", FieldForm.NUMBER)),
            List.of(new Group("", "setting.")));

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).findFirst();
    }

    Optional<Group> group(String name) {
        return groups.stream().filter(group -> group.name.equals(name)).findFirst();
    }
}
