/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.BORIS;
import static org.nscacheck.alerting.Scene.MONDAY;
import static org.nscacheck.alerting.Scene.reasons;
import static org.nscacheck.alerting.Scene.words;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/** Who is told, and who is told if nobody reacts. */
class RoutesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Weekly MORNING =
            new Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(11, 0), ZoneId.of("UTC"));

    private final Scene scene = new Scene();

    private static Route route(int position, RouteMatch when, boolean stop, ServerId... to) {
        return new Route(position, "r" + position, when, List.of(to), stop, Holds.NONE, Escalation.NONE);
    }

    private static RouteMatch severe(Severity severity) {
        return new RouteMatch(Match.ALL, Set.of(severity), null);
    }

    private static Route escalating(Duration delay) {
        return new Route(
                0,
                "on call",
                RouteMatch.ALL,
                List.of(ANNA),
                false,
                new Holds(delay, Duration.ZERO, 1, Duration.ZERO, false, FlapLimits.OFF),
                new Escalation(Duration.ofMinutes(15), List.of(BORIS)));
    }

    @Test
    void asksRoutesByTheirPositionUntilOneStops() {
        scene.routes(route(2, RouteMatch.ALL, false, BORIS), route(1, RouteMatch.ALL, true, ANNA));
        assertThat(words(scene.result(Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");

        scene.routes(route(2, RouteMatch.ALL, true, BORIS), route(1, RouteMatch.ALL, false, ANNA));
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING)))
                .containsExactlyInAnyOrder("anna PROBLEM WARNING", "boris PROBLEM WARNING");
    }

    @Test
    void matchesPartsOfTheIdentityTagsAndChecksByGlobs() {
        Subject disk = scene.subject;
        assertThat(new Match(new Identity("w?b*", "app.*", "", "check", ""), "", "").matches(disk))
                .isTrue();
        assertThat(new Match(new Identity("db*", "", "", "", ""), "", "").matches(disk))
                .isFalse();
        assertThat(new Match(new Identity("", "", "x", "", ""), "", "").matches(disk))
                .isFalse();
        assertThat(new Match(new Identity("", "", "", "metric", ""), "", "").matches(disk))
                .isFalse();
        assertThat(new Match(new Identity("", "", "", "", "x"), "", "").matches(disk))
                .isFalse();
        assertThat(Match.check("app.d*").matches(disk)).isTrue();
        assertThat(Match.check("disk").matches(disk)).isTrue();
        assertThat(Match.check("Disk").matches(disk)).isFalse();
        assertThat(new Match(Match.ALL.identity(), "", "pr?d").matches(disk)).isTrue();
        assertThat(new Match(Match.ALL.identity(), "", "test").matches(disk)).isFalse();
    }

    @Test
    void leadsOnlyTheSeveritiesOfARouteButAllThatFollowsFromThem() {
        scene.routes(route(1, severe(Severity.FAILURE), false, ANNA));
        assertThat(words(scene.result(Status.WARNING))).isEmpty();
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).containsExactly("anna PROBLEM WARNING");
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).isEmpty();
    }

    @Test
    void leadsOnlyAtTheTimesOfARouteAndFollowsUpAtAnyTime() {
        scene.routes(route(1, new RouteMatch(Match.ALL, Set.of(Severity.FAILURE), MORNING), false, ANNA));
        assertThat(words(scene.result(Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.resultAfter(Duration.ofHours(2), Status.OK))).containsExactly("anna RECOVERY OKAY");

        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).isEmpty();
        assertThat(scene.last.lookAgainAt()).isEqualTo("2026-03-09T08:00:00Z");
        scene.now = scene.last.lookAgainAt();
        assertThat(words(scene.look())).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void escalatesToOthersWhatNobodyAcknowledgesAndTellsThemTheRecovery() {
        scene.routes(escalating(Duration.ZERO));
        assertThat(words(scene.result(Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(reasons(scene.last)).containsExactly(Reason.NOT_YET_ESCALATED);
        assertThat(scene.last.holds().get(0).sentence())
                .isEqualTo("not sent: escalates at 2026-03-02 10:15 UTC unless acknowledged");
        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(Duration.ofMinutes(15)));

        assertThat(words(scene.lookAfter(Duration.ofMinutes(15)))).containsExactly("boris ESCALATION FAILURE");
        assertThat(scene.last.tells().get(0).notification().text()).contains("CRITICAL for 15m, not acknowledged");
        assertThat(words(scene.resultAfter(MINUTE, Status.OK)))
                .containsExactlyInAnyOrder("anna RECOVERY OKAY", "boris RECOVERY OKAY");
    }

    @Test
    void escalatesNothingThatIsAcknowledgedOrGoodInTime() {
        scene.routes(escalating(Duration.ZERO));
        scene.result(Status.CRITICAL);
        scene.memory = scene.memory.with(new Acknowledgement("anna", "", scene.now, null, Severity.FAILURE));
        assertThat(words(scene.lookAfter(Duration.ofHours(1)))).isEmpty();
        scene.memory = scene.memory.with(null);
        assertThat(words(scene.look())).as("the time begins again").isEmpty();
        assertThat(words(scene.lookAfter(Duration.ofMinutes(14)))).isEmpty();
        assertThat(words(scene.resultAfter(MINUTE.minusSeconds(1), Status.OK))).containsExactly("anna RECOVERY OKAY");
        assertThat(words(scene.lookAfter(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void countsTheTimeToEscalationFromTheFirstWordOrTheEndOfASilence() {
        scene.routes(escalating(Duration.ofMinutes(5)));
        scene.silenced(Duration.ofHours(1)).result(Status.CRITICAL);
        assertThat(words(scene.lookAfter(Duration.ofHours(1)))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.lookAfter(Duration.ofMinutes(14)))).isEmpty();
        assertThat(words(scene.lookAfter(MINUTE))).containsExactly("boris ESCALATION FAILURE");
    }

    @Test
    void answersWhoWouldGetSomethingAndWhyNot() {
        Routes routes = new Routes(List.of(
                route(1, RouteMatch.of(Match.check("cpu*")), true, BORIS),
                route(2, severe(Severity.FAILURE), false, BORIS),
                route(3, new RouteMatch(Match.ALL, Set.of(Severity.WARNING), MORNING), true, ANNA),
                route(4, RouteMatch.ALL, false, BORIS)));

        List<Routes.Answer> answers = routes.whoWouldGet(scene.subject, Severity.WARNING, MONDAY);

        assertThat(answers).extracting(Routes.Answer::matches).containsExactly(false, false, true, false);
        assertThat(answers)
                .extracting(Routes.Answer::reason)
                .containsExactly(
                        "does not match: it is for check=cpu*",
                        "does not match: it is for [FAILURE], not WARNING",
                        "matches, later routes are not asked",
                        "not asked: 'r3' matches and stops");
        assertThat(answers.get(2).told()).containsExactly(ANNA);
        assertThat(routes.whoWouldGet(scene.subject, Severity.WARNING, MONDAY.plus(Duration.ofHours(1))))
                .extracting(Routes.Answer::reason)
                .contains("does not match: it is for mon 08:00-11:00 UTC");
    }

    @Test
    void matchesGlobsOfStarsAndQuestionMarks() {
        assertThat(new Glob("").matches("anything")).isTrue();
        assertThat(new Glob("*").matches("")).isTrue();
        assertThat(new Glob("a*b*c").matches("a1b2b3c")).isTrue();
        assertThat(new Glob("a*b*c").matches("a1b2b3")).isFalse();
        assertThat(new Glob("a?").matches("a")).isFalse();
        assertThat(new Glob("a.c").matches("abc")).as("no regular expression").isFalse();
        assertThat(new Glob("*a".repeat(50) + "b").matches("a".repeat(5000))).isFalse();
    }
}
