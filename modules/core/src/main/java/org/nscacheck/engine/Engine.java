/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.BusyException;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Activity;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.AlertPolicies;
import org.nscacheck.admin.Alerts;
import org.nscacheck.admin.Configurations;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Overview;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.Planner;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.admin.ReceivingServers;
import org.nscacheck.admin.RunExplanations;
import org.nscacheck.admin.StartingException;
import org.nscacheck.admin.TryOuts;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.StoredRules;
import org.nscacheck.delivery.AsSent;
import org.nscacheck.fields.CheckFields;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.policy.PolicyType;
import org.nscacheck.run.ReportedRuns;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of it: takes what code offers as checks, brings the stored configuration in line, then runs and delivers until
 * it is stopped. Threads and timers are its own. It can be started again after a stop. Thread-safe.
 *
 * <pre>{@code
 * Engine engine = Engine.start(stores, EngineSettings.of("shop-1"), new QuartzClockwork(), senders, checks);
 * }</pre>
 */
public final class Engine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private static final Duration FIRST_SNAPSHOT = Duration.ofSeconds(10);

    private final Stores stores;
    private final EngineSettings settings;
    private final Clockwork clockwork;
    private final SenderFactories senders;
    private final List<CheckSource> sources;
    private final EngineListener listener;
    private final Snapshots snapshots;
    private final Lateness lateness = new Lateness();
    private final CheckResolver resolver;
    private final ServerStore receiving;
    private final ServerStore notifiers;
    private final AlertPolicies alertPolicies;
    private final List<Runnable> requirements = new CopyOnWriteArrayList<>();
    private volatile @Nullable Assembly assembly;
    private volatile @Nullable Startup startup;
    private volatile boolean seeded;
    private volatile boolean wanted;
    private volatile @Nullable Running running;

    /**
     * Makes an engine of what the application has; reads and starts nothing yet.
     *
     * @throws IllegalArgumentException if nothing would wake it: no safety tick, and no clockwork
     */
    public Engine(
            Stores stores,
            EngineSettings settings,
            Clockwork clockwork,
            Collection<? extends SenderFactory> senders,
            Collection<? extends CheckSource> sources) {
        this(stores, settings, clockwork, senders, sources, List.of());
    }

    /** Makes an engine that tells listeners what it does. */
    public Engine(
            Stores stores,
            EngineSettings settings,
            Clockwork clockwork,
            Collection<? extends SenderFactory> senders,
            Collection<? extends CheckSource> sources,
            Collection<? extends EngineListener> listeners) {
        if (!settings.rhythm().tick() && !clockwork.rings()) {
            throw new IllegalArgumentException(
                    "neither the safety tick nor the clockwork is enabled: no check would ever run");
        }
        List<EngineListener> all = new ArrayList<>(listeners);
        all.add(lateness);
        this.listener = new EngineListeners(all);
        this.snapshots = new Snapshots(stores);
        this.snapshots.onRefresh(new NotifierWatch(stores.alerts(), new SenderFactories(senders))::look);
        this.stores = stores;
        this.settings = settings;
        this.clockwork = clockwork;
        this.senders = new SenderFactories(senders);
        this.sources = List.copyOf(sources);
        this.receiving = ReceivingServers.ofResults(stores.servers(), this.senders);
        this.notifiers = ReceivingServers.ofNotifications(stores.servers(), this.senders);
        this.alertPolicies = new AlertPolicies(
                stores.policies(),
                notifiers,
                stores.checks(),
                clockwork.cronParser(),
                this::expected,
                settings.declared().alerts());
        this.resolver = new CheckResolver(
                new ScheduleSpec.Reader(clockwork.cronParser(), settings.zone()),
                new CheckResolver.Defaults(
                        settings.defaults().spread(),
                        settings.defaults().onError(),
                        settings.defaults().onTimeout(),
                        settings.hostName(),
                        settings.nodeName()));
    }

    /**
     * Makes an engine and starts it: checks run when this returns, or as soon as the database is there.
     *
     * @param checks what the code offers
     * @return the engine, to be closed at the end
     * @throws IllegalArgumentException if the configuration in code has faults
     */
    public static Engine start(
            Stores stores,
            EngineSettings settings,
            Clockwork clockwork,
            Collection<? extends SenderFactory> senders,
            CheckSource checks) {
        Engine engine = new Engine(stores, settings, clockwork, senders, List.of(checks));
        engine.start();
        return engine;
    }

    /** What is known once the sources have been read. */
    private record Assembly(
            CheckCatalog catalog,
            List<StoredCheck> declared,
            Administration administration,
            PolicyAdministration policies,
            Alerts alerts,
            Overview overview,
            Activity activity,
            TryOuts tryOuts,
            Deliveries deliveries,
            Configurations configurations) {}

    /**
     * Reads what the code offers. If the settings say that the application waits for its checks, it also brings the stored
     * configuration in line, for as long as they say, and for a database that is away for a few seconds only; all else is done when it
     * is started.
     *
     * @throws IllegalArgumentException if the configuration in code or properties has faults
     */
    public void prepare() {
        List<CheckDefinition> offered = new ArrayList<>();
        sources.forEach(source -> offered.addAll(source.definitions()));
        CheckCatalog catalog = new CheckCatalog(offered);
        Planner planner = new Planner(
                receiving,
                stores.checks(),
                stores.due(),
                catalog,
                resolver,
                new StoredRules(stores.policies()),
                settings.nodeName(),
                this::configurationChanged);
        PolicyAdministration policies = new PolicyAdministration(stores.policies(), types(), planner);
        Administration administration = new Administration(
                receiving,
                stores.checks(),
                stores.due(),
                stores.policies(),
                catalog,
                resolver,
                senders,
                stores.environment(),
                planner);
        List<StoredCheck> declared = declared(catalog);
        administration.validate(settings.declared().servers(), declared);
        policies.validate(settings.declared().policies().stream()
                .filter(policy -> policy.kind() == PolicyKind.RULE)
                .toList());
        Overview overview = new Overview(
                receiving,
                notifiers,
                stores.checks(),
                stores.due(),
                stores.summaries(),
                stores.environment(),
                catalog,
                resolver);
        Alerts alerts = new Alerts(
                stores.alerts(),
                notifiers,
                senders,
                stores.due(),
                alertPolicies,
                overview,
                stores.audit(),
                this::configurationChanged);
        Activity activity = new Activity(
                stores.audit(), stores.servers(), stores.checks(), stores.policies(), administration, policies);
        TryOuts tryOuts = new TryOuts(
                new TryOuts.Stored(receiving, stores.checks(), new StoredRules(stores.policies())),
                catalog,
                resolver,
                senders,
                (check, handler) -> requireRunning().tryOut(check, handler),
                System::nanoTime);
        Configurations configurations = Configurations.of(
                stores.servers(),
                stores.checks(),
                stores.policies(),
                catalog,
                administration,
                policies,
                stores.audit());
        assembly = new Assembly(
                catalog,
                declared,
                administration,
                policies,
                alerts,
                overview,
                activity,
                tryOuts,
                deliveries(overview),
                configurations);
        Startup startup = opened();
        if (startup.isWaitedFor()) {
            startup.run(this::proceed);
        }
    }

    private Deliveries deliveries(Overview overview) {
        RunExplanations explanations = new RunExplanations(
                overview, stores.summaries(), stores.desk(), stores.servers(), senders, new AsSent(settings.zone()));
        return new Deliveries(stores.desk(), stores.servers(), explanations, this::deliver);
    }

    /** What properties and environment variables say of checks, one for each; the variables go over the properties. */
    private List<StoredCheck> declared(CheckCatalog catalog) {
        Map<CheckKey, StoredCheck> declared = new LinkedHashMap<>();
        settings.declared().checks().forEach(check -> {
            CheckKey key = catalog.named(check.key());
            StoredCheck named = key.equals(check.key()) ? check : StoredCheck.of(key, check.settings());
            declared.merge(key, named, StoredCheck::withSettingsOf);
        });
        return List.copyOf(declared.values());
    }

    /** Returns the start that is under way, or begins another one after a stop. */
    private synchronized Startup opened() {
        Startup known = startup;
        if (known == null || known.isClosed()) {
            known = new Startup(
                    stores.opening(),
                    Startup.Patience.of(settings.rhythm().startupWait()),
                    starting -> snapshots.unreadable(starting.sentence()));
            startup = known;
        }
        return known;
    }

    /** Does what is left to do of a start; the database is there. */
    private void proceed() {
        if (!seeded) {
            Assembly known = assembled();
            known.policies().validate(settings.declared().policies());
            known.policies().seed(settings.declared().policies());
            known.administration()
                    .seed(
                            settings.declared().servers(),
                            known.declared(),
                            settings.declared().guessedHosts(),
                            stores.nodes().living());
            requirements.forEach(Runnable::run);
            log.info(
                    "NSCA-101 checks registered count={} servers={} node={} host={}",
                    known.catalog().all().size(),
                    stores.servers().findAll().size(),
                    settings.nodeName(),
                    settings.hostName());
            seeded = true;
        }
        begin();
    }

    /**
     * Has something looked at when the stored configuration is in line and before anything runs; what it throws stops the
     * application, or is shown when that has started already.
     */
    public void require(Runnable requirement) {
        requirements.add(requirement);
    }

    /**
     * Returns why checks do not run yet although the application has started, or empty if they run, or would after
     * {@link #start()}.
     */
    public Optional<Starting> starting() {
        Startup known = startup;
        return known == null ? Optional.empty() : Optional.ofNullable(known.starting());
    }

    /**
     * Returns the way to change servers and checks and to run a check now.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Administration administration() {
        return open().administration();
    }

    /**
     * Returns the way to read and change threshold rules and other policies.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public PolicyAdministration policies() {
        return open().policies();
    }

    /**
     * Returns what is wrong and who was told.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Alerts alerts() {
        return open().alerts();
    }

    /**
     * Returns who did what, and the way to undo it.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Activity activity() {
        return open().activity();
    }

    /**
     * Returns what waits to be sent, and what people may do about it.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Deliveries deliveries() {
        return open().deliveries();
    }

    /**
     * Returns the whole configuration as text, and the way to import it.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Configurations configurations() {
        return open().configurations();
    }

    /** Returns the notifiers, by which people are told. */
    public List<Server> notifiers() {
        return notifiers.findAll();
    }

    /** What policies may name although it is not stored before the first start. */
    private AlertPolicies.Expected expected() {
        Set<String> names = settings.declared().servers().stream()
                .filter(server -> senders.purpose(server) == Purpose.NOTIFICATIONS)
                .map(Server::name)
                .collect(Collectors.toSet());
        Set<String> keys = catalog().keys().stream().map(CheckKey::value).collect(Collectors.toSet());
        return new AlertPolicies.Expected(names, keys);
    }

    private List<PolicyType> types() {
        List<PolicyType> types = new ArrayList<>(alertPolicies.types());
        types.add(StoredRules.TYPE);
        return types;
    }

    /**
     * Returns what can be shown of servers and checks.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public Overview overview() {
        return open().overview();
    }

    private Assembly open() {
        Assembly known = assembled();
        if (!seeded) {
            throw new StartingException(starting().map(Starting::sentence).orElse("Checks are starting."));
        }
        return known;
    }

    /** Returns how checks and servers were doing a few seconds ago; asks nobody. */
    public Snapshot snapshot() {
        return withAilments(snapshots.latest());
    }

    /** The same, but waits for the first one after the start, for a few seconds at most. */
    public Snapshot awaitSnapshot() {
        try {
            return withAilments(snapshots.awaitFirst(FIRST_SNAPSHOT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return snapshot();
        }
    }

    /** A node whose own loops do not turn knows nothing, whatever the database says. */
    private Snapshot withAilments(Snapshot known) {
        Running parts = running;
        Map<String, String> ailments = parts == null ? Map.of() : parts.ailments();
        return ailments.isEmpty() || known.failure() != null
                ? known
                : known.failed("loops of this node are stalled: " + ailments);
    }

    /** Has a listener told of each new snapshot, on a timer's thread: it must be quick. */
    public void onSnapshot(Consumer<Snapshot> listener) {
        snapshots.onRefresh(listener);
    }

    /** Returns how many threads are lost to checks that ignored the interrupt after their timeout. */
    public int abandonedThreads() {
        Running parts = running;
        return parts == null ? 0 : parts.abandonedThreads();
    }

    /** Returns what one in a hundred of the runs that began on this node since the last call was late by, or more. */
    public Duration takeP99Lateness() {
        return lateness.takeP99();
    }

    /**
     * Stores results that came from outside as runs of their checks, with all that follows from them. One result of each check at most.
     *
     * @return checks that are not on the due list; nothing was stored of them
     * @throws StartingException while checks do not run: before the start, and after the stop
     */
    public Set<CheckId> record(List<ReportedRuns.Reported> results) {
        return requireRunning().record(results);
    }

    /**
     * Runs a check on this node, now, for whoever asks: its result is neither recorded nor sent.
     *
     * @param name the name of a check, or a key that only one check has
     * @throws NotPermittedException unless the actor may operate
     * @throws NoSuchElementException if there is no such check, or several have this key
     * @throws BusyException if too many are run this way already
     * @throws StartingException while checks do not run
     */
    public CheckResult tryOut(Actor actor, String name) throws InterruptedException {
        actor.require(Permission.OPERATE);
        Running parts = requireRunning();
        StoredCheck stored = named(name);
        CheckDefinition definition = catalog()
                .find(stored.key())
                .orElseThrow(() -> new NoSuchElementException(
                        "this application has no code for the check '" + stored.name() + "'"));
        stores.audit().write(AuditNote.of(actor.madeBy(), AuditAction.TRIED, CheckFields.subject(stored)));
        return parts.tryOut(
                resolver.resolveAnyway(stored, definition, receiving.findAll())
                        .judgedBy(new StoredRules(stores.policies()).read(), definition.tags()),
                definition.handler());
    }

    /**
     * Returns the way to run a check, stored or not, without recording or sending anything.
     *
     * @throws IllegalStateException before {@link #prepare}
     * @throws StartingException while the database is waited for
     */
    public TryOuts tryOuts() {
        return open().tryOuts();
    }

    private StoredCheck named(String name) {
        List<StoredCheck> all = stores.checks().findAll();
        List<StoredCheck> found =
                all.stream().filter(check -> check.name().equals(name)).toList();
        if (found.isEmpty()) {
            found = all.stream()
                    .filter(check -> check.key().value().equals(name))
                    .toList();
        }
        if (found.size() != 1) {
            throw new NoSuchElementException(
                    found.isEmpty()
                            ? "there is no check '" + Names.shortened(name) + "'"
                            : found.size() + " checks have the key '" + Names.shortened(name) + "': ask by name");
        }
        return found.get(0);
    }

    private Running requireRunning() {
        Running parts = running;
        if (parts == null) {
            throw new StartingException(starting().map(Starting::sentence).orElse("Checks are not running."));
        }
        return parts;
    }

    /** Returns deliveries that are not accounted for; counts all that there are. */
    public List<HistoryStore.Imbalance> audit() {
        return stores.history().audit();
    }

    /** Returns the kinds of servers that this application can talk to. */
    public SenderFactories senders() {
        return senders;
    }

    /** Returns what the code offers. */
    public CheckCatalog catalog() {
        return assembled().catalog();
    }

    private Assembly assembled() {
        Assembly known = assembly;
        if (known == null) {
            throw new IllegalStateException("checks are known only after the engine has been prepared");
        }
        return known;
    }

    /** Runs and delivers from now on, or as soon as the database is there; prepares first if that has not been done. */
    public void start() {
        if (assembly == null) {
            prepare();
        }
        if (!wanted) {
            wanted = true;
            opened().run(this::proceed);
        }
    }

    private void begin() {
        Running parts;
        synchronized (this) {
            if (!wanted || running != null) {
                return;
            }
            parts = new Running(new Running.Parts(
                    new Running.Given(stores, settings, clockwork, senders, listener),
                    alertPolicies,
                    assembled().catalog(),
                    resolver,
                    snapshots,
                    () -> administration().scheduleThisNode()));
            running = parts;
        }
        try {
            parts.begin();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private void deliver() {
        Running parts = running;
        if (parts != null) {
            parts.deliver();
        }
    }

    private void configurationChanged() {
        Running parts = running;
        if (parts != null) {
            parts.configurationChanged();
        }
    }

    /**
     * Stops claiming, waits within the limit for what runs, stores what came of it, and lets batches under way end. What has
     * not been delivered then waits in the outbox for another node or the next start. Stops waiting for a database, too.
     */
    public void stop() {
        wanted = false;
        giveUpStarting();
        end();
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    private void end() {
        Running parts;
        synchronized (this) {
            parts = running;
            running = null;
        }
        if (parts != null) {
            parts.close();
        }
    }

    private void giveUpStarting() {
        Startup known = startup;
        if (known != null) {
            known.close();
        }
    }

    /** Returns whether this has been started and not stopped; {@link #starting} tells whether it still waits. */
    public boolean isRunning() {
        return wanted;
    }
}
