/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertSettings;

class EngineSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        EngineSettings usual = new EngineSettings(
                "shop-1",
                "shop-1",
                ZoneId.systemDefault(),
                new EngineSettings.Defaults(Duration.ofMinutes(1), Status.CRITICAL, Status.CRITICAL),
                new EngineSettings.Capacity(20, Map.of(), false),
                new EngineSettings.Rhythm(
                        true,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ofDays(30),
                        Duration.ofDays(365)),
                new EngineSettings.Declared(List.of(), List.of(), Set.of(), List.of(), AlertSettings.DEFAULT));
        assertThat(EngineSettings.of("shop-1")).isEqualTo(usual);
    }

    /** Every value differs from the usual one, and from those of its own type. */
    @Test
    void losesNoValueInABuilder() {
        EngineSettings odd = EngineSettings.builder("node-1")
                .hostName("shop")
                .zone(ZoneOffset.ofHours(7))
                .spread(Duration.ofSeconds(1))
                .onError(Status.WARNING)
                .onTimeout(Status.UNKNOWN)
                .maxRunning(3)
                .groups(Map.of("db", 2))
                .reuseThreads(true)
                .startupWait(Duration.ofSeconds(3))
                .shutdown(Duration.ofSeconds(4))
                .snapshotInterval(Duration.ofSeconds(5))
                .retention(Duration.ofSeconds(6))
                .auditRetention(Duration.ofDays(31))
                .tick(false)
                .guessedHosts(Set.of("nagios"))
                .build();
        assertThat(odd)
                .isEqualTo(new EngineSettings(
                        "node-1",
                        "shop",
                        ZoneOffset.ofHours(7),
                        new EngineSettings.Defaults(Duration.ofSeconds(1), Status.WARNING, Status.UNKNOWN),
                        new EngineSettings.Capacity(3, Map.of("db", 2), true),
                        new EngineSettings.Rhythm(
                                false,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofDays(31)),
                        new EngineSettings.Declared(
                                List.of(), List.of(), Set.of("nagios"), List.of(), AlertSettings.DEFAULT)));
    }

    @Test
    void refusesAnAuditThatIsKeptForLessThanThirtyDays() {
        assertThatThrownBy(() -> EngineSettings.builder("shop-1")
                        .auditRetention(Duration.ofDays(29))
                        .build())
                .hasMessageContaining("audit-retention is 2505600 s: set 30 days or more");
        assertThat(EngineSettings.builder("shop-1")
                        .auditRetention(Duration.ZERO)
                        .build()
                        .rhythm()
                        .auditRetention())
                .isZero();
    }
}
