/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/** C's {@code strcasecmp}: A to Z are a to z, and no other letters are alike in any locale. */
final class AsciiCase {

    private AsciiCase() {}

    static boolean same(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
