/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result as a daemon handed it to its monitoring core.
 *
 * @param receivedAt the daemon's own clock in seconds; not the time the packet carries
 * @param service null for the result of a host check
 * @param output with the daemon's escapes undone: {@code \n} is a line break again, {@code \\} a backslash
 */
public record PassiveResult(
        Instant receivedAt, String host, @Nullable String service, int returnCode, String output) {

    private static final Pattern SERVICE =
            Pattern.compile("\\[(\\d+)] PROCESS_SERVICE_CHECK_RESULT;([^;]*);([^;]*);(-?\\d+);(.*)");
    private static final Pattern HOST = Pattern.compile("\\[(\\d+)] PROCESS_HOST_CHECK_RESULT;([^;]*);(-?\\d+);(.*)");

    /**
     * Reads one line of a Nagios command file.
     *
     * @throws IllegalArgumentException if it is no passive result
     */
    public static PassiveResult parse(String line) {
        Matcher service = SERVICE.matcher(line);
        if (service.matches()) {
            return new PassiveResult(
                    Instant.ofEpochSecond(Long.parseLong(service.group(1))),
                    service.group(2),
                    service.group(3),
                    Integer.parseInt(service.group(4)),
                    unescape(service.group(5)));
        }
        Matcher host = HOST.matcher(line);
        if (host.matches()) {
            return new PassiveResult(
                    Instant.ofEpochSecond(Long.parseLong(host.group(1))),
                    host.group(2),
                    null,
                    Integer.parseInt(host.group(3)),
                    unescape(host.group(4)));
        }
        throw new IllegalArgumentException("not a passive result: " + line);
    }

    /** Undoes what nsca and the Nagios core do to line breaks and backslashes. */
    static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? "\n" : next == '\\' ? "\\" : "\\" + next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
