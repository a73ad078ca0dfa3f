/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.spring.annotation.InvalidChecksException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all annotated methods that cannot be checks at once, instead of a stack trace. */
class InvalidChecksFailureAnalyzer extends AbstractFailureAnalyzer<InvalidChecksException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidChecksException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Change these methods or their @NscaCheck annotations as described.", cause);
    }
}
