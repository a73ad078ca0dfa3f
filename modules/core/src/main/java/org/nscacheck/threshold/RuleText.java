/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.sender.Setting;

/**
 * A rule as text: the one form for the database, for YAML and properties, and for screens. Keys are in kebab case; {@link #settings()}
 * lists them with their meaning. A key that is absent or blank has its default.
 *
 * <p>The bounds of a level are written {@code warning-min} and {@code warning-max}, or as a Nagios range in {@code warning}; the same for
 * {@code failure}. Each number may carry a unit, as in {@code 5GB}, which is the same as {@code unit=GB}.
 */
public final class RuleText {

    private RuleText() {}

    /**
     * What came of reading a rule.
     *
     * @param rule the rule, empty if there is a fault
     * @param faults all that is wrong, in the order of {@link #settings()}
     */
    public record Reading(Optional<ThresholdRule> rule, List<RuleFault> faults) {

        public Reading {
            faults = List.copyOf(faults);
        }
    }

    /** Returns the rule or all its faults; never throws. */
    public static Reading read(Map<String, String> text) {
        return new RuleReader(text).read();
    }

    /**
     * Returns the rule.
     *
     * @throws FaultyRuleException with all faults
     */
    public static ThresholdRule parse(Map<String, String> text) {
        Reading reading = read(text);
        return reading.rule().orElseThrow(() -> new FaultyRuleException(reading.faults()));
    }

    /**
     * Returns the shortest text that {@link #parse} reads back to an equal rule, in the order of {@link #settings()}. Bounds are written
     * as minimum and maximum, and with {@code @} as a range.
     */
    public static Map<String, String> write(ThresholdRule rule) {
        return RuleWriter.write(rule);
    }

    /** Returns all keys with their meaning, from which a form is made. */
    public static List<Setting> settings() {
        return RuleKeys.ALL;
    }
}
