/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunStore;

/** What claims and recordings rely on in a {@link RunStore}. */
public interface RunStoreContract {

    /** The node that claims. */
    NodeId NODE = new NodeId("node-1/1");

    /** Returns the store, in which nothing is due when a test begins. */
    RunStore runs();

    /** Adds a check for each of these keys, which runs once in the cluster and is due now. */
    void makeDue(CheckKey... keys);

    private static CheckKey[] keys(String... keys) {
        return Stream.of(keys).map(CheckKey::new).toArray(CheckKey[]::new);
    }

    private List<Claim> claim(int max, String... known) {
        return runs().claimDue(NODE, Set.of(keys(known)), max).claims();
    }

    private static List<Claim.ClaimId> ids(Collection<Claim> claims) {
        return claims.stream().map(Claim::id).toList();
    }

    @Test
    default void claimsWhatIsDueOnce() {
        makeDue(keys("a", "b", "c"));

        List<Claim> claims = claim(10, "a", "b", "c");

        assertThat(claims).extracting(claim -> claim.handler().value()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(claims)
                .allMatch(claim -> claim.leaseUntil().isAfter(claim.claimedAt())
                        && claim.node().isEmpty());
        assertThat(claim(10, "a", "b", "c")).isEmpty();
    }

    @Test
    default void claimsNoMoreThanWanted() {
        makeDue(keys("a", "b", "c"));

        assertThat(claim(2, "a", "b", "c")).hasSize(2);
        assertThat(claim(2, "a", "b", "c")).hasSize(1);
    }

    @Test
    default void leavesWhatTheNodeDoesNotKnow() {
        makeDue(keys("a", "b"));

        assertThat(claim(10, "b")).extracting(claim -> claim.handler().value()).containsExactly("b");
        assertThat(claim(10, "a")).extracting(claim -> claim.handler().value()).containsExactly("a");
    }

    @Test
    default void leavesWhatOnlyALaterReleaseKnows() {
        makeDue(keys("a"));
        claim(10, "a");
        makeDue(keys("later", "b", "c"));

        assertThat(claim(2, "a", "b", "c"))
                .extracting(claim -> claim.handler().value())
                .containsExactlyInAnyOrder("b", "c");
        assertThat(claim(10, "later"))
                .extracting(claim -> claim.handler().value())
                .containsExactly("later");
    }

    @Test
    default void recordsARunOnce() {
        makeDue(keys("a"));
        Claim claim = claim(1, "a").get(0);

        assertThat(runs().record(List.of(Samples.run(claim)))).isEmpty();
        assertThat(runs().record(List.of(Samples.run(claim)))).containsExactly(claim.id());
    }

    @Test
    default void recordsTheOthersWhereOneIsRefused() {
        makeDue(keys("a", "b"));
        List<Claim> claims = claim(2, "a", "b");
        runs().record(List.of(Samples.run(claims.get(0))));

        Set<Claim.ClaimId> refused =
                runs().record(claims.stream().map(Samples::run).toList());

        assertThat(refused).containsExactly(claims.get(0).id());
        assertThat(runs().record(List.of(Samples.run(claims.get(1)))))
                .containsExactly(claims.get(1).id());
    }

    @Test
    default void offersAgainWhatIsGivenBack() {
        makeDue(keys("a", "b"));
        List<Claim> first = claim(2, "a", "b");

        runs().giveBack(ids(first));

        List<Claim> second = claim(2, "a", "b");
        assertThat(second)
                .extracting(Claim::check)
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(Claim::check).toList());
        assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    default void refusesARunWhoseClaimWasGivenBack() {
        makeDue(keys("a"));
        Claim first = claim(1, "a").get(0);
        runs().giveBack(List.of(first.id()));
        assertThat(runs().record(List.of(Samples.run(first)))).containsExactly(first.id());

        Claim second = claim(1, "a").get(0);
        assertThat(runs().record(List.of(Samples.run(first)))).containsExactly(first.id());
        assertThat(runs().record(List.of(Samples.run(second)))).isEmpty();
    }

    @Test
    default void givesBackNothingThatIsRecorded() {
        makeDue(keys("a"));
        Claim claim = claim(1, "a").get(0);
        runs().record(List.of(Samples.run(claim)));

        runs().giveBack(List.of(claim.id()));

        assertThat(claim(1, "a")).isEmpty();
    }

    @Test
    default void givesBackWhatANodeHoldsNoLonger() {
        makeDue(keys("a", "b", "c"));
        List<Claim> claims = claim(3, "a", "b", "c");
        List<Claim> held = claims.subList(0, 1);
        Set<CheckKey> known = claims.stream().map(Claim::handler).collect(Collectors.toSet());

        assertThat(runs().giveBackOthers(NODE, known, ids(held))).isEqualTo(2);

        assertThat(claim(3, "a", "b", "c"))
                .extracting(Claim::check)
                .containsExactlyInAnyOrder(claims.get(1).check(), claims.get(2).check());
    }

    @Test
    default void recordsWhatIsReportedOfACheckThatSomebodyIsRunning() {
        makeDue(keys("a", "b"));
        Claim running = claim(1, "a").get(0);
        CheckId unknown = CheckId.random();

        Set<CheckId> missing = runs().record(NODE, List.of(running.check(), unknown), claims -> {
            assertThat(claims).extracting(Claim::check).containsExactly(running.check());
            return claims.stream().map(Samples::run).toList();
        });

        assertThat(missing).containsExactly(unknown);
        assertThat(runs().record(List.of(Samples.run(running)))).containsExactly(running.id());
    }

    @Test
    default void recordsNothingOfWhatCannotBeJudged() {
        makeDue(keys("a"));
        Claim running = claim(1, "a").get(0);

        assertThatThrownBy(() -> runs().record(NODE, List.of(running.check()), claims -> {
                    throw new IllegalStateException("cannot be judged");
                }))
                .hasMessage("cannot be judged");

        assertThat(runs().record(List.of(Samples.run(running)))).isEmpty();
    }

    @Test
    default void worksWhereItSaysSo() {
        runs().requireWorking();

        assertThat(runs().record(List.of())).isEmpty();
    }
}
