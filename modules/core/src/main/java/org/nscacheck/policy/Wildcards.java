/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

/**
 * Patterns in which {@code *} stands for any characters and {@code ?} for one. Case counts. Matched in time proportional to the product
 * of the lengths, whatever the pattern.
 */
public final class Wildcards {

    private Wildcards() {}

    /** Returns whether the whole text matches. */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int star = -1;
        int retry = 0;
        for (int t = 0; t < text.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
