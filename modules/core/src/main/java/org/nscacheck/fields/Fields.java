/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.fields;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/** Values as text by field, in the order of the fields. Not thread-safe. */
final class Fields {

    private final TreeMap<String, String> values = new TreeMap<>();

    Fields() {}

    Fields(Map<String, String> values) {
        this.values.putAll(values);
    }

    void put(String field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value.toString());
        }
    }

    void putAll(String prefix, Map<String, String> others) {
        others.forEach((name, value) -> values.put(prefix + name, value));
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }

    @Nullable
    String text(String field) {
        return values.get(field);
    }

    /** @throws RefusedException if the field is missing, as in an entry of another release */
    String required(String field) {
        String value = values.get(field);
        if (value == null) {
            throw new RefusedException("the entry does not say what '" + field + "' was");
        }
        return value;
    }

    <T> @Nullable T get(String field, Function<String, T> reader) {
        String value = values.get(field);
        return value == null ? null : reader.apply(value);
    }

    /** Returns the values whose fields begin so, by the rest of their names. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.tailMap(prefix).forEach((field, value) -> {
            if (field.startsWith(prefix)) {
                found.put(field.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
