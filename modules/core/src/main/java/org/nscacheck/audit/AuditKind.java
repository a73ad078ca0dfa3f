/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.util.Locale;
import java.util.Optional;
import org.nscacheck.policy.PolicyKind;

/** The kind of thing that something was done to. Each kind of policy is one, under the same name. */
public enum AuditKind {
    CHECK,
    SERVER,
    RULE,
    ROUTE,
    SILENCE,
    WINDOW,
    QUIET_HOURS,
    DEPENDENCY,
    AGENT,
    /** A token of the REST API. */
    TOKEN,
    /** The whole of it. */
    INSTALLATION;

    /** Returns the kind of a policy. */
    public static AuditKind of(PolicyKind kind) {
        return valueOf(kind.name());
    }

    /** Returns which policies these are, or empty for anything else. */
    public Optional<PolicyKind> policy() {
        return switch (this) {
            case CHECK, SERVER, AGENT, TOKEN, INSTALLATION -> Optional.empty();
            default -> Optional.of(PolicyKind.valueOf(name()));
        };
    }

    /** Returns the kind as it stands in addresses: lower case, with hyphens. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind in a sentence. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
