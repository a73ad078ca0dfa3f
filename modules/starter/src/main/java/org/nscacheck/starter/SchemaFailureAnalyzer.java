/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.store.SchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a schema that is missing, older or newer, or that this user may not make. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaException cause) {
        return new FailureAnalysis(
                "The tables of nscacheck cannot be used: " + cause.getMessage(),
                "Follow the message above; see docs/operations.md. nscacheck.enabled=false starts the application"
                        + " without checks.",
                cause);
    }
}
