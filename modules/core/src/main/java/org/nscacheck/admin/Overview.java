/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.DueList;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Change;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;

/**
 * What screens and endpoints show of servers and checks. Never hands out a secret. Thread-safe; each call is a few
 * queries, whatever the number of checks.
 */
public final class Overview {

    private final ServerStore servers;
    private final ServerStore notifiers;
    private final CheckStore checks;
    private final DueList due;
    private final SummaryReader summaries;
    private final EnvironmentStore environment;
    private final CheckCatalog catalog;
    private final CheckResolver resolver;
    private final CheckSearch search;

    /**
     * @param servers those that receive results
     * @param notifiers those that tell people
     */
    public Overview(
            ServerStore servers,
            ServerStore notifiers,
            CheckStore checks,
            DueList due,
            SummaryReader summaries,
            EnvironmentStore environment,
            CheckCatalog catalog,
            CheckResolver resolver) {
        this.servers = servers;
        this.notifiers = notifiers;
        this.checks = checks;
        this.due = due;
        this.summaries = summaries;
        this.environment = environment;
        this.catalog = catalog;
        this.resolver = resolver;
        this.search = new CheckSearch(catalog);
    }

    /**
     * Returns all checks in the order of their names.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public List<CheckView> checks(Actor actor) {
        actor.require(Permission.VIEW);
        Map<CheckId, List<CheckSummary>> byCheck =
                summaries.checks().stream().collect(Collectors.groupingBy(CheckSummary::check));
        Map<CheckId, List<DeliverySummary>> deliveries = summaries.deliveries().stream()
                .map(delivery -> Told.to(actor, delivery))
                .collect(Collectors.groupingBy(DeliverySummary::check));
        List<Server> allServers = servers.findAll();
        return checks.findAll().stream()
                .sorted(Comparator.comparing(StoredCheck::name))
                .map(check -> view(
                        check,
                        allServers,
                        deliveries.getOrDefault(check.id(), List.of()),
                        byCheck.getOrDefault(check.id(), List.of())))
                .toList();
    }

    /**
     * Returns the checks that a list shows; the effort hardly grows with the number of those that it does not.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public CheckPage checks(Actor actor, CheckQuery query) {
        return checks(actor, List.of(query)).get(0);
    }

    /** The same for several lists, in as many queries as for one. */
    public List<CheckPage> checks(Actor actor, List<CheckQuery> queries) {
        actor.require(Permission.VIEW);
        List<Server> allServers = servers.findAll();
        List<CheckOutline> outlines = summaries.outlines();
        Instant at =
                outlines.isEmpty() ? Instant.EPOCH : outlines.get(0).summary().at();
        List<CheckSearch.Result> found = queries.stream()
                .map(query -> search.find(query, outlines, allServers))
                .toList();
        Map<CheckId, CheckView> views = views(
                actor,
                found.stream().flatMap(result -> result.shown().stream()).collect(Collectors.toSet()),
                allServers);
        return found.stream().map(result -> result.page(views, at)).toList();
    }

    /**
     * Returns the checks that come behind one of a name, for a list that is read part by part while others change it.
     *
     * @param query in an order by name
     * @param after the name, or null for the beginning
     * @return as many as the query's size, and how many match behind the name
     * @throws NotPermittedException unless the actor may view
     */
    public CheckPage checksAfter(Actor actor, CheckQuery query, @Nullable String after) {
        actor.require(Permission.VIEW);
        List<Server> allServers = servers.findAll();
        CheckSearch.Result found = search.find(query, after, summaries.outlines(), allServers);
        return found.page(views(actor, found.shown(), allServers), due.now());
    }

    /** Without a check that was deleted meanwhile. */
    private Map<CheckId, CheckView> views(Actor actor, Collection<CheckId> ids, List<Server> allServers) {
        Map<CheckId, List<CheckSummary>> conditions =
                summaries.checks(ids).stream().collect(Collectors.groupingBy(CheckSummary::check));
        Map<CheckId, List<DeliverySummary>> deliveries = summaries.deliveries(ids).stream()
                .map(delivery -> Told.to(actor, delivery))
                .collect(Collectors.groupingBy(DeliverySummary::check));
        return checks.findAll(ids).stream()
                .collect(Collectors.toMap(
                        StoredCheck::id,
                        check -> view(
                                check,
                                allServers,
                                deliveries.getOrDefault(check.id(), List.of()),
                                conditions.getOrDefault(check.id(), List.of()))));
    }

    /** Returns the names of checks; one that does not exist is left out. */
    public Map<CheckId, String> names(Actor actor, Collection<CheckId> ids) {
        actor.require(Permission.VIEW);
        return checks.findAll(ids).stream().collect(Collectors.toMap(StoredCheck::id, StoredCheck::name));
    }

    /** Returns the tags that checks have, in alphabetical order. */
    public List<String> tags(Actor actor) {
        actor.require(Permission.VIEW);
        return catalog.all().stream()
                .flatMap(definition -> definition.tags().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns one check, or empty if there is none with this id. */
    public Optional<CheckView> check(Actor actor, CheckId id) {
        actor.require(Permission.VIEW);
        // In this order: a run that the condition shows has brought its deliveries with it.
        List<CheckSummary> summary = summaries.check(id);
        List<DeliverySummary> deliveries = summaries.deliveries(id).stream()
                .map(delivery -> Told.to(actor, delivery))
                .toList();
        return checks.find(id).map(check -> view(check, servers.findAll(), deliveries, summary));
    }

    private CheckView view(
            StoredCheck check, List<Server> allServers, List<DeliverySummary> told, List<CheckSummary> found) {
        CheckDefinition definition = catalog.find(check.key()).orElse(null);
        if (definition == null) {
            return new CheckView(
                    check, null, null, "the code of this node has no check '" + check.key() + "'", told, found);
        }
        Check effective = resolver.resolveAnyway(check, definition, allServers);
        String fault = found.stream()
                .filter(CheckSummary::isFaulty)
                .map(CheckSummary::fault)
                .findFirst()
                .orElse("");
        return new CheckView(
                check, definition, effective, effective.isFaulty() ? effective.fault() : fault, told, found);
    }

    /** Returns the latest runs of a check, the newest first. */
    public List<RecordedRun> runs(Actor actor, CheckId id, int max) {
        actor.require(Permission.VIEW);
        return summaries.runs(id, max);
    }

    /** Returns all servers in the order of their names. */
    public List<ServerView> servers(Actor actor) {
        actor.require(Permission.VIEW);
        List<Server> allServers = servers.findAll();
        Map<ServerId, List<StoredCheck>> checksOf = new HashMap<>();
        for (StoredCheck check : checks.findAll()) {
            reportsTo(check, allServers)
                    .forEach(server -> checksOf.computeIfAbsent(server.id(), id -> new ArrayList<>())
                            .add(check));
        }
        return views(actor, allServers, checksOf);
    }

    /** Returns all servers in the order of their names, without the checks that report to them. */
    public List<ServerView> serversAlone(Actor actor) {
        actor.require(Permission.VIEW);
        return views(actor, servers.findAll(), Map.of());
    }

    /** Returns all notifiers in the order of their names; no check reports to one. */
    public List<ServerView> notifiers(Actor actor) {
        actor.require(Permission.VIEW);
        return views(actor, notifiers.findAll(), Map.of());
    }

    /** Returns all servers and then all notifiers, each in the order of names, without the checks that report to them. */
    public List<ServerView> receiversAlone(Actor actor) {
        actor.require(Permission.VIEW);
        List<Server> all = new ArrayList<>(servers.findAll());
        all.addAll(notifiers.findAll());
        return views(actor, all, Map.of());
    }

    private List<ServerView> views(Actor actor, List<Server> some, Map<ServerId, List<StoredCheck>> checksOf) {
        Map<ServerId, ServerSummary> byServer =
                summaries.servers().stream().collect(Collectors.toMap(ServerSummary::server, Function.identity()));
        return some.stream()
                .filter(server -> byServer.containsKey(server.id())) // removed between the two queries otherwise
                .map(server -> new ServerView(
                        server.withoutSecret(),
                        server.secret() != null,
                        server.locked().orElse(null),
                        checksOf.getOrDefault(server.id(), List.of()),
                        Told.to(actor, Objects.requireNonNull(byServer.get(server.id())))))
                .toList();
    }

    /** Returns one server, or empty if there is none with this id. */
    public Optional<ServerView> server(Actor actor, ServerId id) {
        return one(servers(actor), id);
    }

    /** Returns one notifier, or empty if there is none with this id. */
    public Optional<ServerView> notifier(Actor actor, ServerId id) {
        return one(notifiers(actor), id);
    }

    private static Optional<ServerView> one(List<ServerView> views, ServerId id) {
        return views.stream().filter(view -> view.server().id().equals(id)).findFirst();
    }

    /** Returns who changed a server last, and when; empty if that is not known. */
    public Optional<Change> lastChange(Actor actor, ServerId id) {
        actor.require(Permission.VIEW);
        return servers.lastChange(id);
    }

    /** Returns who changed a check last, and when; empty if that is not known. */
    public Optional<Change> lastChange(Actor actor, CheckId id) {
        actor.require(Permission.VIEW);
        return checks.lastChange(id);
    }

    /** Returns the metrics that a check has ever had, in the order of nodes and labels. */
    public List<MetricSeries> series(Actor actor, CheckId id) {
        actor.require(Permission.VIEW);
        return summaries.series(id);
    }

    /** Returns the labels that each check has ever measured; a check without any is left out. */
    public Map<CheckId, Set<String>> labels(Actor actor) {
        actor.require(Permission.VIEW);
        return summaries.labels();
    }

    /** Returns measured values, see {@link SummaryReader#values}. */
    public List<MetricPoint> values(Actor actor, MetricSeries series, Instant from, Instant to, int maxPoints) {
        actor.require(Permission.VIEW);
        return summaries.values(series.id(), from, to, maxPoints);
    }

    /** Returns the time by which everything here is stamped: that of the database. */
    public Instant now(Actor actor) {
        actor.require(Permission.VIEW);
        return due.now();
    }

    /** Returns the checks that report to a server as they run now, or empty if there is none of this name. */
    public Optional<ReportedChecks> reportedTo(Actor actor, String serverName) {
        actor.require(Permission.VIEW);
        List<Server> allServers = servers.findAll();
        return servers.findByName(serverName).map(server -> {
            List<Check> known = checks.findAll().stream()
                    .map(check -> view(check, allServers, List.of(), List.of()).effective())
                    .filter(Objects::nonNull)
                    .filter(check -> check.destinations().stream()
                            .anyMatch(destination -> destination.server().equals(server.id())))
                    .toList();
            return new ReportedChecks(server.withoutSecret(), known, due.now());
        });
    }

    /**
     * Returns the schedule that is meant.
     *
     * @throws RefusedException if it is none; the message quotes what cannot be read
     */
    public Schedule schedule(Actor actor, ScheduleSpec spec) {
        actor.require(Permission.VIEW);
        return resolver.schedule(spec);
    }

    /** Returns what people may make checks of, in the order of keys. */
    public List<CheckDefinition> catalog(Actor actor) {
        actor.require(Permission.VIEW);
        return catalog.all().stream()
                .filter(definition -> !definition.internal())
                .toList();
    }

    /** Returns node names that several running nodes share; there should be none. */
    public List<String> sharedNodeNames(Actor actor) {
        actor.require(Permission.VIEW);
        return summaries.sharedNodeNames();
    }

    /** Returns the environment for which the database delivers. */
    public Environment environment(Actor actor) {
        actor.require(Permission.VIEW);
        return environment.environment();
    }

    private List<Server> reportsTo(StoredCheck check, List<Server> allServers) {
        return CheckSearch.receivers(
                check.settings().servers(), catalog.find(check.key()).orElse(null), allServers);
    }
}
