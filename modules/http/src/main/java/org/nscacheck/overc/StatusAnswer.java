/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.http.JsonBytes;
import tools.jackson.core.JsonGenerator;

/**
 * What OverC's overview reads: {@code GET /ui/api/status/}, {@code /status/server/<id>} and {@code /status/service/<id>}.
 *
 * @param stats numbers about all that was asked for
 * @param servers in any order; written by name
 */
public record StatusAnswer(Stats stats, List<Server> servers) {

    public StatusAnswer {
        servers = List.copyOf(servers);
    }

    /**
     * Numbers about all that was asked for.
     *
     * @param alerts alerts of the last 24 hours
     * @param lastStateId id of the newest state, or null if there is none
     * @param supervisorLag age of the oldest state that was not compared with its predecessor yet, zero if there is none;
     *     beyond a minute OverC's screens say that its supervisor does not run
     */
    public record Stats(long alerts, @Nullable Long lastStateId, Duration supervisorLag) {}

    /**
     * A reporting server.
     *
     * @param id identity
     * @param name the name with which it reports
     * @param title its name for people
     * @param ip the address of its last contact, or null if that is not known
     * @param alerts alerts of the last 24 hours about the server itself
     * @param services in any order; written by name
     */
    public record Server(
            long id, String name, String title, @Nullable String ip, long alerts, List<Service> services) {

        public Server {
            services = List.copyOf(services);
        }
    }

    /**
     * A service of a server.
     *
     * @param id identity
     * @param period the promised seconds between two reports, or null if none was promised yet
     * @param name the name with which it is reported
     * @param title its name for people
     * @param alerts alerts of the last 24 hours
     * @param state its last report, or null if only alerts have named it
     */
    public record Service(
            long id,
            @Nullable Integer period,
            String name,
            String title,
            long alerts,
            @Nullable State state) {}

    /**
     * The last report of a service.
     *
     * @param receivedAt when it came, by the receiver's clock
     * @param late whether the promised period has passed since
     * @param age how long ago it came
     * @param status its state
     * @param info its text
     */
    public record State(Instant receivedAt, boolean late, Duration age, Status status, String info) {}

    /** Returns this as JSON in UTF-8. */
    public byte[] toJson() {
        return JsonBytes.object(to -> {
            to.writeName("stats");
            JsonBytes.object(to, this::writeStats);
            JsonBytes.list(to, "servers", sorted(servers, Server::name), StatusAnswer::writeServer);
        });
    }

    private void writeStats(JsonGenerator to) {
        JsonBytes.number(to, "n_alerts", stats.alerts());
        JsonBytes.number(to, "last_state_id", stats.lastStateId());
        to.writeName("supervisor_lag");
        to.writeNumber(stats.supervisorLag().toMillis() / 1000.0);
    }

    private static void writeServer(JsonGenerator to, Server server) {
        JsonBytes.number(to, "id", server.id());
        JsonBytes.text(to, "name", server.name());
        JsonBytes.text(to, "title", server.title());
        JsonBytes.text(to, "ip", server.ip());
        JsonBytes.number(to, "n_alerts", server.alerts());
        JsonBytes.list(to, "services", sorted(server.services(), Service::name), StatusAnswer::writeService);
    }

    private static void writeService(JsonGenerator to, Service service) {
        JsonBytes.number(to, "id", service.id());
        JsonBytes.number(
                to, "period", service.period() == null ? null : service.period().longValue());
        JsonBytes.text(to, "name", service.name());
        JsonBytes.text(to, "title", service.title());
        JsonBytes.number(to, "n_alerts", service.alerts());
        to.writeName("state");
        State state = service.state();
        if (state == null) {
            to.writeNull();
        } else {
            JsonBytes.object(to, inside -> writeState(inside, state));
        }
    }

    private static void writeState(JsonGenerator to, State state) {
        JsonBytes.text(to, "rtime", PythonTime.text(state.receivedAt()));
        to.writeName("timed_out");
        to.writeBoolean(state.late());
        JsonBytes.text(to, "seen_ago", PythonTime.text(state.age()));
        JsonBytes.text(to, "state", OverCStates.text(state.status()));
        JsonBytes.text(to, "info", state.info());
    }

    private static <T> List<T> sorted(List<T> list, Function<T, String> name) {
        return list.stream().sorted(Comparator.comparing(name)).toList();
    }
}
