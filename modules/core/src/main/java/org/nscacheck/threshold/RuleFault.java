/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/**
 * One thing that is wrong with a rule.
 *
 * @param key of {@link RuleText}, which is also the field of a form
 * @param message what is wrong, the value, and what to do
 */
public record RuleFault(String key, String message) {

    @Override
    public String toString() {
        return key + ": " + message;
    }
}
