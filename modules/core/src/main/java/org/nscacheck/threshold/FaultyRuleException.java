/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.RefusedException;

/** A rule that makes no sense. The message lists all faults. */
public class FaultyRuleException extends RefusedException {

    private static final long serialVersionUID = 1;

    private final transient List<RuleFault> faults;

    /** @param faults at least one */
    public FaultyRuleException(List<RuleFault> faults) {
        super(faults.stream().map(RuleFault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** Returns all faults, each with the key that it belongs to. */
    public List<RuleFault> faults() {
        return faults;
    }
}
