/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.engine.Starting;

/**
 * Whether checks run and results get away, as of the latest snapshot; asks nobody. A monitoring server that cannot be
 * reached is no illness of the application: the state stays UP and the details tell. Only when checks are overdue, cannot
 * run or have not started yet, or the database cannot be read, the state is UNKNOWN. Never part of liveness or readiness.
 */
public final class EngineHealth {

    private EngineHealth() {}

    /** Returns what is to be said now. */
    public static HealthAnswer of(Engine engine) {
        return engine.starting().map(EngineHealth::of).orElseGet(() -> of(engine.snapshot()));
    }

    private static HealthAnswer of(Starting starting) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", starting.state());
        details.put("since", starting.since().toString());
        details.put("cause", starting.cause());
        return HealthAnswer.of(HealthAnswer.UNKNOWN, details);
    }

    private static HealthAnswer of(Snapshot known) {
        long overdue = known.overdue();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("asOf", known.at().toString());
        details.put("checks", known.checks().size());
        details.put("overdue", overdue);
        details.put("cannotRun", cannotRun(known));
        details.put("sharedNodeNames", known.sharedNodeNames());
        details.put("deliveries", deliveries(known));
        details.put("servers", servers(known));
        if (known.failure() != null) {
            details.put("failure", known.failure());
        }
        boolean well = known.failure() == null && overdue == 0 && known.faulty().isEmpty();
        return HealthAnswer.of(well ? HealthAnswer.UP : HealthAnswer.UNKNOWN, details);
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
