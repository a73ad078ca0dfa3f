/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.definition.DefinitionSettings;
import org.nscacheck.definition.Definitions;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.engine.Starting;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * What operators ask for by {@code /actuator/nsca}, {@code /actuator/nsca/checks} (and {@code /checks/{name}}), {@code
 * /actuator/nsca/servers} and {@code /servers/{name}/nagios} or {@code /icinga2}. Reads only; never shows a secret, the arguments of a check,
 * or what a setting holds.
 */
@Endpoint(id = "nsca")
class NscaEndpoint {

    private static final Actor READER = new Actor("actuator", Permission.VIEW);

    private static final Map<String, DefinitionFormat> FORMATS =
            Map.of("nagios", DefinitionFormat.NAGIOS, "icinga2", DefinitionFormat.ICINGA2);

    private final Engine engine;

    NscaEndpoint(Engine engine) {
        this.engine = engine;
    }

    @ReadOperation
    Map<String, Object> summary() {
        Starting starting = engine.starting().orElse(null);
        if (starting != null) {
            return starting(starting);
        }
        Snapshot known = engine.snapshot();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("state", "running");
        summary.put("asOf", known.at().toString());
        summary.put("checks", known.checks().size());
        summary.put("overdue", known.overdue());
        summary.put("faulty", known.faulty().size());
        summary.put(
                "waiting",
                known.servers().stream()
                        .mapToLong(state -> state.summary().waiting())
                        .sum());
        summary.put("oldestUndeliveredSeconds", known.oldestUndelivered().toSeconds());
        summary.put("abandonedThreads", engine.abandonedThreads());
        summary.put(
                "environmentConfirmed",
                known.environment() != null && known.environment().isConfirmed());
        put(summary, "failure", known.failure());
        return summary;
    }

    private static Map<String, Object> starting(Starting starting) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("state", starting.state());
        summary.put("since", starting.since().toString());
        summary.put("cause", starting.cause());
        return summary;
    }

    /** Returns all checks or all servers; null, which is answered by 404; or 503 while the database is waited for. */
    @ReadOperation
    @Nullable
    Object list(@Selector String kind) {
        return unlessStarting(() -> all(kind));
    }

    /** Returns one check or server by its name, or null, which is answered by 404. */
    @ReadOperation
    @Nullable
    Object one(@Selector String kind, @Selector String name) {
        return unlessStarting(() -> {
            List<Map<String, Object>> all = all(kind);
            return all == null
                    ? null
                    : all.stream()
                            .filter(entry -> name.equals(entry.get("name")))
                            .findFirst()
                            .orElse(null);
        });
    }

    private @Nullable Object unlessStarting(Supplier<@Nullable Object> answer) {
        return engine.starting()
                .<@Nullable Object>map(starting ->
                        new WebEndpointResponse<>(starting(starting), WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE))
                .orElseGet(answer);
    }

    private @Nullable List<Map<String, Object>> all(String kind) {
        return switch (kind) {
            case "checks" ->
                engine.overview().checks(READER).stream()
                        .map(NscaEndpoint::check)
                        .toList();
            case "servers" ->
                engine.overview().servers(READER).stream()
                        .map(NscaEndpoint::server)
                        .toList();
            default -> null;
        };
    }

    /**
     * Returns the definitions for a monitoring core, {@code /servers/{name}/nagios} or {@code /servers/{name}/icinga2}, or null,
     * which is answered by 404.
     */
    @ReadOperation(produces = "text/plain;charset=UTF-8")
    @Nullable
    Object definitions(
            @Selector String kind, @Selector String name, @Selector String core, @Nullable List<String> contactGroups) {
        DefinitionFormat format = FORMATS.get(core);
        if (!kind.equals("servers") || format == null) {
            return null;
        }
        DefinitionSettings settings;
        try {
            settings = DefinitionSettings.DEFAULT.with(contactGroups == null ? List.of() : contactGroups);
        } catch (RefusedException e) {
            throw new InvalidEndpointRequestException(
                    String.valueOf(e.getMessage()), String.valueOf(e.getMessage()), e);
        }
        Starting starting = engine.starting().orElse(null);
        return starting == null
                ? Definitions.file(engine.overview(), READER, name, format, settings)
                        .orElse(null)
                : new WebEndpointResponse<>(starting.sentence(), WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
    }

    private static Map<String, Object> check(CheckView view) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", view.stored().name());
        check.put("key", view.stored().key().value());
        check.put("active", view.isActive());
        put(check, "fault", view.fault().isEmpty() ? null : view.fault());
        CheckSummary summary = view.summary().orElse(null);
        if (summary != null) {
            put(check, "status", summary.state().status());
            put(check, "since", summary.state().since());
            check.put("running", summary.running());
            put(check, "nextRun", summary.dueAt());
            if (summary.lastRun() != null) {
                check.put("lastRun", summary.lastRun().run().endedAt().toString());
                check.put("outcome", summary.lastRun().run().outcome().name());
                put(
                        check,
                        "message",
                        summary.lastRun().run().result() == null
                                ? null
                                : summary.lastRun().run().result().message());
            }
        }
        return check;
    }

    private static Map<String, Object> server(ServerView view) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("name", view.server().name());
        server.put("kind", view.server().kind());
        server.put("active", view.server().active());
        put(server, "locked", view.locked());
        server.put("checks", view.checks().size());
        server.put("waiting", view.summary().waiting());
        server.put("oldestSeconds", view.summary().oldestAge().toSeconds());
        server.put("failures", view.summary().failures());
        put(
                server,
                "problem",
                view.summary().problem().isEmpty() ? null : view.summary().problem());
        put(server, "lastDelivered", view.summary().lastDeliveredAt());
        return server;
    }

    private static void put(Map<String, Object> entry, String name, @Nullable Object value) {
        if (value != null) {
            entry.put(name, value.toString());
        }
    }
}
