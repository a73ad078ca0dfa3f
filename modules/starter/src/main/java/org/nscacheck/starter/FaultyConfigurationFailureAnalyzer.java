/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.admin.FaultyConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all faults in the configuration of servers and checks at once, instead of a stack trace. */
class FaultyConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<FaultyConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, FaultyConfigurationException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the named properties below nscacheck.servers and nscacheck.checks, or the named annotations."
                        + " A check key with dots goes into brackets: nscacheck.checks[mail.queue].every=1m",
                cause);
    }
}
