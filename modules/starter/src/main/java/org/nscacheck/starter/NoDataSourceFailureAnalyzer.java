/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how an application gets the database that checks need. */
class NoDataSourceFailureAnalyzer extends AbstractFailureAnalyzer<NoDataSourceException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, NoDataSourceException cause) {
        String remedy = cause.isMissing()
                ? "Add org.springframework.boot:spring-boot-starter-jdbc (or -data-jpa) and org.postgresql:postgresql,"
                        + " and set spring.datasource.url to a PostgreSQL database."
                : "Set nscacheck.data-source to the name of the bean whose PostgreSQL database holds the tables, or mark"
                        + " that bean as @Primary.";
        return new FailureAnalysis(
                cause.getMessage(), remedy + "\nTo start without checks, set nscacheck.enabled=false.", cause);
    }
}
