/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Target;

/**
 * The rows that a statement takes as one array per column: names and types are written once, for the statement and for the
 * values. Immutable.
 */
final class Columns {

    private static final Pattern PLACE = Pattern.compile("@input (\\w+)");

    private final List<String> names;
    private final String parameters;

    private Columns(List<String> names, String parameters) {
        this.names = names;
        this.parameters = parameters;
    }

    /** @param columns each a name and a type, such as {@code node text} */
    static Columns of(String... columns) {
        List<String> names = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (String column : columns) {
            int space = column.indexOf(' ');
            names.add(column.substring(0, space));
            parameters.add("?::" + column.substring(space + 1) + "[]");
        }
        return new Columns(List.copyOf(names), String.join(", ", parameters));
    }

    /** Returns the statement in which {@code @input i} is replaced by these columns, under the alias {@code i}. */
    String in(String statement) {
        return PLACE.matcher(statement)
                .replaceAll(place ->
                        "unnest(" + parameters + ") AS " + place.group(1) + " (" + String.join(", ", names) + ")");
    }

    Rows rows() {
        return new Rows(names);
    }

    /** Values for these columns, row by row. Not thread-safe. */
    static final class Rows {

        private final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        private int size;

        private Rows(List<String> names) {
            names.forEach(name -> columns.put(name, new ArrayList<>()));
        }

        /** Begins a row. */
        Rows add() {
            requireComplete();
            size++;
            return this;
        }

        Rows set(String column, @Nullable Object value) {
            List<@Nullable Object> values = columns.get(column);
            if (values == null || values.size() != size - 1) {
                throw new IllegalArgumentException("column " + column + " is unknown or set already");
            }
            values.add(value);
            return this;
        }

        /** Sets {@code host} and {@code service}, which is empty for the host itself; {@link Database.Row#target} reads it. */
        Rows target(Target target) {
            String service = target.service();
            return set("host", target.host()).set("service", service == null ? "" : service);
        }

        boolean isEmpty() {
            return size == 0;
        }

        int size() {
            return size;
        }

        /** Returns the parameters for the place of these columns in a statement. */
        Object[] arrays() {
            requireComplete();
            return columns.values().toArray();
        }

        /** Returns the same behind other parameters. */
        Object[] arraysAfter(Object... before) {
            List<Object> all = new ArrayList<>(Arrays.asList(before));
            all.addAll(List.of(arrays()));
            return all.toArray();
        }

        /** Returns the same in front of other parameters. */
        Object[] arraysBefore(Object... after) {
            List<Object> all = new ArrayList<>(List.of(arrays()));
            all.addAll(Arrays.asList(after));
            return all.toArray();
        }

        private void requireComplete() {
            columns.forEach((name, values) -> {
                if (values.size() != size) {
                    throw new IllegalStateException("column " + name + " was not set");
                }
            });
        }
    }
}
