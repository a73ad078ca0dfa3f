/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList.Scheduled;
import org.nscacheck.check.NodeId;
import org.nscacheck.node.NodeStore;
import org.nscacheck.node.NodeStore.Renewal;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunStore.Orphan;
import org.nscacheck.server.Server;

/** What the nodes of a cluster rely on in a {@link NodeStore}. */
public interface NodeStoreContract extends DatabaseContract {

    /** The node that dies or leaves. */
    NodeId NODE = new NodeId("a/1");

    /** Another process with the name of that node. */
    NodeId NAMESAKE = new NodeId("a/2");

    /** The node that goes on. */
    NodeId OTHER = new NodeId("b/1");

    /** How long a node must have lived without a gap before it may free anything. */
    Duration STEADY = Duration.ofSeconds(10);

    /** How often a node renews: three times within the validity. */
    Duration PERIOD = Duration.ofSeconds(3);

    /** Long enough for a node to become steady, and to find another one dead. */
    Duration A_WHILE = Duration.ofSeconds(18);

    private NodeStore nodes() {
        return stores().nodes();
    }

    private Scenario scenario() {
        return new Scenario(stores());
    }

    /** Renews the lease of a node whose code offers one check, which has the name of the node. */
    private Renewal renew(NodeId node) {
        return nodes().renew(node, Set.of(new CheckKey(node.name())), NodeStore.VALIDITY, STEADY);
    }

    /** Lets time pass while these nodes renew, and returns whom they found dead. */
    private List<String> live(Duration time, NodeId... nodes) {
        List<String> dead = new ArrayList<>();
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(PERIOD)) {
            passTime(PERIOD);
            for (NodeId node : nodes) {
                dead.addAll(renew(node).dead());
            }
        }
        return dead;
    }

    private List<String> scheduledOn(Check check) {
        return stores().due().scheduled(Set.of(check.id())).stream()
                .map(Scheduled::node)
                .toList();
    }

    @Test
    default void countsANodeAsLivingUntilItsLastRenewalIsTooOld() {
        assertThat(nodes().living()).isEmpty();

        renew(NODE);

        passTime(NodeStore.VALIDITY.minusSeconds(1));
        assertThat(nodes().living()).containsExactly(NODE);
        passTime(Duration.ofSeconds(2));
        assertThat(nodes().living()).isEmpty();
    }

    @Test
    default void countsANodeAsLivingAsLongAsItRenews() {
        renew(NODE);
        renew(OTHER);

        live(Duration.ofMinutes(1), NODE, OTHER);

        assertThat(nodes().living()).containsExactlyInAnyOrder(NODE, OTHER);
    }

    @Test
    default void tellsANodeThatItIsNewOrBack() {
        assertThat(renew(NODE).back()).isTrue();
        passTime(PERIOD);
        assertThat(renew(NODE).back()).isFalse();

        passTime(NodeStore.VALIDITY.plusSeconds(1));

        assertThat(renew(NODE).back()).isTrue();
        passTime(PERIOD);
        assertThat(renew(NODE).back()).isFalse();
    }

    @Test
    default void tellsTwoProcessesOfOneNameApart() {
        renew(NODE);

        assertThat(renew(NAMESAKE).back()).isTrue();
        assertThat(nodes().living()).containsExactlyInAnyOrder(NODE, NAMESAKE);
        nodes().leave(NODE);
        assertThat(nodes().living()).containsExactly(NAMESAKE);
        assertThat(renew(NODE).back()).isTrue();
    }

    @Test
    default void tellsThatTheConfigurationHasChanged() {
        long before = renew(NODE).configuration();
        assertThat(renew(NODE).configuration()).isEqualTo(before);

        scenario().addCheck("one");
        long withCheck = renew(NODE).configuration();
        scenario().addServer("nagios");

        assertThat(withCheck).isGreaterThan(before);
        assertThat(renew(NODE).configuration()).isGreaterThan(withCheck);
    }

    @Test
    default void knowsWhichChecksTheLivingNodesProvide() {
        Check check = scenario().scheduled(NODE.name());
        renew(NODE);
        renew(OTHER);
        assertThat(orphansInAWhile(NODE, OTHER)).isEmpty();

        nodes().leave(NODE);

        assertThat(orphansInAWhile(OTHER)).containsExactly(check.id());
    }

    /** Looks for checks that nobody provides at the beginning and at the end, while these nodes live. */
    private Set<CheckId> orphansInAWhile(NodeId... living) {
        List<Orphan> orphans = new ArrayList<>(stores().runs().claimOrphans(OTHER, STEADY, 10));
        live(A_WHILE, living);
        orphans.addAll(stores().runs().claimOrphans(OTHER, STEADY, 10));
        return orphans.stream().map(orphan -> orphan.claim().check()).collect(Collectors.toSet());
    }

    @Test
    default void findsADeadNodeOnce() {
        renew(NODE);
        renew(OTHER);

        assertThat(live(PERIOD.multipliedBy(3), OTHER)).isEmpty();
        assertThat(live(A_WHILE, OTHER)).containsExactly(NODE.value());
        assertThat(live(A_WHILE, OTHER)).isEmpty();
    }

    @Test
    default void freesTheClaimsOfADeadNode() {
        Check check = scenario().scheduled("one");
        renew(NODE);
        renew(OTHER);
        Claim lost = scenario().claim(NODE, check).get(0);
        live(PERIOD.multipliedBy(3), OTHER);
        assertThat(scenario().claim(OTHER, check)).isEmpty();

        live(PERIOD.multipliedBy(2), OTHER);

        assertThat(stores().due().now()).isBefore(lost.leaseUntil());
        assertThat(scenario().claim(OTHER, check)).extracting(Claim::check).containsExactly(check.id());
        assertThat(scenario().record(lost, check, CheckResult.of(Status.OK, "late")))
                .isFalse();
    }

    @Test
    default void leavesItsClaimsToANodeThatLives() {
        Check check = scenario().scheduled("one");
        renew(NODE);
        renew(OTHER);
        Claim claim = scenario().claim(NODE, check).get(0);

        assertThat(live(A_WHILE, NODE, OTHER)).isEmpty();

        assertThat(scenario().claim(OTHER, check)).isEmpty();
        assertThat(scenario().record(claim, check, CheckResult.of(Status.OK, "fine")))
                .isTrue();
    }

    @Test
    default void freesNothingAfterAnOutageBeforeTheOtherNodesHaveComeBack() {
        Check check = scenario().scheduled("one");
        renew(NODE);
        renew(OTHER);
        live(A_WHILE, NODE, OTHER);
        scenario().claim(NODE, check);
        passTime(NodeStore.VALIDITY.plusSeconds(1));

        assertThat(renew(OTHER).dead()).isEmpty();
        assertThat(live(STEADY.minus(PERIOD.plusSeconds(1)), OTHER)).isEmpty();
        assertThat(renew(NODE).back()).isTrue();

        assertThat(live(STEADY, NODE, OTHER)).isEmpty();
        assertThat(scenario().claim(OTHER, check)).isEmpty();
    }

    @Test
    default void leavesAServerToADeadNodeUntilItsLeaseEnds() {
        Server server = scenario().addServer("nagios");
        scenario().run(scenario().scheduled("one", server), CheckResult.of(Status.OK, "fine"));
        renew(NODE);
        renew(OTHER);
        Duration lease = Duration.ofMinutes(1);
        assertThat(stores().deliveries().lease(server.id(), NODE, lease)).isPresent();

        assertThat(live(A_WHILE, OTHER)).containsExactly(NODE.value());

        assertThat(stores().deliveries().lease(server.id(), OTHER, lease)).isEmpty();
        passTime(lease);
        assertThat(stores().deliveries().lease(server.id(), OTHER, lease)).isPresent();
    }

    @Test
    default void doesNotCallANodeDeadThatHasLeft() {
        renew(NODE);
        renew(OTHER);

        nodes().leave(NODE);

        assertThat(nodes().living()).containsExactly(OTHER);
        assertThat(live(A_WHILE, OTHER)).isEmpty();
        assertThat(renew(NODE).back()).isTrue();
    }

    @Test
    default void takesWhatANodeRanForItselfOffTheListUntilItIsScheduledAgain() {
        Check own = scenario().addCheck("own");
        scenario().schedule(own, "a");
        renew(NODE);

        nodes().leave(NODE);

        renew(NAMESAKE);
        assertThat(scenario().claim(NAMESAKE, own)).isEmpty();
        scenario().schedule(own, "a");
        assertThat(scenario().claim(NAMESAKE, own)).extracting(Claim::node).containsExactly("a");
    }

    @Test
    default void leavesOnTheListWhatAnotherProcessOfThatNameRuns() {
        Check own = scenario().addCheck("own");
        scenario().schedule(own, "a");
        renew(NODE);
        renew(NAMESAKE);

        nodes().leave(NODE);

        assertThat(scenario().claim(NAMESAKE, own)).extracting(Claim::node).containsExactly("a");
    }

    @Test
    default void leavesOnTheListWhatOtherNodesRun() {
        Check own = scenario().addCheck("own");
        scenario().schedule(own, "a", "b");
        Check shared = scenario().scheduled("shared");
        renew(NODE);
        renew(OTHER);

        nodes().leave(NODE);

        assertThat(scenario().claim(OTHER, own, shared)).extracting(Claim::node).containsExactlyInAnyOrder("b", "");
    }

    @Test
    default void forgetsWhatANodeRanForItselfThatHasBeenAwayForLong() {
        Check own = scenario().addCheck("own");
        scenario().schedule(own, "a", "b");
        Check shared = scenario().scheduled("shared");
        beAway(Duration.ofHours(23));
        assertThat(nodes().forget(Duration.ofDays(1))).isEmpty();
        assertThat(scheduledOn(own)).containsExactlyInAnyOrder("a", "b");
        passTime(Duration.ofHours(2));
        live(A_WHILE, OTHER);

        assertThat(nodes().forget(Duration.ofDays(1))).containsExactly("a");

        assertThat(scheduledOn(own)).containsExactly("b");
        assertThat(scheduledOn(shared)).containsExactly("");
        assertThat(nodes().forget(Duration.ofDays(1))).isEmpty();
    }

    /** Lets a node live and be away so long, while the other one notices that it is. */
    private void beAway(Duration absence) {
        renew(NODE);
        passTime(absence);
        renew(OTHER);
        assertThat(live(A_WHILE, OTHER)).containsExactly(NODE.value());
    }

    @Test
    default void forgetsNothingOfANodeThatIsBackUnderItsName() {
        Check own = scenario().addCheck("own");
        scenario().schedule(own, "a");
        beAway(Duration.ofHours(25));

        renew(NAMESAKE);

        assertThat(nodes().forget(Duration.ofDays(1))).isEmpty();
        assertThat(scheduledOn(own)).containsExactly("a");
    }
}
