/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.nscacheck.RefusedException;

/** Servers or checks that cannot work as they are configured. The message lists all faults, each with its remedy. */
public class FaultyConfigurationException extends RefusedException {

    private static final long serialVersionUID = 1;

    private FaultyConfigurationException(List<String> faults) {
        super("the configuration of checks and servers has " + faults.size()
                + (faults.size() == 1 ? " fault" : " faults") + ":\n - " + String.join("\n - ", faults));
    }

    /** @throws FaultyConfigurationException if there are faults; the same one is named once */
    public static void throwIfAny(Collection<String> faults) {
        if (!faults.isEmpty()) {
            throw new FaultyConfigurationException(List.copyOf(new LinkedHashSet<>(faults)));
        }
    }
}
