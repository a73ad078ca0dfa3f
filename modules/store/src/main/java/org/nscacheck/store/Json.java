/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain values: maps by name, lists, text, {@link BigDecimal} with all digits, booleans and null. Uses the parser of
 * Jackson alone, which needs neither its annotations nor its databind, so that an application may have those of Jackson 2.
 */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** @throws IllegalArgumentException if something in it is no such value */
    static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, to);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator to) {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            map.forEach((name, part) -> {
                to.writeName(String.valueOf(name));
                write(part, to);
            });
            to.writeEndObject();
        } else if (value instanceof List<?> list) {
            to.writeStartArray();
            list.forEach(part -> write(part, to));
            to.writeEndArray();
        } else {
            writeScalar(value, to);
        }
    }

    private static void writeScalar(Object value, JsonGenerator to) {
        if (value instanceof String text) {
            to.writeString(text);
        } else if (value instanceof BigDecimal number) {
            to.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            to.writeBoolean(truth);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /** @throws JacksonException if the text is no JSON */
    static @Nullable Object read(String json) {
        try (JsonParser from = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (from.nextToken() == null) {
                throw new StreamReadException(from, "no value");
            }
            return value(from);
        }
    }

    /** Reads the value that begins with the current token. */
    private static @Nullable Object value(JsonParser from) {
        return switch (from.currentToken()) {
            case START_OBJECT -> object(from);
            case START_ARRAY -> array(from);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> from.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> from.getString();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser from) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            from.nextToken();
            object.put(name, value(from));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser from) {
        List<@Nullable Object> array = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(from));
        }
        return array;
    }
}
