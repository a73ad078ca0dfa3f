/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import org.nscacheck.policy.Wildcards;

/**
 * A pattern of {@link Wildcards}; an empty one matches everything.
 *
 * @param pattern as typed
 */
public record Glob(String pattern) {

    /** Matches everything. */
    public static final Glob ANY = new Glob("");

    /** Returns whether the whole text matches. */
    public boolean matches(String text) {
        return pattern.isEmpty() || Wildcards.matches(pattern, text);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
