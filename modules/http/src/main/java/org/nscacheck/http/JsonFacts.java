/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes the metadata of notifications, each in its type. */
public final class JsonFacts {

    private JsonFacts() {}

    /** Writes an object of all of them. JSON has no number for what is none, so that is a text. */
    public static void write(JsonGenerator to, Map<String, Object> facts) {
        JsonBytes.object(
                to,
                inside -> facts.forEach((name, value) -> {
                    inside.writeName(name);
                    if (value instanceof Long number) {
                        inside.writeNumber(number);
                    } else if (value instanceof Double number && Double.isFinite(number)) {
                        inside.writeNumber(number);
                    } else if (value instanceof Boolean truth) {
                        inside.writeBoolean(truth);
                    } else {
                        inside.writeString(String.valueOf(value));
                    }
                }));
    }
}
