/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do instead of a native image. */
final class NativeImageFailureAnalyzer extends AbstractFailureAnalyzer<NativeImageException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NativeImageException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Run the application on a JVM; what was prepared ahead of time is used there with -Dspring.aot.enabled=true."
                        + "\nTo have an image without checks, set nscacheck.enabled=false when it is built.",
                cause);
    }
}
