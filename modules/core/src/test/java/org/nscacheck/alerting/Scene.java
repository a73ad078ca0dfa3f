/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.nscacheck.Status;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/** One check, the people who may be told of it, and a clock that a test moves. The memory passes through text at each look. */
final class Scene {

    static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    static final ServerId ANNA = new ServerId(new UUID(0, 1));
    static final ServerId BORIS = new ServerId(new UUID(0, 2));
    static final CheckId PARENT = new CheckId(new UUID(0, 77));

    final Subject subject = subject("disk", 1);
    Policies policies = Policies.NONE.with(
            List.of(new Recipient(ANNA, "anna", true), new Recipient(BORIS, "boris", true)), List.of(Route.to(ANNA)));
    Condition condition;
    AlertMemory memory = AlertMemory.EMPTY;
    Map<SubjectKey, Parent> parents = new HashMap<>();
    Instant now = MONDAY;
    Decisions last;

    Scene() {
        condition = new Condition(Status.OK, MONDAY, MONDAY, "fine", 1, false, Map.of());
        last = look();
    }

    static Subject subject(String name, int id) {
        return new Subject(
                new CheckId(new UUID(7, id)),
                "",
                "web1",
                new CheckKey("app." + name),
                name,
                Set.of("prod", "db"),
                new Identity("web1", "app." + name, "", "check", ""));
    }

    Scene routes(Route... routes) {
        policies = policies.with(List.copyOf(policies.recipients().values()), List.of(routes));
        return this;
    }

    /** A route that tells Anna at once, with other holds. */
    static Route patient(Holds holds) {
        return new Route(0, "patient", RouteMatch.ALL, List.of(ANNA), false, holds, Escalation.NONE);
    }

    static Holds reminding(Duration interval) {
        return new Holds(Duration.ZERO, interval, 1, Duration.ZERO, false, FlapLimits.OFF);
    }

    Scene silenced(Duration length) {
        policies = policies.withSilences(List.of(new Silence(Match.ALL, now, now.plus(length), "deploy", "anna")));
        return this;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A result comes now. */
    Decisions result(Status status) {
        return result(status, false);
    }

    Decisions result(Status status, boolean persistent) {
        Instant since = condition.status() == status ? condition.since() : now;
        int good = status == Status.OK ? condition.goodRuns() + 1 : 0;
        condition = new Condition(status, since, now, "message", good, persistent, Map.of());
        return look();
    }

    Decisions resultAfter(Duration time, Status status) {
        pass(time);
        return result(status);
    }

    Decisions lookAfter(Duration time) {
        pass(time);
        return look();
    }

    Decisions look() {
        Decisions decisions =
                Alerting.decide(subject, condition, new Context(policies, parents, Map.of(), now), memory);
        memory = AlertMemory.decode(decisions.next().encode());
        if (!memory.equals(decisions.next())) {
            throw new AssertionError("not the same after a restart: " + decisions.next());
        }
        last = decisions;
        return decisions;
    }

    void parent(Status status) {
        Parent before = parents.get(new SubjectKey(PARENT, ""));
        Instant since = before != null && before.condition().status() == status
                ? before.condition().since()
                : now;
        Subject heartbeat = new Subject(
                PARENT, "", "web1", new CheckKey(CheckKey.HEARTBEAT), "heartbeat", Set.of(), subject.identity());
        parents.put(
                heartbeat.id(), new Parent(heartbeat, new Condition(status, since, now, "beat", 1, false, Map.of())));
    }

    /** What is told, such as {@code PROBLEM FAILURE}. */
    static List<String> words(Decisions decisions) {
        return decisions.tells().stream()
                .map(tell ->
                        (tell.notifier().equals(ANNA) ? "anna" : "boris") + " " + kind(tell) + " " + severity(tell))
                .toList();
    }

    static List<Reason> reasons(Decisions decisions) {
        return decisions.holds().stream().map(Decision.Hold::reason).toList();
    }

    static Kind kind(Tell tell) {
        return tell.notification().kind();
    }

    static Severity severity(Tell tell) {
        return tell.notification().severity();
    }
}
