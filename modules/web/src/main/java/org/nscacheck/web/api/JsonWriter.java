/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Durations;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes views as JSON: a record is an object of its parts in their order, null included. Durations are written as people type
 * them, times by ISO 8601. Uses the generator of Jackson alone, whatever databind the application has.
 */
final class JsonWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    /**
     * Returns a value in UTF-8.
     *
     * @throws IllegalArgumentException if something in it is no value of JSON
     */
    static byte[] bytes(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, to);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(@Nullable Object value, JsonGenerator to) {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof Record view) {
            record(view, to);
        } else if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            map.forEach((name, part) -> {
                to.writeName(String.valueOf(name));
                write(part, to);
            });
            to.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            to.writeStartArray();
            list.forEach(part -> write(part, to));
            to.writeEndArray();
        } else {
            scalar(value, to);
        }
    }

    private static void record(Record view, JsonGenerator to) {
        to.writeStartObject();
        for (RecordComponent part : view.getClass().getRecordComponents()) {
            to.writeName(part.getName());
            write(value(view, part.getAccessor()), to);
        }
        to.writeEndObject();
    }

    private static @Nullable Object value(Record view, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(view);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a part of " + view.getClass() + " cannot be read", e);
        }
    }

    private static void scalar(Object value, JsonGenerator to) {
        if (value instanceof Boolean truth) {
            to.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            to.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            to.writeNumber(number);
        } else if (value instanceof Double number) {
            writeDouble(number, to);
        } else if (value instanceof Duration duration) {
            to.writeString(Durations.text(duration));
        } else if (value instanceof Enum<?> word) {
            to.writeString(word.name());
        } else {
            to.writeString(value.toString());
        }
    }

    /** JSON has no word for what is no number. */
    private static void writeDouble(Double number, JsonGenerator to) {
        if (Double.isFinite(number)) {
            to.writeNumber(number);
        } else {
            to.writeNull();
        }
    }
}
