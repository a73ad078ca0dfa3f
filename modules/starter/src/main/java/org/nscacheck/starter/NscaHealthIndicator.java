/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.engine.Starting;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether checks run and results get away, as of the latest snapshot; asks nobody. A monitoring server that cannot be
 * reached is no illness of the application: the state stays UP and the details tell. Only when checks are overdue, cannot
 * run or have not started yet, or the database cannot be read, the state is UNKNOWN. Never part of liveness or readiness.
 */
final class NscaHealthIndicator implements HealthIndicator {

    private final Supplier<Engine> engine;

    NscaHealthIndicator(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        return engine.get()
                .starting()
                .map(NscaHealthIndicator::health)
                .orElseGet(() -> health(engine.get().snapshot()));
    }

    private static Health health(Starting starting) {
        return Health.unknown()
                .withDetail("state", starting.state())
                .withDetail("since", starting.since().toString())
                .withDetail("cause", starting.cause())
                .build();
    }

    static Health health(Snapshot known) {
        long overdue = known.overdue();
        Health.Builder health =
                known.failure() == null && overdue == 0 && known.faulty().isEmpty() ? Health.up() : Health.unknown();
        health.withDetail("asOf", known.at().toString())
                .withDetail("checks", known.checks().size())
                .withDetail("overdue", overdue)
                .withDetail("cannotRun", cannotRun(known))
                .withDetail("sharedNodeNames", known.sharedNodeNames())
                .withDetail("deliveries", deliveries(known))
                .withDetail("servers", servers(known));
        if (known.failure() != null) {
            health.withDetail("failure", known.failure());
        }
        return health.build();
    }

    private static List<String> cannotRun(Snapshot known) {
        return known.faulty().stream()
                .map(CheckSummary::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static String deliveries(Snapshot known) {
        if (known.environment() != null && !known.environment().isConfirmed()) {
            return "withheld until the environment is confirmed";
        }
        boolean delayed = known.servers().stream()
                .anyMatch(
                        state -> state.server().active() && (state.summary().failures() > 0 || state.locked() != null));
        return delayed ? "delayed" : "in time";
    }

    private static Map<String, Object> servers(Snapshot known) {
        Map<String, Object> servers = new LinkedHashMap<>();
        known.servers().forEach(state -> {
            Map<String, Object> server = new LinkedHashMap<>();
            server.put("active", state.server().active());
            server.put("waiting", state.summary().waiting());
            server.put("oldestSeconds", state.summary().oldestAge().toSeconds());
            server.put("failures", state.summary().failures());
            if (!state.summary().problem().isEmpty()) {
                server.put("problem", state.summary().problem());
            }
            servers.put(state.server().name(), server);
        });
        return servers;
    }
}
