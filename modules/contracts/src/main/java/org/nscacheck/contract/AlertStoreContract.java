/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.AlertMemory;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decider;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Look;
import org.nscacheck.alerting.Match;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Policies;
import org.nscacheck.alerting.PolicyDecider;
import org.nscacheck.alerting.Reason;
import org.nscacheck.alerting.Recipient;
import org.nscacheck.alerting.Route;
import org.nscacheck.alerting.Silence;
import org.nscacheck.alerting.Subject;
import org.nscacheck.check.CheckId;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/** What decisions and screens rely on in an {@link AlertStore}. */
public interface AlertStoreContract {

    /** Returns the store, empty when a test begins. Its clock stands still. */
    AlertStore alerts();

    /** Returns the time of the store. */
    Instant alertsNow();

    /** Moves the store's clock ahead. */
    void passAlertTime(Duration time);

    /** Returns a notifier that exists. */
    ServerId notifier();

    /** Returns how many deliveries to it have been stored. */
    int deliveries();

    private static Subject subject(String name) {
        return Subject.of(new Identity("host", name, "", "check", ""));
    }

    private Condition condition(Status status) {
        return condition(status, false);
    }

    private Condition condition(Status status, boolean persistent) {
        int good = status == Status.OK ? 1 : 0;
        return new Condition(status, alertsNow(), alertsNow(), "message", good, persistent, Map.of("value", 1.5));
    }

    private Policies policies() {
        ServerId id = notifier();
        return Policies.NONE.with(List.of(new Recipient(id, "anna", true)), List.of(Route.to(id)));
    }

    private static Decider deciding(Policies policies) {
        PolicyDecider decider = new PolicyDecider();
        decider.use(policies);
        return decider;
    }

    /** Decides nothing and remembers what it was given. */
    final class Witness implements Decider {

        private final List<Open> seen = new ArrayList<>();
        private final Set<CheckId> asked;
        private final Decider decider = deciding(Policies.NONE);
        private Look look = new Look(Instant.EPOCH, List.of(), Map.of());

        private Witness(CheckId... asked) {
            this.asked = Set.of(asked);
        }

        @Override
        public Set<CheckId> parents() {
            return asked;
        }

        @Override
        public List<Decided> decide(Look given) {
            look = given;
            seen.addAll(given.open());
            return decider.decide(given);
        }
    }

    @Test
    default void asksNobodyWhenNothingIsDue() {
        Witness witness = new Witness();

        assertThat(alerts().decideDue(10, witness)).isZero();
        assertThat(witness.look.now()).isEqualTo(Instant.EPOCH);
    }

    @Test
    default void givesWhatIsDueOnceWithItsStateAndTheTime() {
        Condition bad = condition(Status.CRITICAL);
        alerts().observe(subject("a"), bad);
        Witness witness = new Witness();

        assertThat(alerts().decideDue(10, witness)).isEqualTo(1);
        assertThat(alerts().decideDue(10, witness)).isZero();
        assertThat(witness.seen).containsExactly(new Open(subject("a"), bad, AlertMemory.EMPTY));
        assertThat(witness.look.now()).isEqualTo(alertsNow());
    }

    @Test
    default void storesMemoryHistoryAndDeliveryTogether() {
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().decideDue(10, deciding(policies()));

        assertThat(deliveries()).isEqualTo(1);
        Noted row = alerts().history(null, 10).get(0);
        assertThat(row.subject()).isEqualTo(subject("a").id());
        assertThat(row.identity()).isEqualTo(subject("a").identity());
        assertThat(row.notifier()).isEqualTo(notifier());
        assertThat(row.at()).isEqualTo(alertsNow());
        assertThat(row.kind()).isEqualTo(Kind.PROBLEM);
        assertThat(row.reason()).isNull();
        assertThat(row.severity()).isEqualTo(Severity.FAILURE);
        assertThat(row.text()).contains("is CRITICAL: message");
        assertThat(alerts().open().get(0).memory().word(notifier()).severity()).isEqualTo(Severity.FAILURE);
    }

    @Test
    default void storesNothingIfDecidingFailsAndGivesItAgain() {
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        Decider dying = new Decider() {
            @Override
            public Set<CheckId> parents() {
                return Set.of();
            }

            @Override
            public List<Decided> decide(Look look) {
                deciding(policies()).decide(look);
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> alerts().decideDue(10, dying)).hasMessageContaining("killed");

        assertThat(deliveries()).isZero();
        assertThat(alerts().history(null, 10)).isEmpty();
        assertThat(alerts().decideDue(10, deciding(policies()))).isEqualTo(1);
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    default void isDueAgainAtTheTimeThatTheLastLookAskedFor() {
        Instant end = alertsNow().plus(Duration.ofHours(1));
        Silence silence = new Silence(Match.ALL, alertsNow(), end, "deploy", "anna");
        Decider decider = deciding(policies().withSilences(List.of(silence)));
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().decideDue(10, decider);
        passAlertTime(Duration.ofMinutes(59));
        assertThat(alerts().decideDue(10, decider)).isZero();
        passAlertTime(Duration.ofMinutes(1));

        assertThat(alerts().decideDue(10, decider)).isEqualTo(1);
        assertThat(alerts().history(null, 10)).extracting(Noted::reason).containsExactly(null, Reason.SILENCED);
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    default void notesThatSomethingIsHeldOnlyWhenTheReasonChanges() {
        Silence silence = new Silence(Match.ALL, alertsNow(), alertsNow().plus(Duration.ofHours(1)), "deploy", "anna");
        Decider decider = deciding(policies().withSilences(List.of(silence)));
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        for (int look = 0; look < 3; look++) {
            alerts().touchAll();
            assertThat(alerts().decideDue(10, decider)).isEqualTo(1);
        }

        assertThat(alerts().history(null, 10)).hasSize(1);
    }

    @Test
    default void isDueAfterAResultThatMayChangeADecisionOnly() {
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().decideDue(10, new Witness());

        alerts().observe(subject("a"), condition(Status.CRITICAL));
        assertThat(alerts().decideDue(10, new Witness())).isZero();
        alerts().observe(subject("a"), condition(Status.CRITICAL, true));
        assertThat(alerts().decideDue(10, new Witness())).isEqualTo(1);
        alerts().observe(subject("a"), condition(Status.WARNING));
        assertThat(alerts().decideDue(10, new Witness())).isEqualTo(1);
        alerts().observe(subject("a"), Condition.ended(Condition.End.DELETED, alertsNow()));
        assertThat(alerts().decideDue(10, new Witness())).isEqualTo(1);
    }

    @Test
    default void isDueAfterEachResultThatADecisionWaitsFor() {
        Dependency dependency =
                new Dependency(Match.check("*"), subject("parent").check(), Duration.ZERO, Duration.ofDays(1));
        Decider decider = deciding(policies().withDependencies(List.of(dependency)));
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().observe(subject("parent"), condition(Status.OK));
        alerts().decideDue(10, decider);
        assertThat(deliveries()).isZero();
        passAlertTime(Duration.ofMinutes(1));
        Open waiting = alerts().open().get(0);
        Condition same = waiting.condition();
        alerts().observe(
                        subject("a"),
                        new Condition(same.status(), same.since(), alertsNow(), "again", 0, false, Map.of()));

        assertThat(alerts().decideDue(10, decider)).isEqualTo(1);
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    default void givesTheStateOfTheParentsThatAreAskedFor() {
        alerts().observe(subject("parent"), condition(Status.WARNING));
        alerts().observe(subject("other"), condition(Status.WARNING));
        alerts().decideDue(10, new Witness());
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        Witness witness = new Witness(subject("parent").check(), CheckId.random());
        alerts().decideDue(10, witness);

        assertThat(witness.look.parents()).containsOnlyKeys(subject("parent").id());
        assertThat(witness.look.parents().values())
                .extracting(parent -> parent.condition().status())
                .containsExactly(Status.WARNING);
    }

    @Test
    default void givesNoMoreThanAskedForAndTheLongestDueFirst() {
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        passAlertTime(Duration.ofSeconds(1));
        alerts().observe(subject("b"), condition(Status.CRITICAL));
        Witness witness = new Witness();

        assertThat(alerts().decideDue(1, witness)).isEqualTo(1);
        assertThat(alerts().decideDue(1, witness)).isEqualTo(1);
        assertThat(witness.seen).extracting(Open::subject).containsExactly(subject("a"), subject("b"));
    }

    @Test
    default void forgetsADeletedSubjectWhenNobodyIsOwedAWord() {
        Instant end = alertsNow().plus(Duration.ofHours(1));
        Silence silence = new Silence(Match.ALL, alertsNow(), end, "deploy", "anna");
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().decideDue(10, deciding(policies()));
        alerts().observe(subject("a"), Condition.ended(Condition.End.DELETED, alertsNow()));
        Decider decider = deciding(policies().withSilences(List.of(silence)));
        alerts().decideDue(10, decider);
        assertThat(alerts().open()).hasSize(1);
        passAlertTime(Duration.ofHours(1));
        alerts().decideDue(10, decider);

        assertThat(deliveries()).isEqualTo(2);
        assertThat(alerts().open()).isEmpty();
        alerts().touchAll();
        assertThat(alerts().decideDue(10, decider)).isZero();
        assertThat(alerts().history(subject("a").id(), 10)).hasSize(3);
    }

    private Acknowledgement acknowledgement() {
        return new Acknowledgement("anna", "on it", alertsNow(), null, Severity.FAILURE);
    }

    @Test
    default void remembersWhoAcknowledgedAndLooksAtOnce() {
        alerts().observe(subject("a"), condition(Status.CRITICAL));
        alerts().decideDue(10, new Witness());

        assertThat(alerts().acknowledge(subject("a").id(), acknowledgement(), Samples.note()))
                .isTrue();
        Witness witness = new Witness();
        assertThat(alerts().decideDue(10, witness)).isEqualTo(1);
        assertThat(witness.seen.get(0).memory().acknowledgement()).isEqualTo(acknowledgement());

        assertThat(alerts().unacknowledge(subject("a").id(), Samples.note())).isTrue();
        assertThat(alerts().unacknowledge(subject("a").id(), Samples.note())).isFalse();
        alerts().decideDue(10, witness);
        assertThat(witness.seen.get(1).memory().acknowledgement()).isNull();
    }

    @Test
    default void acknowledgesNothingThatIsUnknownOrGood() {
        alerts().observe(subject("a"), condition(Status.OK));

        assertThat(alerts().acknowledge(subject("a").id(), acknowledgement(), Samples.note()))
                .isFalse();
        assertThat(alerts().acknowledge(subject("b").id(), acknowledgement(), Samples.note()))
                .isFalse();
        assertThat(alerts().unacknowledge(subject("b").id(), Samples.note())).isFalse();
    }

    @Test
    default void looksAtOneOrAllWhenTouched() {
        alerts().observe(subject("a"), condition(Status.OK));
        alerts().observe(subject("b"), condition(Status.OK));
        alerts().decideDue(10, new Witness());

        alerts().touch(subject("b").id());
        alerts().touch(subject("c").id());
        Witness witness = new Witness();
        alerts().decideDue(10, witness);
        assertThat(witness.seen).extracting(Open::subject).containsExactly(subject("b"));
        alerts().touchAll();
        assertThat(alerts().decideDue(10, witness)).isEqualTo(2);
    }

    @Test
    default void listsWhatIsBadAndWhatARecipientBelievesToBeBad() {
        alerts().observe(subject("good"), condition(Status.OK));
        alerts().observe(subject("told"), condition(Status.CRITICAL));
        alerts().decideDue(10, deciding(policies()));
        passAlertTime(Duration.ofSeconds(1));
        alerts().observe(subject("bad"), condition(Status.WARNING));
        alerts().observe(subject("told"), condition(Status.OK));

        assertThat(alerts().open())
                .extracting(Open::subject)
                .containsExactlyInAnyOrder(subject("bad"), subject("told"));
        alerts().decideDue(10, deciding(policies()));
        assertThat(alerts().open()).extracting(Open::subject).containsExactly(subject("bad"));
    }

    @Test
    default void givesTheNewestHistoryFirst() {
        for (String name : List.of("a", "b", "a")) {
            passAlertTime(Duration.ofSeconds(1));
            boolean isBad =
                    alerts().open().stream().anyMatch(open -> open.subject().equals(subject(name)));
            alerts().observe(subject(name), condition(isBad ? Status.OK : Status.CRITICAL));
            alerts().decideDue(10, deciding(policies()));
        }

        assertThat(alerts().history(subject("a").id(), 10))
                .extracting(Noted::kind)
                .containsExactly(Kind.RECOVERY, Kind.PROBLEM);
        assertThat(alerts().history(null, 2))
                .extracting(Noted::subject)
                .containsExactly(subject("a").id(), subject("b").id());
    }

    @Test
    default void neverDecidesOneSubjectTwiceAtTheSameTime() {
        for (int i = 0; i < 200; i++) {
            alerts().observe(subject("s" + i), condition(Status.CRITICAL));
        }
        Policies policies = policies();
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            nodes.add(CompletableFuture.runAsync(() -> {
                Decider decider = deciding(policies);
                while (alerts().decideDue(7, decider) > 0) {
                    Thread.onSpinWait();
                }
            }));
        }
        nodes.forEach(CompletableFuture::join);
        passAlertTime(Duration.ofMinutes(1));
        Decider last = deciding(policies);
        while (alerts().decideDue(1000, last) > 0) {
            Thread.onSpinWait();
        }

        assertThat(deliveries()).isEqualTo(200);
        assertThat(alerts().history(null, 1000).stream().filter(row -> row.kind() != null))
                .hasSize(200);
    }

    @Test
    default void losesNoStateThatComesWhileItIsDecided() {
        Policies policies = policies();
        CompletableFuture<Void> results = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                alerts().observe(subject("a"), condition(i % 2 == 0 ? Status.CRITICAL : Status.WARNING));
            }
            alerts().observe(subject("a"), condition(Status.CRITICAL));
        });
        Decider decider = deciding(policies);
        while (!results.isDone()) {
            alerts().decideDue(10, decider);
        }
        results.join();
        passAlertTime(Duration.ofDays(1));
        alerts().decideDue(10, decider);

        assertThat(alerts().open().get(0).memory().word(notifier()).severity()).isEqualTo(Severity.FAILURE);
    }
}
