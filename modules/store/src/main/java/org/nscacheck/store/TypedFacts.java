/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Facts with their types, as a JSON list of name, type and value; a number is text, so that it keeps its type and all its digits. */
final class TypedFacts {

    private TypedFacts() {}

    /** Returns the text of facts, or null if there are none. */
    static @Nullable String write(Map<String, Object> facts) {
        return facts.isEmpty() ? null : Json.write(list(facts));
    }

    static List<Object> list(Map<String, Object> facts) {
        List<Object> list = new ArrayList<>();
        facts.forEach((name, value) ->
                list.add(List.of(name, value.getClass().getSimpleName(), JsonColumns.storable(value.toString()))));
        return list;
    }

    /** Returns the facts of a text; those that another release has written in another way are left out. */
    static Map<String, Object> read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        try {
            return of(Json.read(text));
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    static Map<String, Object> of(@Nullable Object list) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof List<?> fact && fact.size() == 3) {
                    Object value = value(String.valueOf(fact.get(1)), String.valueOf(fact.get(2)));
                    if (value != null) {
                        facts.put(String.valueOf(fact.get(0)), value);
                    }
                }
            }
        }
        return facts;
    }

    private static @Nullable Object value(String type, String text) {
        try {
            return switch (type) {
                case "String" -> text;
                case "Long" -> Long.valueOf(text);
                case "Double" -> Double.valueOf(text);
                case "Boolean" -> Boolean.valueOf(text);
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
