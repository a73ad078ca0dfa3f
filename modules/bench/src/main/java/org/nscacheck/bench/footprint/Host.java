/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** The properties of the host that is measured. */
final class Host {

    /** Boot's own configurations of JPA and Flyway, of both generations; without them the host is bare. */
    static final String BARE = "spring.autoconfigure.exclude="
            + String.join(
                    ",",
                    "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                    "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
                    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");

    /** The same for a host of Spring Boot 3, which refuses to exclude what it does not know. */
    static final String BARE_3 = "spring.autoconfigure.exclude="
            + String.join(
                    ",",
                    "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
                    "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration",
                    "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
                    "org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration",
                    "org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration");

    private Host() {}

    /**
     * Returns them for a host that reports to this daemon.
     *
     * @param checks how many checks it has, each every minute
     * @param more more properties
     */
    static List<String> properties(TestDatabase database, FakeNscaDaemon daemon, int checks, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "server.port=0",
                "host.url=" + database.jdbcUrl(),
                "host.user=" + database.username(),
                "host.password=" + database.password(),
                "host.checks=" + checks,
                "nscacheck.secrets.key=" + "A".repeat(43) + "=",
                "nscacheck.host-name=shop",
                "nscacheck.servers.nagios.host=127.0.0.1",
                "nscacheck.servers.nagios.port=" + daemon.port(),
                "nscacheck.servers.nagios.secret=" + daemon.password(),
                "nscacheck.servers.nagios.settings.encryption=" + daemon.method()));
        properties.addAll(List.of(more));
        return properties;
    }
}
