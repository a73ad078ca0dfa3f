/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the fake server stores, and its supervisor, as the documentation of OverC and its behaviour say. All times are the clock's.
 * Threads may share it.
 */
public final class OverCRegister {

    private final InstantSource clock;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<Name, Service> services = new LinkedHashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private int checked;

    OverCRegister(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A report that was stored.
     *
     * @param id counted from 1 over all servers
     * @param server who reported it
     * @param service of what
     * @param at when it came
     * @param state OK, WARN, FAIL or UNK
     * @param info text
     */
    public record State(long id, String server, String service, Instant at, String state, String info) {}

    /**
     * An alert, of a client or of the supervisor.
     *
     * @param server about whom
     * @param service about what, or null for the server
     * @param channel {@code api}, {@code service:state} or {@code plugin}
     * @param event {@code alert}, the new state, {@code offline} or {@code online}
     * @param message text
     */
    public record Alert(String server, @Nullable String service, String channel, String event, String message) {}

    private record Name(String server, String service) {}

    private static final class Service {
        private @Nullable Integer period;
        private boolean timedOut;
        private @Nullable State current;
        private @Nullable State supervised;
    }

    /** Returns whether the key belongs to the name, which it does from the first contact on. */
    synchronized boolean identify(String server, String key) {
        return key.equals(keys.computeIfAbsent(server, name -> key));
    }

    synchronized void store(String server, String service, int period, String state, String info) {
        Service known = services.computeIfAbsent(new Name(server, service), name -> new Service());
        known.period = period;
        known.current = new State(states.size() + 1L, server, service, clock.instant(), state, info);
        states.add(known.current);
    }

    synchronized void alert(String server, @Nullable String service, String message) {
        if (service != null) {
            services.computeIfAbsent(new Name(server, service), name -> new Service());
        }
        alerts.add(new Alert(server, service, "api", "alert", message));
    }

    /** Binds the name to this key, whatever it was bound to. */
    public synchronized void bind(String server, String key) {
        keys.put(server, key);
    }

    /** Returns the key that the name is bound to, or null if the name is unknown. */
    public synchronized @Nullable String key(String server) {
        return keys.get(server);
    }

    /** Returns all reports in the order in which they came. */
    public synchronized List<State> states() {
        return List.copyOf(states);
    }

    /** Returns the last report of a service, or null if there is none. */
    public synchronized @Nullable State current(String server, String service) {
        Service known = services.get(new Name(server, service));
        return known == null ? null : known.current;
    }

    /** Returns the period that was promised for a service, or null if none was. */
    public synchronized @Nullable Integer period(String server, String service) {
        Service known = services.get(new Name(server, service));
        return known == null ? null : known.period;
    }

    /** Returns all alerts in the order in which they were raised. */
    public synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /**
     * Does what the supervisor does every three seconds, and returns the alerts that it raised: for each state that differs from the one
     * before it, the first one being compared with OK, and for each service whose last report is older than its period, or no longer.
     */
    public synchronized List<Alert> supervise() {
        int before = alerts.size();
        for (State state : states.subList(checked, states.size())) {
            compare(state);
        }
        checked = states.size();
        services.forEach(this::look);
        return List.copyOf(alerts.subList(before, alerts.size()));
    }

    private void compare(State state) {
        Service service = Objects.requireNonNull(services.get(new Name(state.server(), state.service())));
        State previous = service.supervised;
        service.supervised = state;
        if (!state.state().equals(previous == null ? "OK" : previous.state())) {
            String from = previous == null ? "(?)" : previous.state();
            String message = "State changed: \"" + from + "\" -> \"" + state.state() + "\"";
            alerts.add(new Alert(state.server(), state.service(), "service:state", state.state(), message));
        }
    }

    private void look(Name name, Service service) {
        State current = service.current;
        Integer period = service.period;
        if (current == null || period == null) {
            return;
        }
        Duration age = Duration.between(current.at(), clock.instant());
        boolean late = age.compareTo(Duration.ofSeconds(period)) > 0;
        if (late != service.timedOut) {
            service.timedOut = late;
            alerts.add(new Alert(
                    name.server,
                    name.service,
                    "plugin",
                    late ? "offline" : "online",
                    late ? "Monitoring plugin offline" : "Monitoring plugin back online"));
        }
    }
}
