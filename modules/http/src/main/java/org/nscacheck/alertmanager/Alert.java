/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.time.Instant;
import java.util.Map;
import org.nscacheck.http.JsonBytes;
import tools.jackson.core.JsonGenerator;

/**
 * One alert as it is posted. Its labels are what it is known by.
 *
 * @param labels names and values, at least one; their names have the form of a Prometheus label
 * @param annotations what is told about it; names of the same form
 * @param startsAt since when it holds
 * @param endsAt until when it holds unless something else is said; not before {@code startsAt}
 */
record Alert(Map<String, String> labels, Map<String, String> annotations, Instant startsAt, Instant endsAt) {

    /** Writes the keys and values of its object ({@code postableAlert} in Alertmanager's {@code api/v2/openapi.yaml}). */
    void write(JsonGenerator to) {
        texts(to, "labels", labels);
        texts(to, "annotations", annotations);
        JsonBytes.text(to, "startsAt", startsAt.toString());
        JsonBytes.text(to, "endsAt", endsAt.toString());
    }

    private static void texts(JsonGenerator to, String key, Map<String, String> texts) {
        to.writeName(key);
        JsonBytes.object(to, inside -> texts.forEach((name, value) -> JsonBytes.text(inside, name, value)));
    }
}
