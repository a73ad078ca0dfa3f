/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import java.util.List;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Status;

/** The built-in check of {@link ConnectionPools}; inactive until somebody activates it. */
public class ConnectionPoolCheck {

    private final ConnectionPools pools;

    public ConnectionPoolCheck(ConnectionPools pools) {
        this.pools = pools;
    }

    @NscaCheck(
            key = "nscacheck.connection-pool",
            service = "Connection pool",
            description = "Database connections in use, in percent of the pool's size; the fullest pool of this node",
            every = "1m",
            scope = CheckScope.NODE,
            active = "false")
    CheckResult connectionPool(
            @NscaParam(value = "warn", defaultValue = "80", min = "0", max = "100") double warn,
            @NscaParam(value = "crit", defaultValue = "95", min = "0", max = "100") double crit) {
        List<ConnectionPools.Usage> usages = pools.usage();
        if (usages.isEmpty()) {
            return CheckResult.unknown("no connection pool is open yet").build();
        }
        Status worst = Status.OK;
        StringBuilder words = new StringBuilder();
        for (ConnectionPools.Usage usage : usages) {
            Status status = BuiltInChecks.level(percent(usage), warn, crit);
            worst = status.code() > worst.code() ? status : worst;
            words.append(words.isEmpty() ? "" : "; ")
                    .append(usage.name() + ": " + usage.active() + " of " + usage.max() + " connections in use");
            words.append(usage.waiting() == 0 ? "" : ", " + usage.waiting() + " threads wait");
        }
        CheckResult.Builder result = CheckResult.builder(worst, "%s", words);
        for (ConnectionPools.Usage usage : usages) {
            result.perf(usage.name() + " active", usage.active())
                    .warn(usage.max() * warn / 100)
                    .crit(usage.max() * crit / 100)
                    .min(0)
                    .max(usage.max());
            result.perf(usage.name() + " waiting", usage.waiting()).min(0);
        }
        return result.build();
    }

    private static double percent(ConnectionPools.Usage usage) {
        return usage.max() <= 0 ? 0 : 100.0 * usage.active() / usage.max();
    }
}
