/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

/**
 * A pattern in which {@code *} stands for any characters and {@code ?} for one. Case counts. An empty pattern matches everything.
 * Matches in time proportional to the product of the lengths, whatever the pattern.
 *
 * @param pattern as typed
 */
public record Glob(String pattern) {

    /** Matches everything. */
    public static final Glob ANY = new Glob("");

    /** Returns whether the whole text matches. */
    public boolean matches(String text) {
        return pattern.isEmpty() || matchesAll(text);
    }

    private boolean matchesAll(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }

    @Override
    public String toString() {
        return pattern;
    }
}
