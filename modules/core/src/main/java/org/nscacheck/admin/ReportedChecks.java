/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;
import org.nscacheck.check.Check;
import org.nscacheck.server.Server;

/**
 * A server with the checks that report to it.
 *
 * @param server without its secret
 * @param checks as they run now, faulty and inactive ones among them
 * @param at when that was, by the database's clock
 */
public record ReportedChecks(Server server, List<Check> checks, Instant at) {

    public ReportedChecks {
        checks = List.copyOf(checks);
    }
}
