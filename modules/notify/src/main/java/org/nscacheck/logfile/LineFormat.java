/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.nscacheck.http.NotificationJson;
import org.nscacheck.notification.Notification;
import org.nscacheck.server.Names;

/** How a notification looks as a line, in UTF-8. */
enum LineFormat {
    /** Time, severity, kind, identity, text, and the metadata between braces; what would end a line is escaped. */
    TEXT {
        @Override
        byte[] content(Notification told, String sender) {
            String line = told.at() + " " + told.severity() + " " + told.kind() + " " + told.identity() + ": "
                    + told.text() + facts(told.metadata());
            return Names.printable(line).getBytes(StandardCharsets.UTF_8);
        }
    },
    /** The JSON that webhooks get. */
    JSON {
        @Override
        byte[] content(Notification told, String sender) {
            return NotificationJson.bytes(told, sender);
        }
    };

    abstract byte[] content(Notification told, String sender);

    /**
     * Returns the line with its end.
     *
     * @param sender who tells it
     */
    byte[] line(Notification told, String sender) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(content(told, sender));
        line.write('\n');
        return line.toByteArray();
    }

    private static String facts(Map<String, Object> facts) {
        return facts.isEmpty()
                ? ""
                : facts.entrySet().stream()
                        .map(fact -> fact.getKey() + "=" + fact.getValue())
                        .collect(Collectors.joining(", ", " {", "}"));
    }
}
