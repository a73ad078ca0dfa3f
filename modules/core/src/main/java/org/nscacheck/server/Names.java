/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nscacheck.RefusedException;

/**
 * Rules for host and service names, the same on every path by which a name can enter.
 *
 * <p>A name ends up in a line of Nagios' command file, {@code [time] PROCESS_SERVICE_CHECK_RESULT;host;service;rc;text}.
 * The NSCA daemon escapes nothing there, so a {@code ;} would shift the fields and a newline would start a command of
 * its own. The lengths are those of the NSCA packet ({@code data_packet} in nsca's {@code include/common.h}) less the
 * closing NUL.
 */
public final class Names {

    /** Longest host name in bytes of UTF-8. */
    public static final int MAX_HOST_BYTES = 63;
    /** Longest service description in bytes of UTF-8. */
    public static final int MAX_SERVICE_BYTES = 127;

    private Names() {}

    /** @throws RefusedException naming what is wrong with the host name */
    public static String requireHost(String host) {
        return require("host name", host, MAX_HOST_BYTES);
    }

    /** @throws RefusedException naming what is wrong with the service description */
    public static String requireService(String service) {
        return require("service", service, MAX_SERVICE_BYTES);
    }

    private static String require(String what, String name, int maxBytes) {
        if (name.isBlank()) {
            throw new RefusedException("a " + what + " must not be empty");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new RefusedException(what + " '" + shortened(name) + "' has " + bytes + " bytes in UTF-8, at most "
                    + maxBytes + " fit into a packet");
        }
        if (!name.equals(name.strip())) {
            throw new RefusedException(what + " '" + shortened(name) + "' begins or ends with a blank");
        }
        name.codePoints().filter(Names::forbidden).findFirst().ifPresent(c -> {
            throw new RefusedException(what + " '" + shortened(name) + "' contains "
                    + (c == ';' ? "';'" : String.format(Locale.ROOT, "the control character U+%04X", c))
                    + ", which would be read as the end of the name");
        });
        return name;
    }

    private static boolean forbidden(int codePoint) {
        return codePoint == ';'
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || codePoint == 0x2028
                || codePoint == 0x2029;
    }

    /** Returns the candidates, those first that look most like the name: a mistyped one is found at a glance. */
    public static List<String> nearestFirst(String name, Collection<String> candidates) {
        return candidates.stream()
                .distinct()
                .sorted(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The number of characters to insert, delete or replace (Levenshtein), whatever their case. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    /** Characters that change the direction of what follows, or are not seen: a log line would read as another one. */
    private static boolean misleading(int codePoint) {
        return (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || codePoint == 0x200e
                || codePoint == 0x200f
                || codePoint == 0x061c
                || codePoint == 0xfeff;
    }

    /** Returns the beginning of a text of any length, fit for a message or a log line. */
    public static String shortened(String text) {
        int most = 80;
        return text.codePointCount(0, text.length()) <= most
                ? printable(text)
                : printable(text.substring(0, text.offsetByCodePoints(0, most))) + "… (" + text.length()
                        + " characters)";
    }

    /**
     * Returns the text with control characters, line ends and marks of writing direction replaced, fit for a message or a log
     * line. Whatever a person typed or a check returned goes through this on its way to the log.
     */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ((forbidden(c) && c != ';') || misleading(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
