/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.overc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.engine.Stores;
import org.nscacheck.overc.AlertsAnswer;
import org.nscacheck.overc.OverCStates;
import org.nscacheck.overc.StatesAnswer;
import org.nscacheck.overc.StatesAnswer.IdRange;
import org.nscacheck.overc.StatusAnswer;
import org.nscacheck.push.Agent;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.push.AgentAdministration.AgentView;
import org.nscacheck.push.AgentId;
import org.nscacheck.push.PushAlert;
import org.nscacheck.push.PushStore;
import org.nscacheck.push.PushedService;

/** Agents, services, states and alerts in the words of OverC. Thread-safe. */
public final class OverCAnswers {

    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST_ALERTS = 10_000;
    private static final int MOST_STATES = 10_000;

    private final PushStore store;
    private final Stores stores;
    private final AgentAdministration agents;
    private final Supplier<Administration> administration;

    /** @param administration may throw while the application starts */
    public OverCAnswers(
            PushStore store, Stores stores, AgentAdministration agents, Supplier<Administration> administration) {
        this.store = store;
        this.stores = stores;
        this.agents = agents;
        this.administration = administration;
    }

    /**
     * Returns how things are.
     *
     * @param server only this one, or null
     * @param service only the server of this one, with it alone, or null
     * @throws NoSuchElementException if there is none of this number
     */
    StatusAnswer status(Actor actor, @Nullable Long server, @Nullable Long service) {
        Instant now = stores.due().now();
        List<PushAlert> alerts = store.alerts(now.minus(DAY), MOST_ALERTS);
        Predicate<PushedService> wanted = each -> service == null || each.number() == service;
        List<AgentView> found = agents.agents(actor).stream()
                .filter(each -> server == null || each.agent().number() == server)
                .filter(each -> service == null || each.services().stream().anyMatch(wanted))
                .toList();
        if (found.isEmpty() && (server != null || service != null)) {
            throw gone();
        }
        List<StatusAnswer.Server> servers =
                found.stream().map(view -> server(view, wanted, alerts, now)).toList();
        Long newest = servers.stream()
                .flatMap(each -> each.services().stream())
                .flatMap(each -> Stream.ofNullable(each.state()))
                .map(state -> id(state.receivedAt()))
                .max(Long::compare)
                .orElse(null);
        long counted = servers.stream()
                .mapToLong(each -> each.alerts()
                        + each.services().stream()
                                .mapToLong(StatusAnswer.Service::alerts)
                                .sum())
                .sum();
        return new StatusAnswer(new StatusAnswer.Stats(counted, newest, Duration.ZERO), servers);
    }

    private static StatusAnswer.Server server(
            AgentView view, Predicate<PushedService> wanted, List<PushAlert> alerts, Instant now) {
        Agent agent = view.agent();
        Map<String, Long> counts = new HashMap<>();
        alerts.stream()
                .filter(alert -> alert.agent().equals(agent.id()))
                .forEach(alert -> counts.merge(Objects.requireNonNullElse(alert.service(), ""), 1L, Long::sum));
        List<StatusAnswer.Service> services = view.services().stream()
                .filter(wanted)
                .map(service -> new StatusAnswer.Service(
                        service.number(),
                        (int) service.period().toSeconds(),
                        service.name(),
                        service.name(),
                        counts.getOrDefault(service.name(), 0L),
                        state(service, now)))
                .toList();
        return new StatusAnswer.Server(
                agent.number(),
                agent.name(),
                agent.name(),
                agent.contact().address(),
                counts.getOrDefault("", 0L),
                services);
    }

    private static StatusAnswer.@Nullable State state(PushedService service, Instant now) {
        PushedService.Last last = service.last();
        return last == null
                ? null
                : new StatusAnswer.State(
                        last.at(),
                        last.lateSince() != null,
                        Duration.between(last.at(), now),
                        last.status(),
                        last.info());
    }

    /**
     * Returns what a service has reported.
     *
     * @param open groups that stay open, or null for no groups at all
     * @throws NoSuchElementException if there is none of this number
     */
    StatesAnswer states(Actor actor, long number, Duration since, @Nullable List<IdRange> open) {
        PushedService service = service(actor, number);
        Instant from = stores.due().now().minus(since);
        List<PushAlert> alerts = new ArrayList<>(store.alerts(from, MOST_ALERTS).stream()
                .filter(alert ->
                        alert.agent().equals(service.agent()) && service.name().equals(alert.service()))
                .toList());
        List<StatesAnswer.State> states = new ArrayList<>();
        for (RecordedRun recorded : stores.summaries().runs(service.check(), MOST_STATES)) {
            CheckResult result = recorded.run().result();
            Instant at = recorded.run().endedAt();
            if (recorded.run().outcome() == Outcome.REPORTED && result != null && at.isAfter(from)) {
                List<PushAlert> own = alerts.stream()
                        .filter(alert -> !alert.at().isBefore(at))
                        .toList();
                alerts.removeAll(own);
                states.add(new StatesAnswer.State(
                        id(at),
                        at,
                        result.status(),
                        result.fullText(),
                        own.stream()
                                .map(alert -> new StatesAnswer.Alert(
                                        alert.number(), channel(alert), event(alert), alert.message()))
                                .toList(),
                        service.name(),
                        service.number()));
            }
        }
        return open == null ? StatesAnswer.of(states) : StatesAnswer.grouped(states, open);
    }

    /**
     * Returns what was alerted.
     *
     * @throws NoSuchElementException if there is no server or service of this number
     */
    AlertsAnswer alerts(Actor actor, @Nullable Long server, @Nullable Long service, Duration since) {
        Map<AgentId, AgentView> views = new HashMap<>();
        agents.agents(actor).forEach(view -> views.put(view.agent().id(), view));
        if (server != null
                && views.values().stream().noneMatch(view -> view.agent().number() == server)) {
            throw gone();
        }
        PushedService only = service == null ? null : service(actor, service);
        return new AlertsAnswer(store.alerts(stores.due().now().minus(since), MOST_ALERTS).stream()
                .filter(alert -> only == null
                        || (alert.agent().equals(only.agent()) && only.name().equals(alert.service())))
                .flatMap(alert -> Stream.ofNullable(views.get(alert.agent()))
                        .filter(view -> server == null || view.agent().number() == server)
                        .map(view -> alert(alert, view)))
                .toList());
    }

    private static AlertsAnswer.Alert alert(PushAlert alert, AgentView view) {
        AlertsAnswer.Item service = view.services().stream()
                .filter(each -> each.name().equals(alert.service()))
                .map(each -> new AlertsAnswer.Item(each.number(), each.name()))
                .findFirst()
                .orElse(null);
        return new AlertsAnswer.Alert(
                alert.number(),
                new AlertsAnswer.Item(view.agent().number(), view.agent().name()),
                service,
                alert.at(),
                channel(alert),
                event(alert),
                alert.message(),
                null);
    }

    private static String channel(PushAlert alert) {
        return switch (alert.channel()) {
            case API -> "api";
            case STATE -> "service:state";
            case PLUGIN -> "plugin";
        };
    }

    private static String event(PushAlert alert) {
        return alert.channel() == PushAlert.Channel.STATE
                ? OverCStates.text(Status.valueOf(alert.event()))
                : alert.event();
    }

    /** @throws NoSuchElementException if there is none of this number */
    void deleteServer(Actor actor, long number) {
        agents.delete(
                actor,
                agents.agents(actor).stream()
                        .map(AgentView::agent)
                        .filter(agent -> agent.number() == number)
                        .findFirst()
                        .orElseThrow(OverCAnswers::gone)
                        .id());
    }

    /** @throws NoSuchElementException if there is none of this number */
    void deleteService(Actor actor, long number) {
        administration.get().deleteCheck(actor, service(actor, number).check());
    }

    private PushedService service(Actor actor, long number) {
        return agents.agents(actor).stream()
                .flatMap(view -> view.services().stream())
                .filter(service -> service.number() == number)
                .findFirst()
                .orElseThrow(OverCAnswers::gone);
    }

    /** Microseconds, so that what comes later has a larger one, in every browser exact. */
    private static long id(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    private static NoSuchElementException gone() {
        return new NoSuchElementException("there is none of this id, or it was deleted");
    }
}
