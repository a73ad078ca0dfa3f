/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a request: one object, with limits on its depth and its parts, and no name twice in one object. */
final class JsonReader {

    /** The most bytes of a body. */
    static final int MOST_BYTES = 1 << 20;

    private static final int DEEPEST = 12;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(100_000)
                    .maxNameLength(1000)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonReader() {}

    /** @throws ApiException with status 400 if the bytes are no JSON, or no object */
    static Map<String, @Nullable Object> object(byte[] body) {
        try (JsonParser from = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw ApiException.badRequest("the body must be a JSON object");
            }
            Map<String, @Nullable Object> object = object(from);
            if (from.nextToken() != null) {
                throw ApiException.badRequest("the body has something behind its JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is no JSON that can be read: " + e.getOriginalMessage());
        }
    }

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
