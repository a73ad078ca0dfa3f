/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.regex.Pattern;

/** What may stand for the machine of a server: a host name, or an address of IPv4 or IPv6. No URL, no path, no user. */
public final class HostAddress {

    /** RFC 1035. */
    public static final int MAX_LENGTH = 253;

    /** RFC 1123, and the underscore that names of containers have; no name ends in a number, which would be an address. */
    private static final Pattern NAME =
            Pattern.compile("(?:[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?\\.)*"
                    + "(?![0-9]+\\.?$)[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?\\.?");

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String V4_TEXT = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern V4 = Pattern.compile(V4_TEXT);
    /** Groups of hexadecimal digits, at most one gap; how many there may be is counted. */
    private static final Pattern V6 = Pattern.compile(
            "(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?:::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?)?(?::?"
                    + V4_TEXT + ")?(?:%[A-Za-z0-9_.-]{1,15})?");

    private HostAddress() {}

    /** Returns whether the text is an address of IPv4 or IPv6. */
    public static boolean isLiteral(String text) {
        return text.length() <= MAX_LENGTH && (V4.matcher(text).matches() || isV6(text));
    }

    private static boolean isV6(String text) {
        if (!text.contains(":") || !V6.matcher(text).matches()) {
            return false;
        }
        String address = text.replaceFirst("%.*", "");
        boolean embedded = address.contains(".");
        long groups =
                Pattern.compile("[0-9a-fA-F.]+").matcher(address).results().count() + (embedded ? 1 : 0);
        return address.contains("::") ? groups <= 7 : groups == 8;
    }

    /** Returns whether the text is a host name or an address. */
    public static boolean isPossible(String text) {
        return isLiteral(text)
                || (text.length() <= MAX_LENGTH && NAME.matcher(text).matches());
    }
}
