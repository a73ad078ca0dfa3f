/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.sender.Setting;

/** Between a policy and the form for it. What a setting's field is left empty for, is not set. */
final class PolicyForm {

    private static final int LAST_POSITION = 1_000_000;

    private PolicyForm() {}

    /** Returns the form of a new policy, in which the given values stand already. */
    static Form empty(PolicyType type, Map<String, String> given) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("active", List.of("true"));
        values.put("name", List.of(given.getOrDefault("name", "")));
        type.settings().forEach(setting -> values.put(field(setting), List.of(given.getOrDefault(setting.name(), ""))));
        return Form.showing(values);
    }

    static Form of(Policy policy, PolicyType type) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("name", List.of(policy.name()));
        values.put("position", List.of(String.valueOf(policy.position())));
        if (policy.active()) {
            values.put("active", List.of("true"));
        }
        type.settings()
                .forEach(setting ->
                        values.put(field(setting), List.of(policy.settings().getOrDefault(setting.name(), ""))));
        return Form.showing(values);
    }

    private static String field(Setting setting) {
        return ServerForm.SETTING + setting.name();
    }

    /** Returns what each menu offers: the values of the setting, and first that it is not set. */
    static Map<String, List<Setting.Option>> choices(PolicyType type) {
        Map<String, List<Setting.Option>> choices = new LinkedHashMap<>();
        type.settings().stream().filter(setting -> !setting.options().isEmpty()).forEach(setting -> {
            List<Setting.Option> options = new ArrayList<>();
            options.add(new Setting.Option("", "as usual" + usual(setting)));
            options.addAll(setting.options());
            choices.put(field(setting), options);
        });
        return choices;
    }

    private static String usual(Setting setting) {
        return setting.options().stream()
                .filter(option -> option.value().equals(setting.defaultValue()))
                .map(option -> " (" + option.label() + ")")
                .findFirst()
                .orElse("");
    }

    /** Returns what was typed, or empty if it is no policy; what is wrong then stands in the form. */
    static Optional<Policy> read(Form form, PolicyType type, PolicyId id, int version) {
        String name = form.required("name", "Name");
        Integer position = form.read("position", PolicyForm::position);
        form.requireOptions(choices(type));
        if (form.isFaulty()) {
            return Optional.empty();
        }
        boolean active = form.has("active", "true");
        return Optional.of(new Policy(
                id, type.kind(), name, settings(form, type), active, position == null ? 0 : position, version));
    }

    private static Map<String, String> settings(Form form, PolicyType type) {
        Map<String, String> settings = new LinkedHashMap<>();
        type.settings()
                .forEach(setting -> form.given(field(setting)).ifPresent(value -> settings.put(setting.name(), value)));
        return settings;
    }

    private static @Nullable Integer position(String text) {
        try {
            int position = Integer.parseInt(text);
            if (position >= 0 && position <= LAST_POSITION) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers outside the limits.
        }
        throw new RefusedException("position '" + text + "' is not a whole number from 0 to " + LAST_POSITION + ".");
    }
}
