/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Setting;

/** The typed fields of a rule's text; a value that cannot be read becomes a fault and is replaced by the default. Not thread-safe. */
final class RuleFields {

    private static final int MAX_LENGTH = 255;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Map<String, String> text;
    private final List<RuleFault> faults = new ArrayList<>();

    RuleFields(Map<String, String> text) {
        this.text = text;
        List<String> known = RuleKeys.ALL.stream().map(Setting::name).toList();
        text.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> fault(key, "a rule has no '" + key + "', it has " + known));
    }

    void fault(String key, String message) {
        faults.add(new RuleFault(key, message));
    }

    boolean hasFaultOf(String key) {
        return faults.stream().anyMatch(fault -> fault.key().equals(key));
    }

    /** Returns all faults in the order of the form; those of keys that do not exist come first. */
    List<RuleFault> faults() {
        List<String> order = RuleKeys.ALL.stream().map(Setting::name).toList();
        return faults.stream()
                .sorted(Comparator.comparingInt(fault -> order.indexOf(fault.key())))
                .toList();
    }

    boolean has(String key) {
        return !raw(key).isEmpty();
    }

    /** Returns the value without blanks around it; empty if it is not set. */
    String raw(String key) {
        String value = text.get(key);
        return value == null ? "" : value.strip();
    }

    private String orDefault(String key) {
        return has(key) ? raw(key) : RuleKeys.get(key).defaultValue();
    }

    @Nullable
    String pattern(String key) {
        String value = raw(key);
        if (value.length() > MAX_LENGTH) {
            fault(key, "has " + value.length() + " characters, at most " + MAX_LENGTH + " are possible");
        }
        return value.isEmpty() ? null : value;
    }

    boolean flag(String key) {
        return choice(key).equals("true");
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return Enum.valueOf(type, choice(key).toUpperCase(Locale.ROOT));
    }

    private String choice(String key) {
        Setting setting = RuleKeys.get(key);
        List<String> allowed =
                setting.options().stream().map(Setting.Option::value).toList();
        String value = orDefault(key).toLowerCase(Locale.ROOT);
        if (allowed.contains(value)) {
            return value;
        }
        fault(key, "'" + clip(value) + "' is not possible, use one of " + allowed);
        return setting.defaultValue();
    }

    int count(String key, int min) {
        return number(key, min).intValue();
    }

    /** Returns a number from {@code min} to 1000. */
    BigDecimal number(String key, int min) {
        String value = orDefault(key);
        boolean whole = !key.equals(RuleKeys.TIMEOUT);
        if (NUMBER.matcher(value).matches() && !(whole && value.contains("."))) {
            BigDecimal number = new BigDecimal(value);
            if (number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(1000)) <= 0) {
                return number;
            }
        }
        fault(
                key,
                "'" + clip(value) + "' is not a " + (whole ? "whole number" : "number") + " from " + min + " to 1000");
        return new BigDecimal(RuleKeys.get(key).defaultValue());
    }

    static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
