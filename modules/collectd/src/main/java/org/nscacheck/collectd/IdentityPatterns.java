/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.List;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Identity;
import org.nscacheck.policy.Wildcards;

/**
 * Which identities are meant: those of which one pattern matches the whole, such as {@code db/disk-*}{@code /*}. {@code *} stands for
 * any characters, slashes included, {@code ?} for one; case counts. Immutable.
 */
public final class IdentityPatterns {

    /** Matches nothing. */
    public static final IdentityPatterns NONE = of(List.of());

    private final List<String> patterns;

    private IdentityPatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    /** @throws RefusedException if a pattern is empty */
    public static IdentityPatterns of(List<String> patterns) {
        if (patterns.stream().anyMatch(String::isBlank)) {
            throw new RefusedException("a pattern of identities is empty: write * for all");
        }
        return new IdentityPatterns(patterns.stream().map(String::strip).toList());
    }

    /** Returns whether nothing is meant. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Returns whether an identity is meant. */
    public boolean match(Identity identity) {
        String whole = identity.toString();
        return patterns.stream().anyMatch(pattern -> Wildcards.matches(pattern, whole));
    }
}
