/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import tools.jackson.core.JsonGenerator;

/** A notification as JSON, with all that is known of it, under our names. */
public final class NotificationJson {

    private static final long VERSION = 1;

    private NotificationJson() {}

    /**
     * Returns an object in one line, in UTF-8.
     *
     * @param sender who tells it
     */
    public static byte[] bytes(Notification told, String sender) {
        return JsonBytes.object(to -> {
            JsonBytes.number(to, "version", VERSION);
            JsonBytes.text(to, "id", id(told));
            JsonBytes.text(to, "sender", sender);
            JsonBytes.text(to, "kind", told.kind().name());
            JsonBytes.text(to, "severity", told.severity().name());
            JsonBytes.text(to, "at", told.at().toString());
            to.writeName("identity");
            JsonBytes.object(to, inside -> identity(inside, told.identity()));
            JsonBytes.text(to, "text", told.text());
            to.writeName("metadata");
            JsonFacts.write(to, told.metadata());
        });
    }

    private static void identity(JsonGenerator to, Identity about) {
        JsonBytes.text(to, "host", about.host());
        JsonBytes.text(to, "plugin", about.plugin());
        JsonBytes.text(to, "pluginInstance", about.pluginInstance());
        JsonBytes.text(to, "type", about.type());
        JsonBytes.text(to, "typeInstance", about.typeInstance());
    }

    /** The same each time a notification is sent, for receivers that want each one once. */
    private static String id(Notification told) {
        return hash(
                told.kind() + "\n" + told.severity() + "\n" + told.at() + "\n" + told.identity() + "\n" + told.text());
    }

    /** Returns 32 hexadecimal digits that stand for a text. */
    public static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
