/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.util.List;

/** Annotated methods that cannot be checks. The message lists all faults of all beans, each with its remedy. */
public class InvalidChecksException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // javac 25 sees the interface; what List.copyOf gives can be serialized
    private final List<String> faults;

    InvalidChecksException(List<String> faults) {
        super(faults.size() + (faults.size() == 1 ? " fault" : " faults")
                + " in methods annotated with @NscaCheck:\n - " + String.join("\n - ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Returns one sentence or two per fault. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
