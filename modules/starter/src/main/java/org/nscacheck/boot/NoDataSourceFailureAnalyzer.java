/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how an application gets the database that checks need. */
class NoDataSourceFailureAnalyzer extends AbstractFailureAnalyzer<NoDataSourceException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, NoDataSourceException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Add org.springframework.boot:spring-boot-starter-jdbc (or -data-jpa) and org.postgresql:postgresql, and set"
                        + " spring.datasource.url to a PostgreSQL database.\n"
                        + "With several data sources, mark the one for nscacheck as @Primary or declare a bean of type"
                        + " NscaDatabase.\n"
                        + "To start without checks, set nscacheck.enabled=false.",
                cause);
    }
}
