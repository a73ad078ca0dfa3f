/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;

/** PolicyAdministration of the properties: their settings, and among these {@code active} and {@code position}. */
final class DeclaredPolicies {

    private DeclaredPolicies() {}

    /** Returns the policies of the properties; what cannot be read is added to the faults. */
    static List<Policy> of(Map<PolicyKind, Map<String, Map<String, String>>> properties, List<String> faults) {
        List<Policy> policies = new ArrayList<>();
        properties.forEach((kind, named) -> named.forEach((name, settings) -> {
            try {
                policies.add(policy(kind, name, new LinkedHashMap<>(settings)));
            } catch (RefusedException e) {
                faults.add("nscacheck.policies." + kind.key() + "." + name + ": " + e.getMessage());
            }
        }));
        return policies;
    }

    private static Policy policy(PolicyKind kind, String name, Map<String, String> settings) {
        boolean active = flag(settings.remove("active"));
        int position = number(settings.remove("position"));
        return new Policy(PolicyId.random(), kind, name, settings, active, position, 0);
    }

    private static boolean flag(@Nullable String text) {
        return switch (text == null ? "true" : text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RefusedException("active '" + text + "' is neither true nor false");
        };
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new RefusedException("position '" + text + "' is not a whole number", e);
        }
    }
}
