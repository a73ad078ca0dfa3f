/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nscacheck.sender.Setting;

/**
 * What policies of a kind may say. Form, validation and properties are all made from it, so that a new kind or a new setting is one
 * class.
 *
 * @param kind the kind
 * @param settings the settings that it understands, in the order of a form
 * @param reader returns all that is wrong with settings, each sentence with the setting's name in front; empty if nothing is
 */
public record PolicyType(PolicyKind kind, List<Setting> settings, Function<Map<String, String>, List<String>> reader) {

    public PolicyType {
        settings = List.copyOf(settings);
    }

    /** Returns what is wrong with a policy of this kind, for whoever wrote it. */
    public List<String> faults(Policy policy) {
        return reader.apply(policy.settings()).stream()
                .map(fault -> kind.word() + " '" + policy.name() + "': " + fault)
                .toList();
    }
}
