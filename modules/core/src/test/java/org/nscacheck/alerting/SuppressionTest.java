/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.alerting.Scene.ANNA;
import static org.nscacheck.alerting.Scene.MONDAY;
import static org.nscacheck.alerting.Scene.PARENT;
import static org.nscacheck.alerting.Scene.patient;
import static org.nscacheck.alerting.Scene.reasons;
import static org.nscacheck.alerting.Scene.reminding;
import static org.nscacheck.alerting.Scene.words;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.check.CheckKey;
import org.nscacheck.notification.Severity;

/** What holds a subject back, and that nothing is lost by it. */
class SuppressionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Scene scene = new Scene();

    @Test
    void saysWhoSilencedUntilWhenAndWhy() {
        scene.silenced(HOUR).result(Status.CRITICAL);

        assertThat(reasons(scene.last)).containsExactly(Reason.SILENCED);
        assertThat(scene.last.holds().get(0).sentence())
                .isEqualTo("not sent: silenced until 2026-03-02 11:00 UTC by anna (deploy)");
        assertThat(scene.last.holds().get(0).until()).isEqualTo(MONDAY.plus(HOUR));
    }

    @Test
    void tellsAProblemThatOutlivesTheSilenceAtItsEnd() {
        scene.silenced(HOUR).result(Status.CRITICAL);

        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(HOUR));
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void tellsARecoveryWithinASilenceAtItsEndIfTheProblemWasTold() {
        scene.result(Status.CRITICAL);
        scene.silenced(HOUR).resultAfter(MINUTE, Status.OK);

        assertThat(words(scene.last)).isEmpty();
        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(HOUR));
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void tellsNothingOfAProblemThatBeganAndEndedWithinASilence() {
        scene.silenced(HOUR).result(Status.CRITICAL);
        scene.resultAfter(MINUTE, Status.OK);

        assertThat(reasons(scene.last)).containsExactly(Reason.NEVER_TOLD);
        assertThat(words(scene.lookAfter(HOUR))).isEmpty();
    }

    @Test
    void tellsNothingWhenTheStateAfterTheSilenceIsTheOneThatWasTold() {
        scene.result(Status.CRITICAL);
        scene.silenced(HOUR).resultAfter(MINUTE, Status.OK);
        scene.resultAfter(MINUTE, Status.CRITICAL);

        assertThat(words(scene.lookAfter(HOUR))).isEmpty();
        assertThat(reasons(scene.last)).containsExactly(Reason.UNCHANGED);
    }

    @Test
    void holdsMissingValuesAndPersistentRulesInASilenceLikeAnythingElse() {
        scene.silenced(HOUR);
        scene.condition = new Condition(
                Status.UNKNOWN, MONDAY, MONDAY, "no value for 2 minutes", 0, true, Map.of("missing", true));
        assertThat(reasons(scene.look())).containsExactly(Reason.SILENCED);
        scene.pass(MINUTE);
        assertThat(words(scene.result(Status.UNKNOWN, true))).isEmpty();
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void namesTheSilenceThatEndsLast() {
        Silence first = new Silence(Match.ALL, MONDAY, MONDAY.plus(MINUTE), "short", "anna");
        Silence second = new Silence(Match.check("d?sk"), MONDAY, MONDAY.plus(HOUR), "long", "boris");
        Silence other = new Silence(Match.check("cpu*"), MONDAY, MONDAY.plus(Duration.ofDays(9)), "other", "anna");
        scene.policies = scene.policies.withSilences(List.of(first, second, other));

        assertThat(scene.result(Status.CRITICAL).holds().get(0).sentence()).contains("11:00 UTC by boris (long)");
    }

    @Test
    void remindsNobodyDuringASilence() {
        scene.routes(patient(reminding(MINUTE)));
        scene.result(Status.CRITICAL);
        scene.silenced(HOUR);

        assertThat(reasons(scene.lookAfter(Duration.ofMinutes(5)))).containsExactly(Reason.SILENCED);
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna REMINDER FAILURE");
    }

    @Test
    void tellsNobodyDuringMaintenanceAndTheStateAfterIt() {
        Weekly night = new Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(10, 0), LocalTime.of(12, 0), ZoneId.of("UTC"));
        scene.policies = scene.policies.withWindows(List.of(new Window("patch day", Match.ALL, night)));
        scene.result(Status.CRITICAL);

        assertThat(reasons(scene.last)).containsExactly(Reason.MAINTENANCE);
        assertThat(scene.last.holds().get(0).sentence())
                .isEqualTo("not sent: maintenance until 2026-03-02 12:00 UTC (patch day)");
        assertThat(words(scene.lookAfter(Duration.ofMinutes(119)))).isEmpty();
        assertThat(words(scene.lookAfter(MINUTE))).containsExactly("anna PROBLEM FAILURE");
    }

    private void acknowledge(Duration length, Severity severity) {
        Acknowledgement given = new Acknowledgement(
                "anna", "on it", scene.now, length == null ? null : scene.now.plus(length), severity);
        scene.memory = scene.memory.with(given);
    }

    @Test
    void remindsNobodyOfAnAcknowledgedProblemUntilItIsClearAndThenIsArmedAgain() {
        scene.routes(patient(reminding(MINUTE)));
        scene.result(Status.CRITICAL);
        acknowledge(null, Severity.FAILURE);

        assertThat(reasons(scene.lookAfter(HOUR))).containsExactly(Reason.ACKNOWLEDGED);
        assertThat(scene.last.holds().get(0).sentence())
                .isEqualTo("not sent: acknowledged until it is clear by anna (on it)");
        assertThat(words(scene.resultAfter(MINUTE, Status.WARNING))).isEmpty();
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
        assertThat(scene.memory.acknowledgement()).isNull();
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.lookAfter(MINUTE))).containsExactly("anna REMINDER FAILURE");
    }

    @Test
    void remindsOnceWhenAnAcknowledgementExpires() {
        scene.result(Status.CRITICAL);
        acknowledge(HOUR, Severity.FAILURE);
        scene.lookAfter(MINUTE);

        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(HOUR));
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna REMINDER FAILURE");
        assertThat(scene.last.tells().get(0).reason()).contains("the acknowledgement has expired");
        assertThat(words(scene.lookAfter(HOUR))).isEmpty();
    }

    @Test
    void tellsAStateThatIsWorseThanTheAcknowledgedOne() {
        scene.result(Status.WARNING);
        acknowledge(null, Severity.WARNING);

        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(scene.memory.acknowledgement()).isNull();
    }

    @Test
    void keepsAnAcknowledgementThroughAGoodResultThatMakesNoRecoveryYet() {
        scene.routes(patient(new Holds(Duration.ZERO, MINUTE, 2, Duration.ZERO, false, FlapLimits.OFF)));
        scene.result(Status.CRITICAL);
        acknowledge(null, Severity.FAILURE);
        scene.resultAfter(MINUTE, Status.OK);

        assertThat(reasons(scene.resultAfter(HOUR, Status.CRITICAL))).containsExactly(Reason.ACKNOWLEDGED);
    }

    private void dependsOnParent(Duration confirm) {
        scene.policies = scene.policies.withDependencies(List.of(new Dependency(Match.ALL, PARENT, confirm, HOUR)));
    }

    @Test
    void saysNothingOfAChildWhileItsParentIsDownAndWaitsForAFreshResultAfterwards() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.CRITICAL);
        scene.result(Status.CRITICAL);
        assertThat(reasons(scene.last)).containsExactly(Reason.PARENT_DOWN);
        assertThat(scene.last.holds().get(0).sentence()).isEqualTo("not sent: 'heartbeat' is down");
        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(Parents.POLL));

        scene.pass(MINUTE);
        scene.parent(Status.OK);
        assertThat(reasons(scene.look())).containsExactly(Reason.WAITING_FOR_FRESH_RESULT);
        assertThat(scene.last.awaitsResult()).isTrue();
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void saysNothingOfAChildThatIsGoodAgainAfterItsParentWasDown() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.CRITICAL);
        scene.result(Status.CRITICAL);
        scene.pass(MINUTE);
        scene.parent(Status.OK);
        scene.look();

        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.NEVER_TOLD);
    }

    @Test
    void holdsTheRecoveryOfAChildUntilItsParentIsUpAndAFreshResultIsThere() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.OK);
        scene.resultAfter(MINUTE, Status.CRITICAL);
        scene.pass(MINUTE);
        scene.parent(Status.CRITICAL);
        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.PARENT_DOWN);
        scene.pass(MINUTE);
        scene.parent(Status.OK);
        assertThat(reasons(scene.look())).containsExactly(Reason.WAITING_FOR_FRESH_RESULT);
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void waitsForAFreshResultNoLongerThanTheDependencySays() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.CRITICAL);
        scene.result(Status.CRITICAL);
        scene.parent(Status.OK);

        assertThat(scene.look().lookAgainAt()).isEqualTo(MONDAY.plus(HOUR));
        assertThat(words(scene.lookAfter(HOUR))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void asksTheParentFirstWhenAProblemIsNew() {
        dependsOnParent(Duration.ofMinutes(2));
        scene.parent(Status.OK);
        scene.resultAfter(MINUTE, Status.CRITICAL);
        assertThat(reasons(scene.last)).containsExactly(Reason.WAITING_FOR_PARENT);

        scene.pass(MINUTE);
        scene.parent(Status.CRITICAL);
        assertThat(reasons(scene.look())).containsExactly(Reason.PARENT_DOWN);
    }

    @Test
    void tellsANewProblemWhenTheParentAnswersThatItIsUpOrDoesNotAnswer() {
        dependsOnParent(Duration.ofMinutes(2));
        scene.parent(Status.OK);
        scene.resultAfter(MINUTE, Status.WARNING);
        scene.pass(MINUTE);
        scene.parent(Status.OK);
        assertThat(words(scene.look())).containsExactly("anna PROBLEM WARNING");

        scene.resultAfter(MINUTE, Status.CRITICAL);
        assertThat(words(scene.last)).isEmpty();
        assertThat(words(scene.lookAfter(Duration.ofMinutes(2)))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void doesNotCountAWarningOfTheParentAsDown() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.WARNING);

        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void holdsNobodyByDependenciesInACircle() {
        Subject parent = new Subject(PARENT, "", "h", new CheckKey("app.db"), "db", Set.of(), scene.subject.identity());
        scene.policies = scene.policies.withDependencies(List.of(
                new Dependency(Match.check("disk"), PARENT, Duration.ZERO, HOUR),
                new Dependency(Match.check("db"), scene.subject.check(), Duration.ZERO, HOUR)));
        scene.parents.put(
                parent.id(),
                new Parent(parent, new Condition(Status.CRITICAL, MONDAY, MONDAY, "", 0, false, Map.of())));

        assertThat(words(scene.result(Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void letsNoParentThatRunsNoMoreHoldItsChildren() {
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.CRITICAL);
        scene.parents.replaceAll(
                (key, parent) -> new Parent(parent.subject(), Condition.ended(Condition.End.PAUSED, MONDAY)));

        assertThat(words(scene.result(Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void neverLetsACheckDependOnItself() {
        Dependency heartbeat = Dependency.onHeartbeat(scene.subject.check());

        assertThat(heartbeat.isChild(scene.subject)).isFalse();
        assertThat(heartbeat.isChild(Scene.subject("other", 2))).isTrue();
    }

    @Test
    void leavesARecipientAloneInItsQuietHoursAndTellsTheStateAtTheirEnd() {
        quiet(null);
        assertThat(reasons(scene.result(Status.CRITICAL))).containsExactly(Reason.QUIET_HOURS);
        assertThat(scene.last.holds().get(0).sentence()).isEqualTo("not sent: quiet hours until 2026-03-02 13:00 UTC");
        assertThat(words(scene.lookAfter(Duration.ofHours(3)))).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void letsBreakThroughQuietHoursWhatIsBadEnoughAndAllThatFollowsFromIt() {
        quiet(Severity.FAILURE);
        assertThat(reasons(scene.result(Status.WARNING))).containsExactly(Reason.QUIET_HOURS);
        assertThat(words(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly("anna PROBLEM FAILURE");
        assertThat(words(scene.resultAfter(MINUTE, Status.OK))).containsExactly("anna RECOVERY OKAY");
    }

    @Test
    void holdsTheRecoveryOfAWarningInQuietHours() {
        scene.result(Status.WARNING);
        quiet(Severity.FAILURE);

        assertThat(reasons(scene.resultAfter(MINUTE, Status.OK))).containsExactly(Reason.QUIET_HOURS);
        assertThat(words(scene.lookAfter(Duration.ofHours(3)))).containsExactly("anna RECOVERY OKAY");
    }

    private void quiet(Severity breaksThrough) {
        Weekly noon = new Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(13, 0), ZoneId.of("UTC"));
        scene.policies = scene.policies.withQuietHours(List.of(new QuietHours(ANNA, noon, breaksThrough)));
    }

    @Test
    void holdsAStateThatChangesTooOftenUntilItIsSteady() {
        FlapLimits limits = new FlapLimits(true, 4, 1, Duration.ofMinutes(30));
        scene.routes(patient(new Holds(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, false, limits)));
        for (Status status : List.of(Status.CRITICAL, Status.OK, Status.CRITICAL)) {
            assertThat(words(scene.resultAfter(MINUTE, status))).hasSize(1);
        }
        scene.resultAfter(MINUTE, Status.OK);
        assertThat(scene.last.tells().get(0).notification().text()).contains("It is flapping");
        assertThat(reasons(scene.resultAfter(MINUTE, Status.CRITICAL))).containsExactly(Reason.FLAPPING);
        assertThat(scene.last.holds().get(0).sentence()).startsWith("not sent: flapping, 5 changes in 30m");

        assertThat(scene.last.lookAgainAt()).isEqualTo(MONDAY.plus(Duration.ofMinutes(34)));
        scene.now = scene.last.lookAgainAt();
        assertThat(words(scene.look())).containsExactly("anna PROBLEM FAILURE");
    }

    @Test
    void saysOkayForADeletedCheckThoughItFlappedOrItsParentIsDown() {
        FlapLimits limits = new FlapLimits(true, 2, 0, Duration.ofMinutes(30));
        scene.routes(patient(new Holds(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, false, limits)));
        scene.resultAfter(MINUTE, Status.WARNING);
        scene.resultAfter(MINUTE, Status.CRITICAL);
        dependsOnParent(Duration.ZERO);
        scene.parent(Status.CRITICAL);
        scene.pass(MINUTE);
        scene.condition = Condition.ended(Condition.End.DELETED, scene.now);

        assertThat(words(scene.look())).containsExactly("anna RECOVERY OKAY");
    }
}
