/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.UUID;

/**
 * A stored rule.
 *
 * @param id never changes; what was judged before is remembered under it
 * @param name for people
 * @param rule what it says
 */
public record NamedRule(UUID id, String name, ThresholdRule rule) {

    /** Returns how a verdict names it. */
    public RuleRef ref() {
        return new RuleRef(id, name);
    }
}
