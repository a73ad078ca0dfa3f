/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        CheckSettings settings = settings(stored, definition);
        List<String> faults = new ArrayList<>(unknownServers(settings, servers));
        Map<String, String> arguments = arguments(settings, definition, faults);
        faults.addAll(missingArguments(settings, definition));
        Schedule schedule = schedule(settings, definition, faults);
        String service = service(settings, definition, faults);
        Check check = Check.builder(stored.id(), stored.key(), stored.name(), schedule)
                .settings(settings)
                .scope(definition.scope())
                .arguments(arguments)
                .onError(status(settings.noResult().onError(), defaults.onError()))
                .onTimeout(status(settings.noResult().onTimeout(), defaults.onTimeout()))
                .destinations(destinations(stored, definition, servers, service))
                .pausedUntil(stored.pausedUntil())
                .build();
        return faults.isEmpty() ? check : check.faulty(String.join("; ", faults), check.destinations());
    }

    private CheckSettings settings(StoredCheck stored, CheckDefinition definition) {
        return stored.settings()
                .over(definition.defaults())
                .over(CheckSettings.builder().spread(defaults.spread()).build());
    }

    /**
     * Returns what is wrong with a check, a sentence for each fault. That a parameter has no value yet is none: it keeps the
     * check from running until somebody sets one.
     */
    public List<String> faults(StoredCheck stored, CheckDefinition definition, Collection<Server> servers) {
        CheckSettings settings = settings(stored, definition);
        List<String> faults = new ArrayList<>(unknownServers(settings, servers));
        arguments(settings, definition, faults);
        schedule(settings, definition, faults);
        return faults;
    }

    /** Returns the first that can be read of what is stored, what the code says, and the interval of a check that says nothing. */
    private Schedule schedule(CheckSettings settings, CheckDefinition definition, List<String> faults) {
        for (ScheduleSpec spec : List.of(requireNonNull(settings.schedule()), definition.schedule())) {
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

    private static List<String> unknownServers(CheckSettings settings, Collection<Server> servers) {
        return requireNonNull(settings.servers()).stream()
                .filter(reference -> ServerReference.find(servers, reference).isEmpty())
                .map(unknown -> "server '" + unknown + "' does not exist, or takes no results; known are "
                        + Names.nearestFirst(
                                unknown, servers.stream().map(Server::name).toList()))
                .toList();
    }

    /** An inactive check may wait for its values. */
    private static List<String> missingArguments(CheckSettings settings, CheckDefinition definition) {
        if (!requireNonNull(settings.active())) {
            return List.of();
        }
        return definition.parameters().stream()
                .filter(parameter -> isMissing(parameter, settings))
                .map(Parameter::name)
                .map(name -> "parameter '" + name + "' has no value; set it, by the property nscacheck.checks["
                        + definition.key() + "].arguments." + name + " or on the screens")
                .toList();
    }

    private static Map<String, String> arguments(
            CheckSettings settings, CheckDefinition definition, List<String> faults) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Parameter parameter : definition.parameters()) {
            if (isMissing(parameter, settings)) {
                continue;
            }
            String text = settings.arguments().get(parameter.name());
            try {
                parameter.bind(text);
                arguments.put(parameter.name(), text == null ? String.valueOf(parameter.defaultValue()) : text);
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        settings.arguments().keySet().stream()
                .filter(name ->
                        definition.parameters().stream().noneMatch(p -> p.name().equals(name)))
                .sorted()
                .forEach(name -> faults.add("there is no parameter '" + name + "', known are "
                        + definition.parameters().stream().map(Parameter::name).toList()));
        return arguments;
    }

    private static boolean isMissing(Parameter parameter, CheckSettings settings) {
        return parameter.defaultValue() == null && !settings.arguments().containsKey(parameter.name());
    }

    private List<Check.Destination> destinations(
            StoredCheck stored, CheckDefinition definition, Collection<Server> servers, String service) {
        List<String> wanted = requireNonNull(settings(stored, definition).servers());
        List<Server> known = wanted.stream()
                .flatMap(reference -> ServerReference.find(servers, reference).stream())
                .toList();
        return servers.stream()
                .filter(Server::active)
                // Where none of them is known, anybody should hear that it cannot run.
                .filter(server -> known.isEmpty() || known.contains(server))
                .map(server -> new Check.Destination(server.id(), target(stored, definition, server, service)))
                .toList();
    }

    private Target target(StoredCheck stored, CheckDefinition definition, Server server, String service) {
        String host = host(stored, definition, server);
        return definition.isOfHost(settings(stored, definition)) ? Target.host(host) : Target.service(host, service);
    }

    /** Replicas that are reported as one host need a service each. */
    private String service(CheckSettings settings, CheckDefinition definition, List<String> faults) {
        String service = requireNonNull(settings.service());
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
        String host = stored.settings().host();
        if (host != null) {
            return host;
        }
        if (definition.scope() == CheckScope.NODE) {
            return defaults.nodeHost();
        }
        return requireNonNullElse(definition.defaults().host(), server.hostName());
    }

    private static Status status(@Nullable FailureStatus wanted, Status fallback) {
        return switch (requireNonNull(wanted)) {
            case DEFAULT -> fallback;
            case CRITICAL -> Status.CRITICAL;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }
}
