/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import org.nscacheck.testkit.PostgresUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how the demo gets a database where it cannot start its own. */
class NoPostgresAnalyzer extends AbstractFailureAnalyzer<PostgresUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, PostgresUnavailableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "If none of this can be had, use a database that exists:\n"
                        + "mvn -Pdemo -Dspring.datasource.url=jdbc:postgresql://localhost/shop"
                        + " -Dspring.datasource.username=shop  (and SPRING_DATASOURCE_PASSWORD in the environment)",
                cause);
    }
}
