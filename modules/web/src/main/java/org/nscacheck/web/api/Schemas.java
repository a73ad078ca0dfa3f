/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of records as {@link JsonWriter} writes them and {@link Body} reads them (JSON Schema 2020-12). In an answer each part is
 * there, null included; of what is sent only what {@link Inputs} demands has to be. Not thread-safe.
 */
final class Schemas {

    private final Map<String, Object> components = new TreeMap<>();

    /** Returns the schemas that were referred to, by name. */
    Map<String, Object> components() {
        return components;
    }

    /** Returns a reference to the schema of a record. */
    Map<String, Object> reference(Class<?> type, boolean input) {
        String name = name(type) + (input ? "Input" : "");
        if (!components.containsKey(name)) {
            components.put(name, Map.of());
            components.put(name, record(type, input));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        return type.getEnclosingClass() == Inputs.class
                ? type.getSimpleName()
                : name.replace("Resource", "").replace("$", "");
    }

    private Map<String, Object> record(Class<?> type, boolean input) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            AnnotatedType annotated = part.getAnnotatedType();
            properties.put(part.getName(), schema(annotated, input));
            if (!input || (type.getEnclosingClass() == Inputs.class && !isNullable(annotated))) {
                required.add(part.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** Doubles that are no number are written as null. What is sent may be null wherever it may be missing. */
    private Map<String, Object> schema(AnnotatedType annotated, boolean input) {
        Type type = annotated.getType();
        Map<String, Object> schema = notNull(annotated, type, input);
        boolean nullable = isNullable(annotated) || type == double.class;
        if (!nullable) {
            return schema;
        }
        if (schema.containsKey("$ref")) {
            return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
        }
        Map<String, Object> orNull = new LinkedHashMap<>(schema);
        orNull.put("type", List.of(String.valueOf(schema.get("type")), "null"));
        if (schema.get("enum") instanceof List<?> words) {
            List<@Nullable Object> withNull = new ArrayList<>(words);
            withNull.add(null);
            orNull.put("enum", withNull);
        }
        return orNull;
    }

    private Map<String, Object> notNull(AnnotatedType annotated, Type type, boolean input) {
        if (annotated instanceof AnnotatedParameterizedType of && type instanceof ParameterizedType generic) {
            AnnotatedType[] parts = of.getAnnotatedActualTypeArguments();
            Map<String, Object> inner = schema(parts[parts.length - 1], input);
            return generic.getRawType() == Map.class
                    ? Map.of("type", "object", "additionalProperties", inner)
                    : Map.of("type", "array", "items", inner);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? reference(plain, input) : scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(word -> ((Enum<?>) word).name())
                            .toList());
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return Map.of("type", "integer");
        }
        if (type == double.class || type == BigDecimal.class) {
            return Map.of("type", "number");
        }
        return text(type);
    }

    private static Map<String, Object> text(Class<?> type) {
        if (type == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == Duration.class) {
            return Map.of("type", "string", "description", "a length of time such as 90s, 5m, 2h or 7d");
        }
        if (type == String.class) {
            return Map.of("type", "string");
        }
        throw new IllegalStateException("the description of the API has no word for " + type);
    }
}
