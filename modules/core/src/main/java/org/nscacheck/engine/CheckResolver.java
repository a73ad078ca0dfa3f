/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.FailureStatus;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.Parameter;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Resolves what an administrator overrode over what the code declares. Pure; thread-safe. */
public final class CheckResolver {

    private final ScheduleSpec.Reader schedules;
    private final Defaults defaults;

    /**
     * What applies where neither check nor code says anything.
     *
     * @param spread longest delay behind a slot
     * @param onError state of a failed run, not OK
     * @param onTimeout state of a run that took too long, not OK
     * @param nodeHost host name of this node, for checks that run on each node
     */
    public record Defaults(Duration spread, Status onError, Status onTimeout, String nodeHost) {

        /** @throws IllegalArgumentException if a failure would be reported as OK */
        public Defaults {
            if (onError == Status.OK || onTimeout == Status.OK) {
                throw new IllegalArgumentException("a failed check must not be reported as OK");
            }
        }
    }

    public CheckResolver(ScheduleSpec.Reader schedules, Defaults defaults) {
        this.schedules = schedules;
        this.defaults = defaults;
    }

    /**
     * Returns the check as it runs.
     *
     * @throws IllegalArgumentException if schedule, arguments or names do not fit; the message names the check, and all
     *     faults together
     */
    public Check resolve(StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        List<String> faults = new ArrayList<>();
        for (String unknown : unknownServers(stored, definition, servers)) {
            faults.add("server '" + unknown + "' does not exist, known are "
                    + Names.nearestFirst(
                            unknown, servers.stream().map(Server::name).toList()));
        }
        Map<String, String> arguments = arguments(stored, definition, faults);
        ScheduleSpec spec = or(stored.schedule(), definition.schedule());
        org.nscacheck.schedule.Schedule schedule = null;
        try {
            schedule = schedules.read(spec);
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        if (schedule == null || !faults.isEmpty()) {
            throw new IllegalArgumentException("check '" + stored.name() + "': " + String.join("; ", faults));
        }
        return new Check(
                stored.id(),
                stored.handler(),
                stored.name(),
                schedule,
                or(stored.spread(), defaults.spread()),
                or(stored.timeout(), definition.timeout()),
                arguments,
                definition.scope(),
                isActive(stored, definition),
                or(stored.allowVoid(), definition.allowVoid()),
                status(or(stored.onError(), definition.onError()), defaults.onError()),
                status(or(stored.onTimeout(), definition.onTimeout()), defaults.onTimeout()),
                destinations(stored, definition, servers),
                or(stored.confirmation(), definition.confirmation()),
                stored.pausedUntil());
    }

    private static List<String> unknownServers(
            StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        return or(stored.servers(), definition.servers()).stream()
                .filter(name ->
                        servers.stream().noneMatch(server -> server.name().equals(name)))
                .toList();
    }

    private static Map<String, String> arguments(StoredCheck stored, CheckDefinition definition, List<String> faults) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Parameter parameter : definition.parameters()) {
            String text = stored.arguments().get(parameter.name());
            if (text == null && parameter.defaultValue() == null && !isActive(stored, definition)) {
                continue; // it must be set before the check becomes active
            }
            try {
                parameter.bind(text);
                arguments.put(parameter.name(), text == null ? String.valueOf(parameter.defaultValue()) : text);
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        stored.arguments().keySet().stream()
                .filter(name ->
                        definition.parameters().stream().noneMatch(p -> p.name().equals(name)))
                .sorted()
                .forEach(name -> faults.add("there is no parameter '" + name + "', known are "
                        + definition.parameters().stream().map(Parameter::name).toList()));
        return arguments;
    }

    private static boolean isActive(StoredCheck stored, CheckDefinition definition) {
        return or(stored.active(), definition.active());
    }

    private List<Check.Destination> destinations(
            StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        List<String> wanted = or(stored.servers(), definition.servers());
        String service = or(stored.service(), definition.service());
        return servers.stream()
                .filter(Server::active)
                .filter(server -> wanted.isEmpty() || wanted.contains(server.name()))
                .map(server ->
                        new Check.Destination(server.id(), Target.service(host(stored, definition, server), service)))
                .toList();
    }

    private String host(StoredCheck stored, CheckDefinition definition, Server server) {
        if (stored.host() != null) {
            return stored.host();
        }
        if (definition.scope() == CheckScope.NODE) {
            return defaults.nodeHost();
        }
        return or(definition.host(), server.nodeHostName());
    }

    private static Status status(FailureStatus wanted, Status fallback) {
        return switch (wanted) {
            case DEFAULT -> fallback;
            case CRITICAL -> Status.CRITICAL;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }

    private static <T> T or(@Nullable T override, T fallback) {
        return Objects.requireNonNullElse(override, fallback);
    }
}
