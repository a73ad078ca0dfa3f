/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nscacheck.spring.Snapshot;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether checks run and results get away, as of the latest snapshot; asks nobody. A monitoring server that cannot be
 * reached is no illness of the application: the state stays UP and the details tell. Only when checks are overdue, or the
 * database cannot be read, the state is UNKNOWN. Never part of liveness or readiness.
 */
final class NscaHealthIndicator implements HealthIndicator {

    private final Supplier<Snapshot> snapshot;

    NscaHealthIndicator(Supplier<Snapshot> snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public Health health() {
        Snapshot known = snapshot.get();
        long overdue = known.overdue();
        Health.Builder health = known.failure() == null && overdue == 0 ? Health.up() : Health.unknown();
        health.withDetail("asOf", known.at().toString())
                .withDetail("checks", known.checks().size())
                .withDetail("overdue", overdue)
                .withDetail("deliveries", deliveries(known))
                .withDetail("servers", servers(known));
        if (known.failure() != null) {
            health.withDetail("failure", known.failure());
        }
        return health.build();
    }

    private static String deliveries(Snapshot known) {
        if (known.environment() != null && !known.environment().isConfirmed()) {
            return "withheld until the environment is confirmed";
        }
        boolean delayed = known.servers().stream()
                .anyMatch(state -> state.server().active()
                        && (state.condition().failures() > 0 || state.server().locked() != null));
        return delayed ? "delayed" : "in time";
    }

    private static Map<String, Object> servers(Snapshot known) {
        Map<String, Object> servers = new LinkedHashMap<>();
        known.servers().forEach(state -> {
            Map<String, Object> server = new LinkedHashMap<>();
            server.put("active", state.server().active());
            server.put("waiting", state.condition().waiting());
            server.put("oldestSeconds", state.condition().oldestAge().toSeconds());
            server.put("failures", state.condition().failures());
            if (!state.condition().problem().isEmpty()) {
                server.put("problem", state.condition().problem());
            }
            servers.put(state.server().name(), server);
        });
        return servers;
    }
}
