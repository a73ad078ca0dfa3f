/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Names;

/**
 * The fields of an object that was sent. A field that is missing is one that is null; one that is not known is refused, so that a
 * typing error never goes by unnoticed and nobody sets what he should not. Immutable.
 *
 * @param path where it stands in the body, empty for the whole, else with a dot behind
 */
record Body(String path, Map<String, @Nullable Object> fields) {

    /** @throws ApiException with status 422 that names the fields that are none of these */
    Body only(String... known) {
        Set<String> names = Set.of(known);
        List<Problem.Fault> unknown = fields.keySet().stream()
                .filter(name -> !names.contains(name))
                .map(name -> path + Names.shortened(name))
                .map(name -> new Problem.Fault(name, "there is no field '" + name + "'"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ApiException(
                    ApiException.UNPROCESSABLE,
                    unknown.get(0).detail() + "; known are " + String.join(", ", known),
                    unknown);
        }
        return this;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    @Nullable
    String text(String field) {
        return typed(field, String.class, "a text");
    }

    String required(String field) {
        String text = text(field);
        if (text == null || text.isBlank()) {
            throw wrong(field, "the field '" + path + field + "' must be set");
        }
        return text;
    }

    boolean flag(String field, boolean otherwise) {
        return Objects.requireNonNullElse(flag(field), otherwise);
    }

    @Nullable
    Boolean flag(String field) {
        return typed(field, Boolean.class, "true or false");
    }

    int number(String field, int otherwise) {
        BigDecimal number = typed(field, BigDecimal.class, "a whole number");
        try {
            return number == null ? otherwise : number.intValueExact();
        } catch (ArithmeticException e) {
            throw wrong(field, "the field '" + path + field + "' must be a whole number");
        }
    }

    /** Reads a text by a parser whose refusal becomes the field's. */
    <T> @Nullable T read(String field, Function<String, T> parser) {
        String text = text(field);
        try {
            return text == null ? null : parser.apply(text);
        } catch (RefusedException e) {
            throw wrong(field, String.valueOf(e.getMessage()));
        }
    }

    /** Returns a value made of several fields, where a refusal becomes that of the object in which they stand. */
    <T> T made(Supplier<T> value) {
        try {
            return value.get();
        } catch (RefusedException e) {
            throw ApiException.field(
                    path.isEmpty() ? path : path.substring(0, path.length() - 1), String.valueOf(e.getMessage()));
        }
    }

    <E extends Enum<E>> @Nullable E word(String field, Class<E> type) {
        String text = text(field);
        for (E word : type.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        if (text != null) {
            throw wrong(
                    field,
                    "the field '" + path + field + "' must be one of " + List.of(type.getEnumConstants()) + ", not '"
                            + Names.shortened(text) + "'");
        }
        return null;
    }

    /** Returns an object within, or null if it is not set. */
    @SuppressWarnings("unchecked")
    @Nullable
    Body object(String field) {
        Map<String, @Nullable Object> object = typed(field, Map.class, "an object");
        return object == null ? null : new Body(path + field + ".", object);
    }

    /** Returns texts by name, empty if the field is not set. */
    Map<String, String> texts(String field) {
        Body object = object(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (object != null) {
            object.fields.keySet().forEach(name -> {
                String text = object.text(name);
                if (text != null) {
                    texts.put(name, text);
                }
            });
        }
        return texts;
    }

    /** Returns a list of texts, or null if the field is not set. */
    @Nullable
    List<String> list(String field) {
        List<?> list = typed(field, List.class, "a list of texts");
        if (list == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw wrong(field, "the field '" + path + field + "' must be a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Refuses a change of what cannot change; a body that was read before may be sent as it was. */
    void unchanged(String field, @Nullable Object now) {
        String sent = text(field);
        if (sent != null && !sent.equals(String.valueOf(now))) {
            throw wrong(field, "the field '" + path + field + "' cannot be changed here; it is '" + now + "'");
        }
    }

    private <T> @Nullable T typed(String field, Class<T> type, String words) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw wrong(field, "the field '" + path + field + "' must be " + words);
        }
        return type.cast(value);
    }

    private ApiException wrong(String field, String detail) {
        return ApiException.field(path + field, detail);
    }
}
