/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** Arguments of an application of Spring Boot, whose host name is shop, that keeps its checks here and reports there. */
public final class HostArguments {

    private HostArguments() {}

    /** Returns them, and then some more. */
    public static String[] of(TestDatabase database, FakeNscaDaemon daemon, String... more) {
        return of(database.jdbcUrl(), database.username(), database.password(), daemon, more);
    }

    /** Returns them for another user, or another way to the database. */
    public static String[] of(String url, String user, String password, FakeNscaDaemon daemon, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + password,
                "--spring.datasource.hikari.maximum-pool-size=5",
                "--spring.main.banner-mode=off",
                "--nscacheck.host-name=shop",
                "--nscacheck.startup-wait=30s",
                "--nscacheck.executor.spread=0s",
                "--nscacheck.secrets.key=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--nscacheck.servers.nagios.host=127.0.0.1",
                "--nscacheck.servers.nagios.port=" + daemon.port(),
                "--nscacheck.servers.nagios.secret=" + daemon.password(),
                "--nscacheck.servers.nagios.settings.encryption=" + daemon.method()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
