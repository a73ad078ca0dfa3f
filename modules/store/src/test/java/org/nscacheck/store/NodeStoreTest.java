/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.NodeId;
import org.nscacheck.node.NodeStore;
import org.nscacheck.run.Claim;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class NodeStoreTest {

    private static final Duration VALIDITY = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final NodeId DEAD = new NodeId("a/1-x");
    private static final NodeId ALIVE = new NodeId("b/2-y");

    private final Fixture fixture = new Fixture();
    private final Server server = fixture.addServer("nagios", CatchUp.ALL);
    private final Check check = fixture.addCheck("mail", server);
    private final NodeStore nodes = fixture.nsca.stores().nodes();
    private final Instant start = fixture.nsca.stores().due().now();

    @AfterEach
    void close() {
        fixture.close();
    }

    @BeforeEach
    void bothLive() {
        at(0);
        fixture.planDueNow(check);
        assertThat(renew(DEAD)).isEmpty();
        assertThat(renew(ALIVE)).isEmpty();
    }

    /** Lets the clock stand so many seconds behind the beginning. */
    private void at(int seconds) {
        fixture.stopClockAt(start.plusSeconds(seconds));
    }

    private List<String> renew(NodeId node) {
        return nodes.renew(node, Set.of(), VALIDITY, STEADY).dead();
    }

    private int claimable(NodeId node) {
        return fixture.claims(node, 10, "mail").claims().size();
    }

    /** One of them goes on renewing while the clock moves. */
    private void live(NodeId node, int seconds) {
        live(node, 3, seconds);
    }

    private void live(NodeId node, int from, int seconds) {
        for (int i = from; i <= seconds; i += 3) {
            at(i);
            renew(node);
        }
    }

    @Test
    @Row(value = "R19", done = "a dead node's claims are free within 12 s")
    void freesWhatADeadNodeHolds() {
        assertThat(claimable(DEAD)).isOne();
        at(6);
        renew(DEAD);
        for (int second = 9; second <= 15; second += 3) {
            at(second);
            assertThat(renew(ALIVE)).isEmpty();
            assertThat(claimable(ALIVE)).isZero();
        }

        at(18);

        assertThat(renew(ALIVE)).containsExactly(DEAD.value());
        assertThat(claimable(ALIVE)).isOne();
    }

    @Test
    @Row(value = "R21", done = "its late result is refused")
    @Row(value = "R41", done = "the former one cannot report any more")
    void refusesTheResultOfAFrozenNodeThatWakesAfterSomebodyElseHasClaimed() {
        Claim frozen = fixture.claims(DEAD, 10, "mail").claims().get(0);
        live(ALIVE, 18);
        assertThat(claimable(ALIVE)).isOne();

        assertThat(fixture.nsca
                        .stores()
                        .runs()
                        .record(List.of(fixture.run(
                                frozen, check, CheckResult.ok("late").build()))))
                .containsExactly(frozen.id());
    }

    @Test
    void takesTheResultOfASlowNodeThatWakesBeforeSomebodyElseHasClaimed() {
        Claim slow = fixture.claims(DEAD, 10, "mail").claims().get(0);
        live(ALIVE, 18);

        assertThat(fixture.nsca
                        .stores()
                        .runs()
                        .record(List.of(fixture.run(
                                slow, check, CheckResult.ok("just in time").build()))))
                .isEmpty();
    }

    /** After an outage of the database everybody looks dead. */
    @Test
    void freesNothingWhenItWasAwayItself() {
        assertThat(claimable(DEAD)).isOne();
        live(ALIVE, 18);
        fixture.planDueNow(check);
        renew(DEAD);
        assertThat(claimable(DEAD)).isOne();

        at(60);
        assertThat(renew(ALIVE)).isEmpty();
        assertThat(renew(DEAD)).isEmpty();

        at(66);
        assertThat(renew(ALIVE)).isEmpty();
        assertThat(renew(DEAD)).isEmpty();
    }

    /** It may be frozen in the middle of a batch, and go on with it when it wakes. */
    @Test
    void leavesAServerToADeadNodeUntilItsLeaseEnds() {
        fixture.result(check, org.nscacheck.Status.WARNING, "7 mails");
        assertThat(fixture.nsca.stores().deliveries().lease(server.id(), DEAD, Duration.ofSeconds(60)))
                .isPresent();

        live(ALIVE, 18);
        assertThat(fixture.nsca.stores().deliveries().lease(server.id(), ALIVE, Duration.ofSeconds(20)))
                .isEmpty();

        at(60);
        assertThat(fixture.nsca.stores().deliveries().lease(server.id(), ALIVE, Duration.ofSeconds(20)))
                .isPresent();
    }

    @Test
    void forgetsANodeThatLeaves() {
        nodes.leave(DEAD);
        live(ALIVE, 30);

        assertThat(fixture.query("SELECT node FROM nscacheck.nsca_node")).containsExactly(ALIVE.value());
    }

    private Check planForItself(NodeId node) {
        Check own = fixture.addCheck("disk", server);
        Instant now = fixture.nsca.stores().due().now();
        fixture.schedule(new ScheduledCheck(own, node.name(), now));
        return own;
    }

    private List<String> ownRows() {
        return fixture.query("SELECT d.node, d.active, (SELECT count(*) FROM nscacheck.nsca_target t"
                + " WHERE t.check_id = d.check_id AND t.node = d.node) FROM nscacheck.nsca_due d WHERE d.node <> ''");
    }

    @Test
    void takesOffTheListWhatANodeRanForItselfThatLeaves() {
        Check own = planForItself(DEAD);
        nodes.leave(DEAD);
        assertThat(ownRows()).containsExactly("a f 0");

        Instant now = fixture.nsca.stores().due().now();
        fixture.schedule(new ScheduledCheck(own, "a", now));

        assertThat(ownRows()).containsExactly("a t 1");
    }

    @Test
    void leavesOnTheListWhatAnotherProcessOfThatNameRuns() {
        planForItself(DEAD);
        renew(new NodeId("a/2-z"));

        nodes.leave(DEAD);

        assertThat(ownRows()).containsExactly("a t 1");
    }

    @Test
    void forgetsAfterADayWhatADeadNodeRanForItself() {
        planForItself(DEAD);
        fixture.moveClock(Duration.ofHours(23));
        renew(ALIVE);
        assertThat(nodes.forget(Duration.ofDays(1))).isEmpty();
        fixture.moveClock(Duration.ofHours(25));
        renew(ALIVE);
        live(ALIVE, 90_000, 90_018);

        assertThat(nodes.forget(Duration.ofDays(1))).containsExactly("a");
        assertThat(ownRows()).isEmpty();
        assertThat(nodes.renew(DEAD, Set.of(), VALIDITY, STEADY).back()).isTrue();
        at(90_021);
        assertThat(nodes.renew(DEAD, Set.of(), VALIDITY, STEADY).back()).isFalse();
    }

    @Test
    void tellsThatTheConfigurationWasChanged() {
        long before = nodes.renew(ALIVE, Set.of(), VALIDITY, STEADY).configuration();
        assertThat(nodes.renew(ALIVE, Set.of(), VALIDITY, STEADY).configuration())
                .isEqualTo(before);

        fixture.nsca.stores().servers().delete(server.id());

        assertThat(nodes.renew(ALIVE, Set.of(), VALIDITY, STEADY).configuration())
                .isGreaterThan(before);
    }

    @Test
    void hasNoRowLeftOfTheTimeWhenACheckRanOnceInTheCluster() {
        Check disk = fixture.addCheck("disk");
        Instant now = fixture.nsca.stores().due().now();
        fixture.schedule(new ScheduledCheck(disk, "a", now));
        fixture.schedule(new ScheduledCheck(disk, "b", now));
        assertThat(fixture.query("SELECT node FROM nscacheck.nsca_due WHERE handler_key = 'disk'"))
                .containsExactlyInAnyOrder("a", "b");

        fixture.schedule(new ScheduledCheck(disk, "", now));

        assertThat(fixture.query("SELECT node FROM nscacheck.nsca_due WHERE handler_key = 'disk'"))
                .containsExactly("");
    }
}
