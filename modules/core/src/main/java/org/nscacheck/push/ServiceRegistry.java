/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;

/** Makes checks of the services of agents: adds those that are new, and follows their promises. Thread-safe. */
final class ServiceRegistry {

    private final PushStore store;
    private final PushSettings settings;
    private final PushedServices checks;

    /** An agent's services are added one after the other. */
    private final Map<AgentId, Object> locks = new ConcurrentHashMap<>();

    ServiceRegistry(PushStore store, PushSettings settings, PushedServices checks) {
        this.store = store;
        this.settings = settings;
        this.checks = checks;
    }

    /**
     * Returns the check of each service; those of new ones are added.
     *
     * @throws RefusedException if there would be too many, or one cannot be added; nothing is then
     */
    Map<String, CheckId> checks(Agent agent, List<PushedState> states) {
        Map<String, Duration> wanted = new LinkedHashMap<>();
        states.forEach(state -> wanted.put(state.service(), state.period()));
        Map<String, PushedService> known = known(agent);
        if (!known.keySet().containsAll(wanted.keySet())) {
            synchronized (locks.computeIfAbsent(agent.id(), id -> new Object())) {
                known = known(agent);
                add(agent, wanted, known);
                known = known(agent);
            }
        }
        follow(wanted, known);
        Map<String, CheckId> found = new HashMap<>();
        for (String service : wanted.keySet()) {
            PushedService added = known.get(service);
            if (added == null) {
                throw new IllegalStateException("service '" + service + "' of '" + agent.name() + "' was just removed");
            }
            found.put(service, added.check());
        }
        return found;
    }

    private Map<String, PushedService> known(Agent agent) {
        Map<String, PushedService> known = new HashMap<>();
        store.services(agent.id()).forEach(service -> known.put(service.name(), service));
        return known;
    }

    private void add(Agent agent, Map<String, Duration> wanted, Map<String, PushedService> known) {
        Map<String, Duration> added = new LinkedHashMap<>(wanted);
        added.keySet().removeAll(known.keySet());
        int most = settings.limits().services();
        if (known.size() + added.size() > most) {
            throw new RefusedException("'" + agent.name() + "' would have " + (known.size() + added.size())
                    + " services, at most " + most + " are taken");
        }
        Map<String, StoredCheck> made = new LinkedHashMap<>();
        added.forEach((service, period) -> made.put(service, check(agent, service, period)));
        checks.add(made.values());
        added.forEach(
                (service, period) -> store.add(requireNonNull(made.get(service)).id(), agent.id(), service, period));
    }

    private StoredCheck check(Agent agent, String service, Duration period) {
        return StoredCheck.of(
                        PushedChecks.KEY,
                        CheckSettings.builder()
                                .host(agent.name())
                                .service(service)
                                .schedule(settings.schedule(period))
                                .build())
                .named(PushedChecks.name(agent.name(), service));
    }

    private void follow(Map<String, Duration> wanted, Map<String, PushedService> known) {
        Map<CheckId, ScheduleSpec> schedules = new HashMap<>();
        wanted.forEach((name, period) -> {
            PushedService service = known.get(name);
            if (service != null && !service.period().equals(period)) {
                schedules.put(service.check(), settings.schedule(period));
            }
        });
        if (!schedules.isEmpty()) {
            checks.reschedule(schedules);
        }
    }
}
