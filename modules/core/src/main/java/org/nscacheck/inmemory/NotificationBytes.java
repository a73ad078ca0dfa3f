/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;

/** A notification as bytes and back; each of its metadata begins with a letter for its type. */
final class NotificationBytes {

    private NotificationBytes() {}

    static void write(DataOutputStream out, Notification told) throws IOException {
        EntryBytes.text(out, told.kind().name());
        EntryBytes.text(out, told.severity().name());
        EntryBytes.text(out, told.at().toString());
        Identity about = told.identity();
        EntryBytes.text(out, about.host());
        EntryBytes.text(out, about.plugin());
        EntryBytes.text(out, about.pluginInstance());
        EntryBytes.text(out, about.type());
        EntryBytes.text(out, about.typeInstance());
        EntryBytes.text(out, told.text());
        out.writeInt(told.metadata().size());
        for (Map.Entry<String, Object> fact : told.metadata().entrySet()) {
            EntryBytes.text(out, fact.getKey());
            out.writeByte(type(fact.getValue()));
            EntryBytes.text(out, fact.getValue().toString());
        }
    }

    private static char type(Object value) {
        return value instanceof Long ? 'l' : value instanceof Double ? 'd' : value instanceof Boolean ? 'b' : 's';
    }

    static Notification read(DataInputStream in) throws IOException {
        Kind kind = Kind.valueOf(EntryBytes.text(in));
        Severity severity = Severity.valueOf(EntryBytes.text(in));
        Instant at = Instant.parse(EntryBytes.text(in));
        Identity about = new Identity(
                EntryBytes.text(in),
                EntryBytes.text(in),
                EntryBytes.text(in),
                EntryBytes.text(in),
                EntryBytes.text(in));
        String text = EntryBytes.text(in);
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            facts.put(EntryBytes.text(in), fact((char) in.readByte(), EntryBytes.text(in)));
        }
        return new Notification(kind, severity, at, about, text, facts);
    }

    private static Object fact(char type, String text) {
        return switch (type) {
            case 'l' -> Long.valueOf(text);
            case 'd' -> Double.valueOf(text);
            case 'b' -> Boolean.valueOf(text);
            default -> text;
        };
    }
}
