/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

import java.util.Locale;

/** What a policy is about. */
public enum PolicyKind {
    /** When a measured value is bad. */
    RULE,
    /** Who is told of what. */
    ROUTE,
    /** Nobody is told of something for a while. */
    SILENCE,
    /** Nobody is told while something is worked on, once or again and again. */
    WINDOW,
    /** A notifier is left in peace at certain times. */
    QUIET_HOURS,
    /** A problem that another one explains is not told. */
    DEPENDENCY;

    /** Returns the kind as it stands in addresses and properties: lower case, with hyphens. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind in a sentence. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
