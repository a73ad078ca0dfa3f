/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.util.List;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** The properties of the host that is measured. */
final class Host {

    private Host() {}

    /**
     * Returns them for a host that reports to this daemon.
     *
     * @param checks how many checks it has, each every minute
     * @param more one more property
     */
    static List<String> properties(TestDatabase database, FakeNscaDaemon daemon, int checks, String more) {
        return List.of(
                "server.port=0",
                "host.url=" + database.jdbcUrl(),
                "host.user=" + database.username(),
                "host.password=" + database.password(),
                "host.checks=" + checks,
                more,
                "nscacheck.secrets.key=" + "A".repeat(43) + "=",
                "nscacheck.host-name=shop",
                "nscacheck.servers.nagios.host=127.0.0.1",
                "nscacheck.servers.nagios.port=" + daemon.port(),
                "nscacheck.servers.nagios.secret=" + daemon.password(),
                "nscacheck.servers.nagios.settings.encryption=" + daemon.method());
    }
}
