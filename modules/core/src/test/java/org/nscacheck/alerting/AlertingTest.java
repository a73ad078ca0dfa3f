/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.BORIS;
import static org.nscacheck.alerting.Scene.MONDAY;
import static org.nscacheck.alerting.Scene.patient;
import static org.nscacheck.alerting.Scene.reasons;
import static org.nscacheck.alerting.Scene.reminding;
import static org.nscacheck.alerting.Scene.words;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.notification.Severity;

/** What is told on a change, and again. */
class AlertingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Scene scene = new Scene();

    @Test
    void tellsEachChangeOnceAndTheRecovery() {
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).containsExactly("anna PROBLEM WARNING");
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).isEmpty();
        assertThat(reasons(scene.last)).containsExactly(Reason.UNCHANGED);
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.resultAfter(MINUTE, Status.UNKNOWN))).isEmpty();
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).containsExactly("anna PROBLEM WARNING");
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).isEmpty();
    }

    @Test
    void saysInTheTextWhatHowLongAndWhy() {
        scene.resultAfter(MINUTE, Status.CRITICAL);
        assertThat(scene.last.tells().get(0).notification().text()).isEqualTo("disk on web1 is CRITICAL: message");
        assertThat(scene.last.tells().get(0).reason()).isEqualTo("the problem is new to it (route 'all')");
        assertThat(scene.last.tells().get(0).notification().metadata())
                .containsEntry("status", "CRITICAL")
                .containsEntry("check", "app.disk");

        scene.resultAfter(Duration.ofMinutes(12), Status.OK);
        assertThat(scene.last.tells().get(0).notification().text())
                .isEqualTo("disk on web1 is OK again after 12m: message");
    }

    @Test
    void isSilentAboutTheFirstGoodResultOfANewCheck() {
        assertThat(scene.last.decisions()).isEmpty();
        assertThat(scene.last.next().words()).isEmpty();
        assertThat(scene.last.lookAgainAt()).isNull();
    }

    @Test
    void tellsTheFirstGoodResultIfTheRouteAsksForIt() {
        Holds okayFirst = new Holds(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, true, FlapLimits.OFF);
        scene.routes(patient(okayFirst));

        assertThat(words(scene.look())).containsExactly("anna EVENT OKAY");
        assertThat(words(scene.look())).isEmpty();
    }

    @Test
    void tellsEachResultOfAPersistentRuleOnce() {
        assertThat(words(scene.result(Status.WARNING, true))).containsExactly("anna PROBLEM WARNING");
        assertThat(words(scene.look())).isEmpty();
        scene.pass(Duration.ofNanos(1000));
        assertThat(words(scene.result(Status.WARNING, true))).containsExactly("anna REMINDER WARNING");
        scene.pass(MINUTE);
        assertThat(words(scene.result(Status.OK, true))).containsExactly("anna RECOVERY OKAY");
        scene.pass(MINUTE);
        assertThat(words(scene.result(Status.OK, true))).containsExactly("anna EVENT OKAY");
    }

    @Test
    void remindsAtTheIntervalOfTheRoute() {
        scene.routes(patient(reminding(Duration.ofHours(1))));
        scene.result(Status.CRITICAL);

        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(Duration.ofHours(1)));
        assertThat(scene.look().lookAgainAt()).isEqualTo(MONDAY.plus(Duration.ofHours(1)));
        assertThat(words(scene.lookAfter(Duration.ofMinutes(59)))).isEmpty();
        assertThat(words(scene.lookAfter(MINUTE))).containsExactly("anna REMINDER FAILURE");
        assertThat(scene.last.tells().get(0).notification().text()).contains("is still CRITICAL after 1h");
        assertThat(words(scene.look())).isEmpty();
        assertThat(words(scene.lookAfter(Duration.ofHours(1)))).containsExactly("anna REMINDER FAILURE");
    }

    @Test
    void neverRemindsUnlessAsked() {
        scene.result(Status.CRITICAL);

        assertThat(scene.look().lookAgainAt()).isNull();
        assertThat(words(scene.lookAfter(Duration.ofDays(400)))).isEmpty();
    }

    @Test
    void waitsForSoManyGoodResultsBeforeItTellsARecovery() {
        scene.routes(patient(new Holds(Duration.ZERO, Duration.ZERO, 3, Duration.ZERO, false, FlapLimits.OFF)));
        scene.result(Status.CRITICAL);

        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.RECOVERING);
        assertThat(scene.last.awaitsResult()).isTrue();
        assertThat(scene.last.holds().get(0).sentence())
                .isEqualTo("not sent: good for 1 results of 3 that make a recovery");
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).isEmpty();
        scene.resultAfter(MINUTE, Status.OK);
        scene.resultAfter(MINUTE, Status.OK);
        assertThat(words(scene.last)).isEmpty();
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
        assertThat(scene.last.tells().get(0).notification().text()).contains("OK again after 5m");
    }

    @Test
    void waitsBeforeTheFirstWordOfAProblem() {
        scene.routes(patient(new Holds(Duration.ofMinutes(5), Duration.ZERO, 1, Duration.ZERO, false, FlapLimits.OFF)));
        scene.result(Status.WARNING);

        assertThat(reasons(scene.last)).containsExactly(Reason.NOT_LONG_ENOUGH);
        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(Duration.ofMinutes(5)));
        scene.resultAfter(Duration.ofMinutes(4), Status.CRITICAL);
        assertThat(words(scene.last)).isEmpty();
        assertThat(words(scene.lookAfter(MINUTE))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).containsExactly("anna PROBLEM WARNING");
    }

    @Test
    void tellsNobodyTheRecoveryOfWhatHeWasNeverTold() {
        scene.routes(patient(new Holds(Duration.ofMinutes(5), Duration.ZERO, 1, Duration.ZERO, false, FlapLimits.OFF)));
        scene.result(Status.CRITICAL);

        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.NEVER_TOLD);
        assertThat(scene.look().decisions()).isEmpty();
        scene.resultAfter(MINUTE, Status.CRITICAL);
        assertThat(scene.last.lookAgainAt())
                .as("the delay begins again")
                .isEqualTo(scene.now.plus(Duration.ofMinutes(5)));
    }

    @Test
    void owesNothingToARecipientWhoseRouteIsRemoved() {
        scene.result(Status.CRITICAL);
        scene.routes(Route.to(BORIS));

        assertThat(words(scene.look())).containsExactly("boris PROBLEM FAILURE");
        assertThat(reasons(scene.last)).containsExactly(Reason.NO_ROUTE);
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("boris RECOVERY OKAY");
    }

    @Test
    void tellsTheStateToARecipientWhoseRouteComesBack() {
        scene.result(Status.CRITICAL);
        scene.routes();
        scene.resultAfter(MINUTE, Status.OK);
        scene.routes(Route.to(ANNA));

        assertThat(words(scene.look())).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void forgetsARecipientThatIsRemoved() {
        scene.result(Status.CRITICAL);
        scene.policies = scene.policies.with(List.of(new Recipient(BORIS, "boris", true)), scene.policies.routes());

        assertThat(scene.look().decisions()).isEmpty();
        assertThat(scene.memory.words()).isEmpty();
        assertThat(scene.resultAfter(MINUTE, Status.OK).decisions()).isEmpty();
    }

    @Test
    void tellsARecipientThatIsSwitchedOnAgainWhatIsSoThen() {
        scene.result(Status.CRITICAL);
        List<Route> routes = scene.policies.routes();
        scene.policies = scene.policies.with(List.of(new Recipient(ANNA, "anna", false)), routes);
        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.RECIPIENT_OFF);
        scene.policies = scene.policies.with(List.of(new Recipient(ANNA, "anna", true)), routes);

        assertThat(words(scene.look())).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void saysOkayWhenACheckIsDeletedWhileItIsBad() {
        scene.routes(patient(new Holds(Duration.ZERO, Duration.ZERO, 9, Duration.ZERO, false, FlapLimits.OFF)));
        scene.result(Status.CRITICAL);
        scene.pass(MINUTE);
        scene.condition = Condition.ended(Condition.End.DELETED, scene.now);

        assertThat(words(scene.look())).containsExactly("anna RECOVERY OKAY");
        assertThat(scene.last.tells().get(0).notification().text())
                .isEqualTo("disk on web1 is no longer a problem: the check was deleted");
        assertThat(scene.memory.isSettled()).isTrue();
    }

    @Test
    void saysOkayWhenACheckIsPausedOrDeactivatedAndTellsTheProblemAgainLater() {
        scene.result(Status.CRITICAL);
        for (Condition.End end : List.of(Condition.End.PAUSED, Condition.End.DEACTIVATED)) {
            scene.pass(MINUTE);
            scene.condition = Condition.ended(end, scene.now);
            assertThat(words(scene.look())).containsExactly("anna RECOVERY OKAY");
            assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        }
    }

    @Test
    void saysOkayWhenARuleIsEditedWhileItIsBad() {
        scene.result(Status.WARNING);

        assertThat(words(scene.result(Status.OK))).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void tellsGoodStatesAsASignOfLifeEachAtItsOwnMoment() {
        Holds refreshing = new Holds(Duration.ZERO, Duration.ZERO, 1, Duration.ofHours(1), false, FlapLimits.OFF);
        Scene other = new Scene();
        long moment = -1;
        for (int id = 1; id <= 3; id++) {
            Subject subject = Scene.subject("one", id);
            Context context = new Context(other.routes(patient(refreshing)).policies, MONDAY);
            Decisions first = Alerting.decide(subject, other.condition, context, AlertMemory.EMPTY);
            assertThat(first.lookAgainAt()).isAfter(MONDAY).isBeforeOrEqualTo(MONDAY.plus(Duration.ofHours(1)));
            Context then = new Context(other.policies, first.lookAgainAt());
            Decisions second = Alerting.decide(subject, other.condition, then, first.next());
            assertThat(words(second)).containsExactly("anna EVENT OKAY");
            assertThat(second.lookAgainAt()).isEqualTo(first.lookAgainAt().plus(Duration.ofHours(1)));
            assertThat(Alerting.decide(subject, other.condition, then, second.next())
                            .tells())
                    .isEmpty();
            assertThat(first.lookAgainAt().toEpochMilli()).isNotEqualTo(moment);
            moment = first.lookAgainAt().toEpochMilli();
        }
    }

    @Test
    void passesEventsFromOutsideOnByTheSameRules() {
        Subject outside = Subject.of(new org.nscacheck.notification.Identity("db9", "cpu", "0", "load", ""));
        Condition bad = new Condition(Status.WARNING, MONDAY, MONDAY, "high", 0, false, java.util.Map.of());
        Decisions told = Alerting.decide(outside, bad, new Context(scene.policies, MONDAY), AlertMemory.EMPTY);

        assertThat(words(told)).containsExactly("anna PROBLEM WARNING");
        assertThat(told.tells().get(0).notification().identity()).isEqualTo(outside.identity());
        assertThat(Subject.of(outside.identity())).isEqualTo(outside);
        assertThat(told.tells().get(0).notification().severity()).isEqualTo(Severity.WARNING);
    }
}
