/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.engine.CheckResolver;
import org.nscacheck.schedule.Spread;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which servers and checks enter or change: validates, stores, and puts on the due list what follows from
 * it. Thread-safe.
 */
public final class Configuration {

    private static final Logger log = LoggerFactory.getLogger(Configuration.class);
    /** A check runs once soon after it is first scheduled; this is how far those first runs are spread at most. */
    private static final Duration FIRST_RUN_WITHIN = Duration.ofSeconds(10);

    private final ServerStore servers;
    private final CheckStore checks;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final SenderFactories senders;
    private final EnvironmentStore environment;
    private final String nodeName;
    private final Runnable onChange;

    /**
     * @param nodeName name of this node, for checks that run on each node
     * @param onChange called when something on the due list may have changed
     */
    public Configuration(
            ServerStore servers,
            CheckStore checks,
            CheckCatalog catalog,
            CheckResolver resolver,
            SenderFactories senders,
            EnvironmentStore environment,
            String nodeName,
            Runnable onChange) {
        this.servers = servers;
        this.checks = checks;
        this.catalog = catalog;
        this.resolver = resolver;
        this.senders = senders;
        this.environment = environment;
        this.nodeName = nodeName;
        this.onChange = onChange;
    }

    /**
     * Brings the store in line with the code at start: adds or changes what properties describe, adds a check for each
     * handler that has none, and plans all checks this node knows. What an administrator has changed stays, except for
     * what properties say: a mistyped password is mended where it was typed.
     *
     * @param serverSeeds servers from properties; they are matched by name, their ids do not matter
     * @param checkSeeds checks from properties, instead of the plain seed for their handler; what they do not set stays
     * @throws FaultyConfigurationException with all faults of the code's and the properties' configuration in one message
     */
    public void seed(Collection<Server> serverSeeds, Collection<StoredCheck> checkSeeds) {
        Adoption adoption = new Adoption(servers, checks, catalog, senders);
        adoption.validate(serverSeeds, checkSeeds);
        List<Server> allServers = adoption.adoptServers(serverSeeds);
        List<StoredCheck> stored = adoption.adoptChecks(checkSeeds);
        List<String> faults = adoption.missingServers(allServers);
        List<Check> resolved = resolveAll(stored, allServers, faults);
        FaultyConfigurationException.throwIfAny(faults);
        plan(resolved);
    }

    /** Leaves out, and says so, what an administrator's change has made unusable; that must not stop the application. */
    private List<Check> resolveAll(List<StoredCheck> stored, List<Server> allServers, List<String> faults) {
        List<Check> resolved = new ArrayList<>();
        for (StoredCheck check : stored) {
            CheckDefinition definition = catalog.find(check.handler()).orElse(null);
            if (definition == null) {
                continue;
            }
            try {
                resolved.add(resolver.resolve(check, definition, allServers));
            } catch (IllegalArgumentException e) {
                if (check.version() == 0) {
                    faults.add(definition.origin() + ": " + e.getMessage());
                } else {
                    log.error(
                            "NSCA-120 check cannot run until its configuration is mended name={} fault=\"{}\"",
                            check.name(),
                            e.getMessage());
                }
            }
        }
        return resolved;
    }

    private void plan(List<Check> resolved) {
        Instant now = checks.now();
        checks.plan(resolved.stream().map(check -> plan(check, now)).toList());
        onChange.run();
    }

    private CheckStore.Plan plan(Check check, Instant now) {
        Duration within = check.spread().compareTo(FIRST_RUN_WITHIN) < 0 ? check.spread() : FIRST_RUN_WITHIN;
        Instant from = check.pausedUntil() != null && check.pausedUntil().isAfter(now) ? check.pausedUntil() : now;
        Instant firstRunAt = from.plus(Spread.offset(check.id().value(), check.schedule(), within));
        String node = check.scope() == CheckScope.NODE ? nodeName : "";
        return new CheckStore.Plan(check, node, firstRunAt, check.nextSlot(now, null));
    }

    /**
     * Adds or changes a server. A null secret leaves the stored one as it is.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws FaultyConfigurationException with all faults in one message; nothing is stored then
     * @throws StaleVersionException if somebody else changed it meanwhile
     */
    public Server saveServer(Actor actor, Server server) {
        actor.require(Permission.ADMINISTER);
        FaultyConfigurationException.throwIfAny(senders.validate(server));
        List<Server> after = new ArrayList<>(servers.findAll());
        after.removeIf(other -> other.id().equals(server.id()));
        after.add(server);
        requireNoCollision(after, checks.findAll());
        Server saved = servers.save(server);
        log.info("NSCA-113 server saved {} by={}", saved, Names.printable(actor.name()));
        planAll();
        return saved;
    }

    /**
     * Takes a server's secret away.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws FaultyConfigurationException if the server cannot work without one; nothing is changed then
     */
    public void removeSecret(Actor actor, ServerId id) {
        actor.require(Permission.ADMINISTER);
        servers.find(id).ifPresent(server -> {
            FaultyConfigurationException.throwIfAny(senders.validate(server.withoutSecret()));
            servers.removeSecret(id);
            log.info("NSCA-113 secret removed name={} by={}", server.name(), Names.printable(actor.name()));
            onChange.run();
        });
    }

    /**
     * Removes a server and what waits for it.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws IllegalArgumentException if a check names it; the message says which
     */
    public void deleteServer(Actor actor, ServerId id) {
        actor.require(Permission.ADMINISTER);
        Server server = servers.find(id).orElse(null);
        if (server == null) {
            return;
        }
        List<String> users = new ArrayList<>();
        catalog.all().stream()
                .filter(definition -> definition.servers().contains(server.name()))
                .forEach(definition -> users.add(definition.origin()));
        checks.findAll().stream()
                .filter(check -> check.servers() != null && check.servers().contains(server.name()))
                .forEach(check -> users.add("the check '" + check.name() + "'"));
        if (!users.isEmpty()) {
            throw new IllegalArgumentException("server '" + server.name() + "' is named by " + String.join(", ", users)
                    + ": change that first, or deactivate the server");
        }
        long discarded = servers.delete(id);
        senders.find(server.kind()).ifPresent(factory -> factory.forget(server));
        log.info(
                "NSCA-114 server removed name={} discarded={} by={}",
                server.name(),
                discarded,
                Names.printable(actor.name()));
        planAll();
    }

    /**
     * Adds or changes a check.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws IllegalArgumentException if it cannot run as configured, or would report to the same host and service of a
     *     server as another active check; nothing is stored then
     * @throws StaleVersionException if somebody else changed it meanwhile
     */
    public StoredCheck saveCheck(Actor actor, StoredCheck check) {
        actor.require(Permission.ADMINISTER);
        CheckDefinition definition = definition(check);
        List<Server> allServers = servers.findAll();
        resolver.resolve(check, definition, allServers);
        List<StoredCheck> after = new ArrayList<>(checks.findAll());
        after.removeIf(other -> other.id().equals(check.id()));
        after.add(check);
        requireNoCollision(allServers, after);
        StoredCheck saved = checks.save(check);
        log.info("NSCA-115 check saved name={} by={}", Names.printable(saved.name()), Names.printable(actor.name()));
        plan(List.of(resolver.resolve(saved, definition, allServers)));
        return saved;
    }

    /**
     * Removes a check; its history and what waits to be delivered stay. A check that the code declares comes back with its
     * defaults at the next start; to keep it from running, deactivate it.
     *
     * @throws NotPermittedException unless the actor may administer
     */
    public void deleteCheck(Actor actor, CheckId id) {
        actor.require(Permission.ADMINISTER);
        checks.delete(id);
        log.info("NSCA-116 check removed id={} by={}", id, Names.printable(actor.name()));
        onChange.run();
    }

    /**
     * Runs a check now, whatever its schedule.
     *
     * @return false if it is running already
     * @throws NotPermittedException unless the actor may operate
     * @throws IllegalArgumentException if there is no such check, or it is not active
     */
    public boolean runNow(Actor actor, CheckId id) {
        actor.require(Permission.OPERATE);
        boolean accepted = checks.runNow(id);
        onChange.run();
        return accepted;
    }

    /**
     * Keeps a check from running by itself for a while; asked for by a person it still runs. Nothing is reported meanwhile,
     * so that the receiver notices by its freshness threshold that nobody looks.
     *
     * @param length how long, or null for until {@link #resume}
     * @throws NotPermittedException unless the actor may operate
     * @throws IllegalArgumentException if there is no such check, or the length is not positive
     */
    public void pause(Actor actor, CheckId id, @Nullable Duration length) {
        actor.require(Permission.OPERATE);
        if (length != null && (length.isNegative() || length.isZero())) {
            throw new IllegalArgumentException("a pause of " + length + " is none");
        }
        pauseUntil(
                actor,
                id,
                length == null ? StoredCheck.UNTIL_RESUMED : checks.now().plus(length));
    }

    /**
     * Ends a pause; the check runs at its next slot.
     *
     * @throws NotPermittedException unless the actor may operate
     * @throws IllegalArgumentException if there is no such check
     */
    public void resume(Actor actor, CheckId id) {
        actor.require(Permission.OPERATE);
        pauseUntil(actor, id, null);
    }

    private void pauseUntil(Actor actor, CheckId id, @Nullable Instant until) {
        StoredCheck check = checks.find(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no check " + id + " any more"));
        CheckDefinition definition = definition(check);
        StoredCheck saved = checks.save(check.pausedUntil(until));
        log.info(
                "NSCA-117 check {} name={} by={}",
                until == null ? "resumed" : "paused until " + until,
                Names.printable(saved.name()),
                Names.printable(actor.name()));
        plan(List.of(resolver.resolve(saved, definition, servers.findAll())));
    }

    private CheckDefinition definition(StoredCheck check) {
        return catalog.find(check.handler())
                .orElseThrow(() -> new IllegalArgumentException("there is no check '" + check.handler()
                        + "' in the code; known are "
                        + catalog.all().stream().map(CheckDefinition::key).toList()));
    }

    /**
     * Lets this process's environment deliver from now on; what waits was meant for another one and is discarded.
     *
     * @return how many deliveries were discarded
     * @throws NotPermittedException unless the actor may administer
     */
    public int confirmEnvironment(Actor actor) {
        actor.require(Permission.ADMINISTER);
        log.warn("NSCA-341 environment is being confirmed by={}", Names.printable(actor.name()));
        int discarded = environment.confirm();
        onChange.run();
        return discarded;
    }

    /** Puts on the due list what this node runs for itself, as it is configured now; another node may have changed it. */
    public void planThisNode() {
        planStored(checks.findAll().stream()
                .filter(check -> catalog.find(check.handler())
                        .filter(definition -> definition.scope() == CheckScope.NODE)
                        .isPresent())
                .toList());
    }

    private void planAll() {
        planStored(checks.findAll());
    }

    private void planStored(List<StoredCheck> stored) {
        List<String> faults = new ArrayList<>();
        plan(resolveAll(stored, servers.findAll(), faults));
        faults.forEach(fault -> log.error("NSCA-120 check cannot run until its configuration is mended {}", fault));
    }

    /** The store's unique key is the last word; this says it before anything is written. */
    private void requireNoCollision(List<Server> allServers, List<StoredCheck> allChecks) {
        Map<Check.Destination, Check> taken = new HashMap<>();
        for (Check check : resolveAll(allChecks, allServers, new ArrayList<>())) {
            if (!check.active()) {
                continue;
            }
            for (Check.Destination destination : check.destinations()) {
                Check other = taken.putIfAbsent(destination, check);
                if (other != null) {
                    throw new IllegalArgumentException("checks '" + other.name() + "' and '" + check.name()
                            + "' would both report as " + destination.target() + " to one server");
                }
            }
        }
    }
}
