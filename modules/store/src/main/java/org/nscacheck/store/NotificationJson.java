/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import tools.jackson.core.JacksonException;

/** A notification as text of a column. */
final class NotificationJson {

    private NotificationJson() {}

    static String write(Notification notification) {
        Identity identity = notification.identity();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", notification.kind().name());
        object.put("severity", notification.severity().name());
        object.put("at", notification.at().toString());
        object.put("host", identity.host());
        object.put("plugin", identity.plugin());
        object.put("pluginInstance", identity.pluginInstance());
        object.put("type", identity.type());
        object.put("typeInstance", identity.typeInstance());
        object.put("text", JsonColumns.storable(notification.text()));
        object.put("metadata", TypedFacts.list(notification.metadata()));
        return Json.write(object);
    }

    /** @throws IllegalArgumentException if it is none, of another release perhaps */
    static Notification read(String json) {
        try {
            if (Json.read(json) instanceof Map<?, ?> object) {
                return notification(object);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the notification is no JSON: " + e.getOriginalMessage(), e);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("the notification has no time: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the notification is no JSON object");
    }

    private static Notification notification(Map<?, ?> object) {
        return new Notification(
                Notification.Kind.valueOf(text(object, "kind")),
                Severity.valueOf(text(object, "severity")),
                Instant.parse(text(object, "at")),
                new Identity(
                        text(object, "host"),
                        text(object, "plugin"),
                        text(object, "pluginInstance"),
                        text(object, "type"),
                        text(object, "typeInstance")),
                text(object, "text"),
                TypedFacts.of(object.get("metadata")));
    }

    private static String text(Map<?, ?> object, String name) {
        @Nullable Object value = object.get(name);
        return value == null ? "" : value.toString();
    }
}
