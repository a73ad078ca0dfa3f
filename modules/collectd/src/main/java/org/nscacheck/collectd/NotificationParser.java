/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;

/** Reads one PUTNOTIF. */
final class NotificationParser {

    private static final List<String> TEXTS =
            List.of("message", "host", "plugin", "plugin_instance", "type", "type_instance");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private @Nullable Severity severity;
    private Instant time = Instant.EPOCH;

    private NotificationParser() {}

    static Command parse(String line) throws FaultyLineException {
        NotificationParser parser = new NotificationParser();
        Words words = new Words(line);
        words.word();
        while (!words.isAtEnd()) {
            Fields.Option option = words.option().orElseThrow(() -> new FaultyLineException("Malformed option."));
            if (!parser.take(option.key(), option.value())) {
                throw new FaultyLineException("Error parsing option `" + option.key() + "'");
            }
        }
        return new Command.PutNotification(parser.notification());
    }

    /** Returns whether there is such an option with such a value. */
    private boolean take(String key, String value) {
        if (key.length() > 1 && key.charAt(1) == ':') {
            return takeMetadata(key, value);
        }
        if (AsciiCase.same(key, "severity")) {
            severity = WireSeverity.named(value).orElse(null);
            return severity != null;
        }
        if (AsciiCase.same(key, "time")) {
            time = Seconds.instant(value).orElse(Instant.MIN);
            return !time.equals(Instant.MIN);
        }
        String name = key.toLowerCase(Locale.ROOT);
        texts.put(name, value);
        return TEXTS.contains(name);
    }

    /** Of the types of metadata only strings can be written. */
    private boolean takeMetadata(String key, String value) {
        metadata.put(key.substring(2), value);
        return key.length() > 2 && key.charAt(0) == 's';
    }

    private Notification notification() throws FaultyLineException {
        Severity known = severity;
        if (known == null) {
            throw new FaultyLineException("Option `severity' missing.");
        }
        if (time.equals(Instant.EPOCH)) {
            throw new FaultyLineException("Option `time' missing.");
        }
        if (text("message").isEmpty()) {
            throw new FaultyLineException("No message or message of length 0 given.");
        }
        Identity identity = new Identity(
                text("host"), text("plugin"), text("plugin_instance"), text("type"), text("type_instance"));
        return new Notification(Kind.EVENT, known, time, identity, text("message"), metadata);
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
