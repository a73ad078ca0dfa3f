/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notification as collectd's log file shows it.
 *
 * @param time its time, in whole seconds
 * @param severity OKAY, WARNING or FAILURE
 * @param identifier of the value list, such as {@code host/plugin-instance/type-instance}
 * @param message its text
 */
public record CollectdNotification(Instant time, String severity, String identifier, String message) {

    private static final Pattern LINE =
            Pattern.compile("\\[([-\\d]+ [:\\d]+)\\] Notification: severity = (\\w+)(?:, host = ([^,]*))?"
                    + "(?:, plugin = ([^,]*))?(?:, plugin_instance = ([^,]*))?(?:, type = ([^,]*))?(?:, type_instance = ([^,]*))?"
                    + ", message = (.*)");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** Reads a line of the log file; empty for one of another kind. */
    static Optional<CollectdNotification> parse(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return Optional.empty();
        }
        Instant time = LocalDateTime.parse(found.group(1), TIME).toInstant(ZoneOffset.UTC);
        String identifier = found.group(3) + "/" + joined(found.group(4), found.group(5)) + "/"
                + joined(found.group(6), found.group(7));
        return Optional.of(new CollectdNotification(time, found.group(2), identifier, found.group(8)));
    }

    private static String joined(String name, String instance) {
        return instance == null ? name : name + "-" + instance;
    }
}
