/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says how the demo gets another HTTP port. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, PortInUseException cause) {
        int port = cause.getPort();
        int other = port < 65535 ? port + 1 : 8080;
        return new FailureAnalysis(
                "HTTP port " + port + " is in use by another program.",
                "Start the demo on another one:  mvn -Pdemo -Dserver.port=" + other,
                cause);
    }
}
