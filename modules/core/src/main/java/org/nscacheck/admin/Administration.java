/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.policy.PolicyStore;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way to add and change servers and checks: validates, stores, and updates the due list. Thread-safe.
 */
public final class Administration {

    private static final Logger log = LoggerFactory.getLogger(Administration.class);
    /** Stands for a secret that is still to be typed. */
    private static final Secret ANY = Secret.of("*");

    private final ServerStore servers;
    private final CheckStore checks;
    private final DueList due;
    private final ServerUsers users;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final SenderFactories senders;
    private final EnvironmentStore environment;
    private final Planner planner;
    private final ConnectionTests connections;

    public Administration(
            ServerStore servers,
            CheckStore checks,
            DueList due,
            PolicyStore policies,
            CheckCatalog catalog,
            CheckResolver resolver,
            SenderFactories senders,
            EnvironmentStore environment,
            Planner planner) {
        this.servers = servers;
        this.checks = checks;
        this.due = due;
        this.users = new ServerUsers(catalog, checks, policies);
        this.catalog = catalog;
        this.resolver = resolver;
        this.senders = senders;
        this.environment = environment;
        this.planner = planner;
        this.connections = new ConnectionTests(servers, senders, due::now, System::nanoTime);
    }

    /** Returns the way to test the connection to a server, stored or not. */
    public ConnectionTests connections() {
        return connections;
    }

    /**
     * Looks for faults that can be found without the store.
     *
     * @throws FaultyConfigurationException with all of them in one message
     */
    public void validate(Collection<Server> serverSeeds, Collection<StoredCheck> checkSeeds) {
        new DeclaredConfiguration(servers, checks, catalog, senders).validate(serverSeeds, checkSeeds);
    }

    /**
     * Brings the store in line with the code at start: adds or changes what properties describe, adds a check for each
     * handler that has none, and plans all checks this node knows. What an administrator has changed stays, except for
     * what properties say: a mistyped password is corrected where it was typed.
     *
     * @param serverSeeds servers from properties; they are matched by name, their ids do not matter
     * @param checkSeeds checks from properties, instead of the plain seed for their handler; what they do not set stays
     * @throws FaultyConfigurationException with all faults of the code's and the properties' configuration in one message;
     *     nothing is stored then
     */
    public void seed(Collection<Server> serverSeeds, Collection<StoredCheck> checkSeeds) {
        seed(serverSeeds, checkSeeds, Set.of(), List.of());
    }

    /**
     * The same with other nodes running, which report under the stored host names.
     *
     * @param guessedHosts names of servers whose host name is only this machine's; they keep the one that is stored
     * @param others running nodes
     */
    public void seed(
            Collection<Server> serverSeeds,
            Collection<StoredCheck> checkSeeds,
            Set<String> guessedHosts,
            List<NodeId> others) {
        long configuration = due.configuration();
        DeclaredConfiguration declaration =
                new DeclaredConfiguration(servers, checks, catalog, senders, guessedHosts, others);
        declaration.validate(serverSeeds, checkSeeds);
        DeclaredFaults declared = new DeclaredFaults(catalog, resolver, declaration.expected(serverSeeds));
        FaultyConfigurationException.throwIfAny(declared.of(checkSeeds, checks.findAll()));
        List<Server> allServers = declaration.applyServers(serverSeeds);
        List<StoredCheck> stored = declaration.applyChecks(checkSeeds, allServers);
        if (!planner.plan(stored, allServers, configuration)) {
            List<CheckId> ids = stored.stream().map(StoredCheck::id).toList();
            planner.plan(() -> checks.findAll(ids));
        }
    }

    /**
     * Adds or changes a server. Its secret may stay as it is as long as it goes to the same receiver in the same way; which
     * settings that are, their {@link org.nscacheck.sender.Setting#bindsSecret} says.
     *
     * @param typed the server; its own secret is not looked at
     * @param secret what becomes of the stored secret
     * @throws NotPermittedException unless the actor may administer
     * @throws FaultyConfigurationException with all faults in one message; nothing is stored then
     * @throws InvalidFieldException if the secret has to be typed, because it would go somewhere else
     * @throws StaleVersionException if somebody else changed it meanwhile
     */
    public Server saveServer(Actor actor, Server typed, SecretChange secret) {
        actor.require(Permission.ADMINISTER);
        FieldRules.require(typed);
        Server stored = servers.find(typed.id()).orElse(null);
        if (stored != null && stored.version() != typed.version()) {
            // What the secret belongs to is judged by the version that is changed.
            throw new StaleVersionException("server '" + stored.name() + "' was changed meanwhile");
        }
        List<Server> before = servers.findAll();
        requireFreeName(typed, before);
        requireKeptName(typed, stored);
        SecretChange bound = new SecretBinding(senders).bound(stored, typed, secret);
        Server server = stored == null ? typed : typed.asChangeOf(stored);
        Secret readable = stored == null || stored.locked().isPresent() ? null : stored.secret();
        FaultyConfigurationException.throwIfAny(senders.validate(server.with(bound.applyTo(readable))));
        List<Server> after = new ArrayList<>(before);
        after.removeIf(other -> other.id().equals(server.id()));
        if (senders.purpose(server) == Purpose.RESULTS) {
            after.add(server);
        }
        List<StoredCheck> allChecks = checks.findAll();
        requireNoNewCollision(collisions(before, allChecks), collisions(after, allChecks));
        Server saved = servers.save(server, bound, actor.madeBy());
        log.info("NSCA-113 server saved {} by={}", saved, Names.printable(actor.name()));
        planner.planAll();
        return saved;
    }

    private static void requireFreeName(Server server, List<Server> all) {
        all.stream()
                .filter(other ->
                        !other.id().equals(server.id()) && server.name().equals(other.declaredName()))
                .findFirst()
                .ifPresent(other -> {
                    throw new RefusedException("code or properties still name the server '" + other.name()
                            + "' by the name '" + server.name() + "': choose another name, or rename that one back");
                });
    }

    /** Policies name a notifier by its name, so another name would silently take it out of them. */
    private void requireKeptName(Server typed, @Nullable Server stored) {
        List<String> naming =
                stored == null || stored.name().equals(typed.name()) ? List.of() : users.policiesNaming(stored.name());
        if (!naming.isEmpty()) {
            throw new InvalidFieldException(
                    "name",
                    "The name cannot change while " + String.join(", ", naming)
                            + " names it: take it out there first, and add it again under its new name.");
        }
    }

    /**
     * Makes several changes of servers, checks and policies in one transaction: all of them are stored, or none. Checks are scheduled
     * after the last of them.
     */
    <T> T together(Supplier<T> changes) {
        return planner.together(() -> checks.together(changes));
    }

    /** Returns what holds for a server of a kind of which only that is said, by field. */
    Map<String, String> defaults(String kind) {
        Map<String, String> defaults = new HashMap<>(Map.of("active", "true"));
        senders.find(kind).ifPresent(factory -> {
            defaults.put("port", String.valueOf(factory.defaultPort()));
            defaults.put("catch-up", factory.defaultCatchUp().name());
        });
        return defaults;
    }

    /** Returns whether a secret must or may be typed for a server: it is new, or its stored one would go somewhere else. */
    boolean takesSecret(Server typed) {
        if (senders.find(typed.kind()).filter(SenderFactory::hasSecret).isEmpty()) {
            return false;
        }
        Server stored = servers.find(typed.id()).orElse(null);
        try {
            new SecretBinding(senders).bound(stored, typed, SecretChange.KEEP);
            return stored == null;
        } catch (InvalidFieldException e) {
            return true;
        }
    }

    /**
     * Returns what is wrong with a server as far as that can be said without its secret.
     *
     * @param secret that is typed for it, or null
     */
    List<String> faults(Server typed, @Nullable Secret secret) {
        List<String> faults = new ArrayList<>();
        FieldRules.faults(typed).forEach(fault -> faults.add(fault.toString()));
        boolean has =
                senders.find(typed.kind()).filter(SenderFactory::hasSecret).isPresent();
        faults.addAll(senders.validate(typed.with(has ? known(typed, secret) : null)));
        return faults;
    }

    private Secret known(Server typed, @Nullable Secret secret) {
        Secret stored = servers.find(typed.id())
                .filter(server -> server.locked().isEmpty())
                .map(Server::secret)
                .orElse(ANY);
        return secret == null ? stored : secret;
    }

    /**
     * Looks whether a check can run as configured.
     *
     * @param expected servers of any purpose, as they will be
     * @throws RefusedException if it cannot
     */
    void requirePossible(StoredCheck check, Collection<Server> expected) {
        requireRunnable(
                check,
                expected.stream()
                        .filter(server -> senders.purpose(server) == Purpose.RESULTS)
                        .toList());
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
            servers.removeSecret(id, actor.madeBy());
            log.info(
                    "NSCA-113 server secret removed name={} by={}",
                    Names.printable(server.name()),
                    Names.printable(actor.name()));
            planner.changed();
        });
    }

    /**
     * Removes a server and what waits for it.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if a check or a policy names it; the message says which
     */
    public void deleteServer(Actor actor, ServerId id) {
        actor.require(Permission.ADMINISTER);
        Server server = servers.find(id).orElse(null);
        if (server == null) {
            return;
        }
        List<String> using = users.of(server);
        if (!using.isEmpty()) {
            throw new RefusedException("server '" + server.name() + "' is named by " + String.join(", ", using)
                    + ": change that first, or deactivate the server");
        }
        long discarded = servers.delete(id, actor.madeBy());
        senders.find(server.kind()).ifPresent(factory -> factory.forget(server));
        log.info(
                "NSCA-114 server removed name={} discarded={} by={}",
                Names.printable(server.name()),
                discarded,
                Names.printable(actor.name()));
        planner.planAll();
    }

    /**
     * Returns what names a server and so keeps it from being deleted: methods whose code does, checks, and
     * policies about telling people.
     *
     * @return empty if it can be deleted, or there is none with this id
     */
    public List<String> usersOf(ServerId id) {
        return servers.find(id).map(users::of).orElse(List.of());
    }

    /**
     * Adds or changes a check. Its servers may be given by id or name; their ids are stored.
     *
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if it cannot run as configured, or would report to the same host and service of a
     *     server as another active check; nothing is stored then
     * @throws StaleVersionException if somebody else changed it meanwhile
     */
    public StoredCheck saveCheck(Actor actor, StoredCheck check) {
        return saveChecks(actor, List.of(check)).get(0);
    }

    /**
     * Adds or changes checks, of which none is stored if one cannot be.
     *
     * @return the checks as stored, in the same order
     * @throws NotPermittedException unless the actor may administer
     * @throws RefusedException if one of them cannot run as configured, or would report to the same host and service of a
     *     server as another active check
     * @throws StaleVersionException if somebody else changed one meanwhile; those before it are stored then
     */
    public List<StoredCheck> saveChecks(Actor actor, Collection<StoredCheck> wanted) {
        actor.require(Permission.ADMINISTER);
        List<Server> allServers = servers.findAll();
        wanted.forEach(check -> requireRunnable(check, allServers));
        List<StoredCheck> before = checks.findAll();
        Set<CheckId> ids = wanted.stream().map(StoredCheck::id).collect(Collectors.toSet());
        List<StoredCheck> after = new ArrayList<>(before);
        after.removeIf(other -> ids.contains(other.id()));
        after.addAll(wanted);
        requireNoNewCollision(collisions(allServers, before), collisions(allServers, after));
        List<StoredCheck> saved = new ArrayList<>();
        for (StoredCheck check : wanted) {
            saved.add(checks.save(DeclaredConfiguration.withIds(check, allServers), actor.madeBy()));
            log.info(
                    "NSCA-115 check saved name={} by={}", Names.printable(check.name()), Names.printable(actor.name()));
        }
        planner.planAgain(() -> List.copyOf(ids));
        return saved;
    }

    private void requireRunnable(StoredCheck check, List<Server> allServers) {
        FieldRules.require(check);
        CheckDefinition definition = definition(check);
        Check resolved = resolver.resolve(check, definition, allServers);
        if (resolved.active()) {
            definition.handler().require(resolved.arguments());
        }
    }

    /**
     * Removes a check; its history and what waits to be delivered stay. A check that the code declares comes back with its
     * defaults at the next start; to keep it from running, deactivate it.
     *
     * @throws NotPermittedException unless the actor may administer
     */
    public void deleteCheck(Actor actor, CheckId id) {
        actor.require(Permission.ADMINISTER);
        checks.delete(id, actor.madeBy());
        log.info("NSCA-116 check removed id={} by={}", id, Names.printable(actor.name()));
        planner.planAgain(List::of);
    }

    /**
     * Runs a check now, whatever its schedule.
     *
     * @return false if it is running already
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if there is no such check, it is not active, or an agent reports it
     */
    public boolean runNow(Actor actor, CheckId id) {
        actor.require(Permission.OPERATE);
        Optional<StoredCheck> stored = checks.find(id);
        String name = stored.map(StoredCheck::name).orElse(id.toString());
        if (stored.filter(check -> check.key().equals(CheckKey.PUSHED)).isPresent()) {
            throw new RefusedException("'" + name + "' cannot be run from here: an agent reports it, and its next state"
                    + " comes with the agent's next report");
        }
        AuditSubject subject = new AuditSubject(AuditKind.CHECK, id.toString(), name);
        boolean accepted = due.runNow(id, AuditNote.of(actor.madeBy(), AuditAction.RUN_REQUESTED, subject));
        log.info(
                "NSCA-118 check run requested name={} by={} accepted={}",
                Names.printable(name),
                Names.printable(actor.name()),
                accepted);
        planner.changed();
        return accepted;
    }

    /**
     * Pauses a check; started manually it still runs. Nothing is reported meanwhile, so that the freshness check of the
     * monitoring server raises the alarm.
     *
     * @param length how long, or null for until {@link #resume}
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if there is no such check, or the length is not positive
     */
    public void pause(Actor actor, CheckId id, @Nullable Duration length) {
        actor.require(Permission.OPERATE);
        if (length != null && (length.isNegative() || length.isZero())) {
            throw new RefusedException("the pause must be longer than zero, not " + Durations.text(length));
        }
        pauseUntil(
                actor,
                id,
                length == null ? StoredCheck.UNTIL_RESUMED : due.now().plus(length));
    }

    /**
     * Ends a pause; the check runs at its next slot.
     *
     * @throws NotPermittedException unless the actor may operate
     * @throws RefusedException if there is no such check
     */
    public void resume(Actor actor, CheckId id) {
        actor.require(Permission.OPERATE);
        pauseUntil(actor, id, null);
    }

    private void pauseUntil(Actor actor, CheckId id, @Nullable Instant until) {
        StoredCheck check =
                checks.find(id).orElseThrow(() -> new RefusedException("there is no check " + id + " any more"));
        definition(check);
        StoredCheck saved = checks.save(check.pausedUntil(until), actor.madeBy());
        log.info(
                until == null ? "NSCA-117 check resumed name={} by={}" : "NSCA-117 check paused name={} by={} until={}",
                Names.printable(saved.name()),
                Names.printable(actor.name()),
                until);
        planner.plan(() -> checks.findAll(List.of(saved.id())));
    }

    private CheckDefinition definition(StoredCheck check) {
        return catalog.find(check.key())
                .orElseThrow(() -> new RefusedException("there is no check '" + check.key()
                        + "' in the code; known are "
                        + catalog.all().stream().map(CheckDefinition::key).toList()));
    }

    /**
     * Makes the database deliver for this process's environment; waiting results were meant for another one and are discarded.
     *
     * @return how many deliveries were discarded
     * @throws NotPermittedException unless the actor may administer
     */
    public int confirmEnvironment(Actor actor) {
        actor.require(Permission.ADMINISTER);
        log.warn("NSCA-341 environment confirmation requested by={}", Names.printable(actor.name()));
        AuditSubject subject = new AuditSubject(AuditKind.INSTALLATION, "", "environment");
        int discarded = environment.confirm(AuditNote.of(actor.madeBy(), AuditAction.CONFIRMED, subject));
        planner.changed();
        return discarded;
    }

    /**
     * Schedules the per-node checks of this node as they are configured now, and checks that could not be scheduled before: another
     * node may have changed them, or have gone.
     */
    public void scheduleThisNode() {
        planner.planThisNode();
    }

    /** Existing faults do not keep an administrator from changing something else. */
    private static void requireNoNewCollision(Set<String> before, Set<String> after) {
        after.stream()
                .filter(collision -> !before.contains(collision))
                .findFirst()
                .ifPresent(collision -> {
                    throw new RefusedException(collision);
                });
    }

    private Set<String> collisions(List<Server> allServers, List<StoredCheck> allChecks) {
        Map<Check.Destination, Check> taken = new HashMap<>();
        Set<String> collisions = new LinkedHashSet<>();
        allChecks.stream()
                .flatMap(stored -> catalog.find(stored.key()).stream()
                        .map(definition -> resolver.resolveAnyway(stored, definition, allServers)))
                .filter(Check::active)
                .forEach(check -> check.destinations().forEach(destination -> {
                    Check other = taken.putIfAbsent(destination, check);
                    if (other != null) {
                        collisions.add("checks '" + other.name() + "' and '" + check.name() + "' would both report as "
                                + destination.target() + " to one server");
                    }
                }));
        return collisions;
    }
}
