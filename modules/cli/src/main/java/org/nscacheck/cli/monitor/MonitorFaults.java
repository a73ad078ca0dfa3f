/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.util.List;

/** A configuration of {@code monitor} has faults; all of them are named together. */
public final class MonitorFaults extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    MonitorFaults(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Returns a sentence for each. */
    public List<String> faults() {
        return faults;
    }
}
