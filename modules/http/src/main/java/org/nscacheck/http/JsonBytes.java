/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON in UTF-8. Text may hold anything: half a character becomes a question mark. */
public final class JsonBytes {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBytes() {}

    /** Returns an object of which the keys and values are written by the argument. */
    public static byte[] object(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            object(to, content);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a list of objects. */
    public static <T> byte[] list(Iterable<T> elements, Element<T> element) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            elements(to, elements, element);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static <T> void elements(JsonGenerator to, Iterable<T> elements, Element<T> element) {
        to.writeStartArray();
        for (T each : elements) {
            object(to, inside -> element.write(inside, each));
        }
        to.writeEndArray();
    }

    /** Writes an object where a value is due. */
    public static void object(JsonGenerator to, Consumer<JsonGenerator> content) {
        to.writeStartObject();
        content.accept(to);
        to.writeEndObject();
    }

    /** Writes a key whose value is a list of objects. */
    public static <T> void list(JsonGenerator to, String key, Iterable<T> elements, Element<T> element) {
        to.writeName(key);
        elements(to, elements, element);
    }

    /** Writes a key and a text, or null. */
    public static void text(JsonGenerator to, String key, @Nullable String value) {
        to.writeName(key);
        if (value == null) {
            to.writeNull();
        } else {
            to.writeString(value);
        }
    }

    /** Writes a key and a whole number, or null. */
    public static void number(JsonGenerator to, String key, @Nullable Long value) {
        to.writeName(key);
        if (value == null) {
            to.writeNull();
        } else {
            to.writeNumber(value);
        }
    }

    /** Writes the keys and values of one object of a list. */
    @FunctionalInterface
    public interface Element<T> {

        void write(JsonGenerator to, T element);
    }
}
