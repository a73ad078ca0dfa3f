/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.run.Claim;
import org.nscacheck.run.OrphanWatch;
import org.nscacheck.run.RunRecord;
import org.nscacheck.run.RunStore;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

/** What happens to runs that nobody could do: after an outage, and without their code. */
class OutageTest {

    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Set<CheckKey> MAIL = Set.of(new CheckKey("mail"));

    private final Fixture db = new Fixture();
    private final Server server = db.addServer("nagios", CatchUp.ALL);
    private final List<Check> checks = new ArrayList<>();

    @BeforeEach
    void planHundredChecks() {
        for (int i = 0; i < 100; i++) {
            StoredCheck stored = db.nsca.stores().checks().save(named("mail " + i));
            checks.add(Fixture.check(stored, i % 2 == 0 ? "30s" : "10m", "mail " + i, true, server));
        }
        db.planDueNow(checks.toArray(Check[]::new));
    }

    private static StoredCheck named(String name) {
        return StoredCheck.of(new CheckKey("mail")).named(name);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private List<String> wakeAt(String condition) {
        return db.query("SELECT extract(epoch FROM wake_at - nscacheck.nsca_now())::integer FROM nscacheck.nsca_due d"
                + " WHERE " + condition);
    }

    private int spread() {
        return db.nsca.stores().runs().spreadOverdue(Fixture.NODE, MAIL, Duration.ofSeconds(60), 20);
    }

    @Test
    @Row(value = "R27", done = "the runs are spread over the interval of each check, at most a minute")
    void spreadsWhatIsOverdueOverItsIntervalButNoMoreThanAMinute() {
        db.moveClock(Duration.ofHours(3));
        db.execute("UPDATE nscacheck.nsca_due SET forced = true WHERE check_id = '"
                + checks.get(0).id() + "'");

        assertThat(spread()).isEqualTo(99);

        assertThat(wakeAt("window_ms = 30000 AND NOT forced"))
                .allSatisfy(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(-1, 30));
        assertThat(wakeAt("window_ms = 60000"))
                .allSatisfy(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(-1, 60))
                .anySatisfy(seconds -> assertThat(Integer.parseInt(seconds)).isGreaterThan(40));
        assertThat(wakeAt("forced")).first().asString().startsWith("-10");
        assertThat(db.claims(Fixture.NODE, 1000, "mail").claims()).hasSizeLessThan(20);
        assertThat(spread()).as("the second time").isZero();
    }

    @Test
    void letsAFewRunAtOnce() {
        db.execute("UPDATE nscacheck.nsca_due SET wake_at = NULL WHERE check_id NOT IN (SELECT check_id FROM"
                + " nscacheck.nsca_due ORDER BY check_id LIMIT 20)");
        db.moveClock(Duration.ofHours(3));

        assertThat(spread()).isZero();
        assertThat(db.claims(Fixture.NODE, 1000, "mail").claims()).hasSize(20);
    }

    @Test
    @Row(value = "R27", done = "one run for each check, and the next one on its grid again")
    void afterThreeHoursEachCheckRunsOnce() {
        db.stopClock(Duration.ofHours(3));
        int runs = 0;
        for (int minute = 0; minute < 2; minute++) {
            for (Claim claim : db.claims(Fixture.NODE, 1000, "mail").claims()) {
                Check check = checks.stream()
                        .filter(c -> c.id().equals(claim.check()))
                        .findFirst()
                        .orElseThrow();
                RunRecord run = db.run(claim, check, CheckResult.of(Status.OK, "fine"));
                assertThat(run.nextDueAt()).isAfter(claim.claimedAt());
                db.nsca.stores().runs().record(List.of(run));
                runs++;
            }
        }
        assertThat(runs).isEqualTo(100);
    }

    @Test
    void reportsAsUnknownWhatNoLivingNodeKnowsForLongerThanTheGrace() {
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));
        assertThat(orphans()).as("within the grace").isEmpty();
        db.moveClock(GRACE.plusSeconds(1));
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));

        List<RunStore.Orphan> orphans = orphans();

        assertThat(orphans).hasSize(100);
        assertThat(orphans).allSatisfy(orphan -> {
            assertThat(orphan.destinations()).hasSize(1);
            assertThat(orphan.destinations().get(0).target().service()).startsWith("mail ");
        });
        assertThat(orphans()).as("claimed already").isEmpty();
    }

    @Test
    @Row(value = "R32", done = "not while another node has the code")
    void leavesToTheOthersWhatTheyKnow() {
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));
        assertThat(orphans()).as("within the grace").isEmpty();
        db.moveClock(GRACE.plusSeconds(1));
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));
        renew(Fixture.OTHER, MAIL);
        assertThat(orphans()).as("another node knows it").isEmpty();

        db.execute("UPDATE nscacheck.nsca_node SET handlers = '{}' WHERE node = '" + Fixture.OTHER + "'");
        assertThat(orphans()).as("an older release does not say what it knows").isEmpty();

        db.nsca.stores().nodes().leave(Fixture.OTHER);
        assertThat(orphans()).as("it is gone").hasSize(100);
    }

    @Test
    @Row(
            value = "R32",
            done = "each server is told UNKNOWN and why, the history stays, and whoever has the code again runs it")
    void tellsEachServerOfAnOrphanAndGivesItBackToWhoeverHasItsCodeAgain() {
        AtomicInteger told = new AtomicInteger();
        OrphanWatch watch = new OrphanWatch(db.nsca.stores().runs(), Fixture.NODE, GRACE, told::incrementAndGet);
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));
        watch.look();
        db.moveClock(GRACE.plusSeconds(1));
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));

        watch.look();
        watch.look();

        assertThat(told).hasValue(1);
        assertThat(db.query("SELECT outcome, status, count(*) FROM nscacheck.nsca_run GROUP BY 1, 2"))
                .containsExactly("ORPHANED 3 100");
        assertThat(db.query("SELECT DISTINCT state, status, message FROM nscacheck.nsca_delivery"))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("WAITING 3 the check 'mail' is configured, but no running node provides it");
        db.moveClock(GRACE.plusSeconds(32));
        assertThat(db.claims(Fixture.OTHER, 1000, "mail").claims())
                .hasSize(100)
                .allSatisfy(claim -> assertThat(claim.state().status()).isEqualTo(Status.UNKNOWN));
    }

    /** Each start spreads what is overdue, and dies before the grace is over. */
    @Test
    @Row(value = "R64", done = "nodes that start every 20 s and die: an orphan is reported when its grace is over")
    void reportsAnOrphanThroughAStormOfRestarts() {
        int reportedAfter = 0;
        for (int second = 0; second < 300 && reportedAfter == 0; second += 20) {
            NodeId node = new NodeId("shop/" + second + "-x");
            db.moveClock(Duration.ofSeconds(second));
            renew(node, Set.of(new CheckKey("orders")));
            db.nsca.stores().runs().spreadOverdue(node, Set.of(new CheckKey("orders")), Duration.ofSeconds(60), 20);
            if (!db.nsca.stores().runs().claimOrphans(node, GRACE, 1000).isEmpty()) {
                reportedAfter = second;
            }
        }
        assertThat(reportedAfter).isBetween(120, 160);
    }

    /** Two applications share the database and come back one after the other. */
    @Test
    void doesNotCallAnOrphanWhatWasOnlyMissedWhileNobodyLived() {
        db.moveClock(Duration.ofHours(3));
        renew(Fixture.NODE, Set.of(new CheckKey("orders")));

        assertThat(orphans()).isEmpty();
    }

    private void renew(NodeId node, Set<CheckKey> handlers) {
        db.nsca.stores().nodes().renew(node, handlers, Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    private List<RunStore.Orphan> orphans() {
        return db.nsca.stores().runs().claimOrphans(Fixture.NODE, GRACE, 1000);
    }

    @Test
    void saysThatWhatARunHasWrongIsNoOutageAndStoresNothingInPart() {
        List<Claim> claims = db.claims(Fixture.NODE, 10, "mail").claims();
        List<RunRecord> runs = new ArrayList<>();
        for (Claim claim : claims) {
            Check check = checks.stream()
                    .filter(c -> c.id().equals(claim.check()))
                    .findFirst()
                    .orElseThrow();
            runs.add(db.run(claim, check, CheckResult.of(Status.OK, "fine")));
        }
        RunRecord whole = runs.get(3);
        // A moment that PostgreSQL does not know.
        runs.set(
                3,
                new RunRecord(
                        whole.claim(),
                        whole.run(),
                        Instant.MAX,
                        whole.nextDueAt(),
                        whole.next(),
                        whole.change(),
                        whole.deliveries()));

        assertThatThrownBy(() -> db.nsca.stores().runs().record(runs))
                .asInstanceOf(InstanceOfAssertFactories.type(StoreException.class))
                .matches(failure -> !failure.isOutage());

        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_run")).containsExactly("0");
    }
}
