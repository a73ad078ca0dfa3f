/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

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
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerReference;
import org.nscacheck.server.Target;

/** Resolves an administrator's overrides over the values of the code. Pure; thread-safe. */
public final class CheckResolver {

    private static final ScheduleSpec FALLBACK = ScheduleSpec.every("10m");

    private final ScheduleSpec.Reader schedules;
    private final Defaults defaults;

    /**
     * Values that apply where neither the check nor the code sets one.
     *
     * @param spread longest delay behind a slot
     * @param onError state of a failed run, not OK
     * @param onTimeout state of a run that took too long, not OK
     * @param nodeHost host name under which checks that run on each node are reported from this one
     * @param nodeName name of this node, for {@code {node}} in their service
     */
    public record Defaults(Duration spread, Status onError, Status onTimeout, String nodeHost, String nodeName) {

        /** Defaults of a node that is reported as a host of its own name. */
        public Defaults(Duration spread, Status onError, Status onTimeout, String nodeHost) {
            this(spread, onError, onTimeout, nodeHost, nodeHost);
        }

        /** @throws RefusedException if a failure would be reported as OK */
        public Defaults {
            if (onError == Status.OK || onTimeout == Status.OK) {
                throw new RefusedException("a failed check must not be reported as OK");
            }
        }
    }

    public CheckResolver(ScheduleSpec.Reader schedules, Defaults defaults) {
        this.schedules = schedules;
        this.defaults = defaults;
    }

    /**
     * Returns the schedule that is meant.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Schedule schedule(ScheduleSpec spec) {
        return schedules.read(spec);
    }

    /**
     * Returns the check as it runs.
     *
     * @throws RefusedException if schedule, arguments or names do not fit; the message names the check, and all
     *     faults together
     */
    public Check resolve(StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        Check check = resolveAnyway(stored, definition, servers);
        if (check.isFaulty()) {
            throw new RefusedException("check '" + stored.name() + "': " + check.fault());
        }
        return check;
    }

    /**
     * Returns the check as it runs; one whose configuration has faults as a {@linkplain Check#isFaulty faulty} one, with what
     * can be made of the rest: it is still planned and reported.
     */
    public Check resolveAnyway(StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        List<String> faults = new ArrayList<>(unknownServers(stored, definition, servers));
        Map<String, String> arguments = arguments(stored, definition, faults);
        faults.addAll(missingArguments(stored, definition));
        Schedule schedule = schedule(stored, definition, faults);
        String service = service(stored, definition, faults);
        Check check = new Check(
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
                destinations(stored, definition, servers, service),
                or(stored.confirmation(), definition.confirmation()),
                stored.pausedUntil());
        return faults.isEmpty() ? check : check.faulty(String.join("; ", faults), check.destinations());
    }

    /**
     * Returns what is wrong with a check, a sentence for each fault. That a parameter has no value yet is none: it keeps the
     * check from running until somebody sets one.
     */
    public List<String> faults(StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        List<String> faults = new ArrayList<>(unknownServers(stored, definition, servers));
        arguments(stored, definition, faults);
        schedule(stored, definition, faults);
        return faults;
    }

    /** Returns the first that can be read of what is stored, what the code says, and the interval of a check that says nothing. */
    private Schedule schedule(StoredCheck stored, CheckDefinition definition, List<String> faults) {
        for (ScheduleSpec spec : List.of(or(stored.schedule(), definition.schedule()), definition.schedule())) {
            try {
                return schedules.read(spec);
            } catch (IllegalArgumentException e) {
                if (!faults.contains(String.valueOf(e.getMessage()))) {
                    faults.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return schedules.read(FALLBACK);
    }

    private static List<String> unknownServers(
            StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        return or(stored.servers(), definition.servers()).stream()
                .filter(reference -> ServerReference.find(servers, reference).isEmpty())
                .map(unknown -> "server '" + unknown + "' does not exist, known are "
                        + Names.nearestFirst(
                                unknown, servers.stream().map(Server::name).toList()))
                .toList();
    }

    /** An inactive check may wait for its values. */
    private static List<String> missingArguments(StoredCheck stored, CheckDefinition definition) {
        if (!isActive(stored, definition)) {
            return List.of();
        }
        return definition.parameters().stream()
                .filter(parameter -> isMissing(parameter, stored))
                .map(Parameter::name)
                .map(name -> "parameter '" + name + "' has no value; set it, by the property nscacheck.checks["
                        + stored.handler() + "].arguments." + name + " or on the screens")
                .toList();
    }

    private static Map<String, String> arguments(StoredCheck stored, CheckDefinition definition, List<String> faults) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Parameter parameter : definition.parameters()) {
            if (isMissing(parameter, stored)) {
                continue;
            }
            String text = stored.arguments().get(parameter.name());
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

    private static boolean isMissing(Parameter parameter, StoredCheck stored) {
        return parameter.defaultValue() == null && !stored.arguments().containsKey(parameter.name());
    }

    private static boolean isActive(StoredCheck stored, CheckDefinition definition) {
        return or(stored.active(), definition.active());
    }

    private List<Check.Destination> destinations(
            StoredCheck stored, CheckDefinition definition, Collection<Server> servers, String service) {
        List<String> wanted = or(stored.servers(), definition.servers());
        List<Server> known = wanted.stream()
                .flatMap(reference -> ServerReference.find(servers, reference).stream())
                .toList();
        return servers.stream()
                .filter(Server::active)
                // Where none of them is known, anybody should hear that it cannot run.
                .filter(server -> known.isEmpty() || known.contains(server))
                .map(server ->
                        new Check.Destination(server.id(), Target.service(host(stored, definition, server), service)))
                .toList();
    }

    /** Replicas that are reported as one host need a service each. */
    private String service(StoredCheck stored, CheckDefinition definition, List<String> faults) {
        String service = or(stored.service(), definition.service());
        if (definition.scope() != CheckScope.NODE) {
            return service;
        }
        try {
            return Names.requireService(service.replace("{node}", defaults.nodeName()));
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return service;
        }
    }

    private String host(StoredCheck stored, CheckDefinition definition, Server server) {
        if (stored.host() != null) {
            return stored.host();
        }
        if (definition.scope() == CheckScope.NODE) {
            return defaults.nodeHost();
        }
        return or(definition.host(), server.hostName());
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
