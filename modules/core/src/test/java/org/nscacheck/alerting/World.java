/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.nscacheck.Status;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * One check, its parent, two recipients and people who edit policies, all at random from a seed. It keeps what it did in plain
 * fields, from which the {@link Oracle} reckons without the classes under test.
 */
final class World {

    static final ServerId ANNA = Scene.ANNA;
    static final ServerId BORIS = Scene.BORIS;
    private static final Weekly NIGHT = daily(22, 6);
    private static final Weekly NOON = daily(12, 13);
    private static final Weekly WORK = daily(8, 18);

    final Random random;
    Instant now;
    Condition condition;
    boolean touched = true;
    boolean parentMoved;

    // Policies in plain words.
    boolean routed = true;
    int delay;
    int reminder;
    int recoverAfter = 1;
    boolean flapDetection;
    int escalateAfter;
    boolean failuresOnly;
    boolean atWorkOnly;
    Instant silentFrom = Instant.EPOCH;
    Instant silentTo = Instant.EPOCH;
    boolean noonWindow;
    Instant windowTo = Instant.EPOCH;
    boolean annaSleeps;
    boolean failuresWakeAnna;
    boolean depends;
    int confirm;
    final Set<ServerId> exist = new java.util.HashSet<>(Set.of(ANNA, BORIS));
    boolean annaOn = true;
    Status parent = Status.OK;
    Instant parentSince;
    Instant parentResultAt;
    Acknowledgement given;
    boolean unacknowledged;

    World(long seed) {
        random = new Random(seed);
        now = Scene.MONDAY.plusSeconds(random.nextInt(86400));
        parentSince = now.minus(Duration.ofDays(1));
        parentResultAt = now;
        condition = new Condition(Status.OK, now, now, "", 1, false, Map.of());
        for (int i = 0; i < 6; i++) {
            editPolicies();
        }
    }

    private static Weekly daily(int from, int to) {
        return new Weekly(Set.of(DayOfWeek.values()), LocalTime.of(from, 0), LocalTime.of(to, 0), ZoneOffset.UTC);
    }

    /** Something happens. */
    void happen() {
        int dice = random.nextInt(100);
        if (dice < 55) {
            result();
        } else if (dice < 63) {
            beat();
        } else if (dice < 73) {
            editPolicies();
        } else if (dice < 81) {
            silence();
        } else if (dice < 90) {
            acknowledge();
        } else if (dice < 93) {
            condition = Condition.ended(Condition.End.PAUSED, now);
            touched = true;
        } else {
            recipients();
        }
    }

    private void result() {
        Status[] all = {Status.OK, Status.OK, Status.WARNING, Status.CRITICAL, Status.UNKNOWN};
        Status next = random.nextInt(3) == 0 ? condition.status() : all[random.nextInt(all.length)];
        Instant since = next == condition.status() ? condition.since() : now;
        int good = next == Status.OK ? (condition.isEnded() ? 1 : condition.goodRuns() + 1) : 0;
        boolean persistent = next != Status.OK && random.nextInt(6) == 0;
        condition = new Condition(next, since, now, "m", good, persistent, Map.of());
        touched = true;
    }

    private void beat() {
        Status next = random.nextInt(3) == 0 ? Status.CRITICAL : Status.OK;
        parentSince = next == parent ? parentSince : now;
        parentResultAt = now;
        parent = next;
        parentMoved = true;
    }

    void editPolicies() {
        touched = true;
        switch (random.nextInt(13)) {
            case 0 -> routed = random.nextInt(4) > 0;
            case 1 -> delay = random.nextInt(2) * 10;
            case 2 -> reminder = random.nextInt(2) * 60;
            case 3 -> recoverAfter = 1 + 2 * random.nextInt(2);
            case 4 -> flapDetection = random.nextBoolean();
            case 5 -> escalateAfter = random.nextInt(2) * 20;
            case 6 -> failuresOnly = random.nextBoolean();
            case 7 -> atWorkOnly = random.nextInt(3) == 0;
            case 8 -> noonWindow = random.nextBoolean();
            case 9 -> annaSleeps = random.nextBoolean();
            case 10 -> failuresWakeAnna = random.nextBoolean();
            case 11 -> depends = random.nextBoolean();
            default -> confirm = random.nextInt(2) * 5;
        }
    }

    private void silence() {
        touched = true;
        if (random.nextInt(3) == 0) {
            windowTo = now.plusSeconds(60L * (1 + random.nextInt(120)));
        } else if (random.nextInt(4) == 0) {
            silentTo = now;
        } else {
            silentFrom = now.plusSeconds(60L * random.nextInt(20));
            silentTo = silentFrom.plusSeconds(60L * (1 + random.nextInt(180)));
        }
    }

    private void acknowledge() {
        touched = true;
        if (random.nextInt(4) == 0) {
            unacknowledged = true;
        } else if (condition.isBad()) {
            Instant until = random.nextBoolean() ? null : now.plusSeconds(60L * (1 + random.nextInt(90)));
            given = new Acknowledgement("anna | , ;", "it's known: 100 %", now, until, condition.severity());
        }
    }

    private void recipients() {
        touched = true;
        ServerId one = random.nextBoolean() ? ANNA : BORIS;
        if (random.nextBoolean()) {
            annaOn = !annaOn;
        } else if (!exist.remove(one)) {
            exist.add(one);
        }
    }

    /** Ends all that holds anything back, and moves on to where nothing of it has an echo. */
    void calm() {
        silentTo = now;
        windowTo = now;
        noonWindow = false;
        annaSleeps = false;
        atWorkOnly = false;
        depends = false;
        annaOn = true;
        unacknowledged = true;
        recoverAfter = 1;
        delay = 0;
        touched = true;
    }

    Policies policies() {
        List<Recipient> recipients = new ArrayList<>();
        exist.forEach(id -> recipients.add(new Recipient(id, "r", id.equals(BORIS) || annaOn)));
        Policies policies = Policies.NONE
                .with(recipients, routed ? List.of(route()) : List.of())
                .withQuietHours(annaSleeps ? List.of(quiet()) : List.of());
        List<Window> windows = new ArrayList<>();
        if (noonWindow) {
            windows.add(new Window("noon", Match.ALL, NOON));
        }
        if (windowTo.isAfter(Instant.EPOCH)) {
            windows.add(new Window("once", Match.check("d*k"), new Times.Once(Instant.EPOCH, windowTo)));
        }
        List<Silence> silences = silentTo.isAfter(silentFrom)
                ? List.of(new Silence(Match.ALL, silentFrom, silentTo, "r", "b"))
                : List.of();
        Dependency dependency =
                new Dependency(Match.ALL, Scene.PARENT, Duration.ofMinutes(confirm), Duration.ofMinutes(30));
        return policies.withWindows(windows)
                .withSilences(silences)
                .withDependencies(depends ? List.of(dependency) : List.of());
    }

    private QuietHours quiet() {
        return new QuietHours(ANNA, NIGHT, failuresWakeAnna ? Severity.FAILURE : null);
    }

    private Route route() {
        Set<Severity> severities = failuresOnly ? Set.of(Severity.FAILURE) : Set.of(Severity.WARNING, Severity.FAILURE);
        FlapLimits flaps = new FlapLimits(flapDetection, 4, 1, Duration.ofMinutes(60));
        Duration after = Duration.ofMinutes(Math.max(1, escalateAfter));
        return new Route(
                1,
                "one",
                new RouteMatch(Match.ALL, severities, atWorkOnly ? WORK : null),
                List.of(ANNA),
                false,
                new Holds(
                        Duration.ofMinutes(delay),
                        Duration.ofMinutes(reminder),
                        recoverAfter,
                        Duration.ZERO,
                        false,
                        flaps),
                new Escalation(after, escalateAfter > 0 ? List.of(BORIS) : List.of()));
    }

    Context context() {
        Map<SubjectKey, Parent> parents = new HashMap<>();
        Subject heartbeat = new Subject(
                Scene.PARENT,
                "",
                "h",
                new CheckKey(CheckKey.HEARTBEAT),
                "beat",
                Set.of(),
                Scene.subject("p", 9).identity());
        parents.put(
                heartbeat.id(),
                new Parent(heartbeat, new Condition(parent, parentSince, parentResultAt, "", 1, false, Map.of())));
        return new Context(policies(), parents, Map.of(), now);
    }
}
