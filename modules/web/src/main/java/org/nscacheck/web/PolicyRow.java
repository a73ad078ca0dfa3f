/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.sender.Setting;

/**
 * A line of a list of policies.
 *
 * @param id identity
 * @param name name
 * @param says what it says, setting by setting
 * @param position its place in the order
 * @param active whether it applies
 * @param dead why it judges nothing although it is active, may be empty
 */
record PolicyRow(String id, String name, List<Said> says, int position, boolean active, String dead) {

    /**
     * What one setting says.
     *
     * @param label its label on the form
     * @param value its value
     */
    record Said(String label, String value) {}

    static PolicyRow of(Policy policy, PolicyType type, String dead) {
        List<Said> says = type.settings().stream()
                .filter(setting -> policy.settings().containsKey(setting.name()))
                .map(setting -> new Said(
                        setting.label(), label(setting, policy.settings().getOrDefault(setting.name(), ""))))
                .toList();
        return new PolicyRow(policy.id().toString(), policy.name(), says, policy.position(), policy.active(), dead);
    }

    private static String label(Setting setting, String value) {
        return setting.options().stream()
                .filter(option -> option.value().equals(value))
                .map(Setting.Option::label)
                .findFirst()
                .orElse(value);
    }

    /** Returns all that it says in one line. */
    String line() {
        return says.stream().map(said -> said.label + ": " + said.value).collect(Collectors.joining("; "));
    }
}
