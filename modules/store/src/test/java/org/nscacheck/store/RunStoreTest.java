/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.contract.Samples;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.run.RunRecord;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class RunStoreTest {

    private final Fixture db = new Fixture();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void claimsWhatIsDueOnceAndSaysWhenTheNextIs() {
        Check check = db.addCheck("a");
        db.planDueNow(check);

        Claims first = db.claims(Fixture.NODE, 10, "a");
        Claims second = db.claims(Fixture.OTHER, 10, "a");

        assertThat(first.claims()).singleElement().satisfies(claim -> {
            assertThat(claim.check()).isEqualTo(check.id());
            assertThat(claim.number()).isEqualTo(1);
            assertThat(claim.leaseUntil()).isCloseTo(first.now().plusSeconds(40), within(1, ChronoUnit.SECONDS));
        });
        assertThat(second.claims()).isEmpty();
        assertThat(second.nextDueAt()).isEqualTo(first.claims().get(0).leaseUntil());
    }

    @Test
    void worksWithoutStoringAnythingAndSaysWhenRunsCannotBeRecorded() {
        db.nsca.stores().runs().requireWorking();
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_run")).containsExactly("0");

        db.execute("ALTER TABLE nscacheck.nsca_run RENAME TO nsca_run_elsewhere");

        assertThatThrownBy(() -> db.nsca.stores().runs().requireWorking()).hasMessageContaining("nsca_run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "0L000", "25001", "XX000"})
    @Row(
            value = "R43",
            done = "a policy or trigger refuses one row with the state of a broken connection: none is closed")
    void keepsItsConnectionsWhenOneRowIsRefusedAsIfTheyWereToBlame(String state) {
        Check check = db.addCheck("mail", db.addServer("nagios", CatchUp.ALL));
        db.planDueNow(check);
        Claim claim = db.claim(1, "mail").get(0);
        db.execute("CREATE FUNCTION nscacheck.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE EXCEPTION 'refused' USING ERRCODE = '" + state + "'; END $$;"
                + " CREATE TRIGGER refuse BEFORE INSERT ON nscacheck.nsca_run"
                + " FOR EACH ROW EXECUTE FUNCTION nscacheck.refuse()");
        String connections = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() ORDER BY pid";
        List<String> before = db.query(connections);

        assertThatThrownBy(
                        () -> db.nsca.stores().runs().record(List.of(db.run(claim, check, CheckResult.of(0, "fine")))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("refused");

        assertThat(db.query(connections)).isEqualTo(before);
    }

    @Test
    void recordsRunStateNextDueTimeAndDeliveryTogether() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        Check check = db.addCheck("a", server);
        db.planDueNow(check);
        Claim claim = db.claim(1, "a").get(0);
        CheckResult result = CheckResult.of(1, "7 mails | not \u0000 sent", Map.of("mails", new BigDecimal("7.10")));

        assertThat(db.nsca.stores().runs().record(List.of(db.run(claim, check, result))))
                .isEmpty();

        assertThat(db.query("SELECT status, outcome, claim_no, ran_on FROM nscacheck.nsca_run"))
                .containsExactly("1 SUCCESS 1 node-1/1");
        assertThat(
                        db.query(
                                "SELECT state, host, service, status, changed, perf_data ->> 'metrics' FROM nscacheck.nsca_delivery"))
                .containsExactly("WAITING shop a 1 t [{\"label\": \"mails\", \"value\": 7.10}]");
        Claims next = db.claims(Fixture.NODE, 1, "a");
        assertThat(next.claims()).isEmpty();
        assertThat(next.nextDueAt()).isEqualTo(check.nextSlot(next.now(), null));
        db.moveClock(Duration.ofMinutes(2));
        assertThat(db.claim(1, "a").get(0).state().status()).isEqualTo(Status.WARNING);
    }

    @Test
    void handsOutTheSameSlotUnderAHigherNumberWhenALeaseIsOverAndRefusesTheLateRun() {
        Check check = db.addCheck("a");
        db.planDueNow(check);
        Claim frozen = db.claim(1, "a").get(0);
        db.moveClock(Duration.ofSeconds(41));

        Claim taken = db.claims(Fixture.OTHER, 1, "a").claims().get(0);

        assertThat(taken.slot()).isEqualTo(frozen.slot());
        assertThat(taken.number()).isEqualTo(2);
        assertThat(db.nsca.stores().runs().record(List.of(db.run(frozen, check, CheckResult.of(0, "late")))))
                .containsExactly(frozen.id());
        assertThat(db.nsca.stores().runs().record(List.of(db.run(taken, check, CheckResult.of(0, "OK")))))
                .isEmpty();
        assertThat(db.nsca.stores().runs().record(List.of(db.run(taken, check, CheckResult.of(0, "twice")))))
                .containsExactly(taken.id());
        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("OK");
    }

    @Test
    @Row(value = "R16", done = "what is claimed for a node that does not hold it is given back, and nothing else")
    void givesBackWhatTheNodeDoesNotHold() {
        Check one = db.addCheck("a");
        Check two = db.addCheck("b");
        db.planDueNow(one, two, db.addCheck("c"), db.addCheck("d"));
        Claim held = db.claim(1, "a").get(0);
        Claim lost = db.claim(1, "b").get(0);
        db.claims(Fixture.OTHER, 1, "c");
        db.claim(1, "d");

        int found =
                db.nsca.stores().runs().giveBackOthers(Fixture.NODE, Fixture.keys("a", "b", "c"), List.of(held.id()));

        assertThat(found).isOne();
        Claim again = db.claims(Fixture.NODE, 4, "a", "b", "c", "d").claims().get(0);
        assertThat(again.check()).isEqualTo(two.id());
        assertThat(again.slot()).isEqualTo(lost.slot());
        assertThat(again.number()).isEqualTo(2);
        assertThat(db.nsca.stores().runs().record(List.of(db.run(held, one, CheckResult.of(0, "OK")))))
                .isEmpty();
        assertThat(db.nsca.stores().runs().giveBackOthers(Fixture.NODE, Fixture.keys("a", "b"), List.of()))
                .isOne();
    }

    @Test
    void storesTheOthersOfABatchWhenTheFenceRefusesOne() {
        Check one = db.addCheck("a");
        Check two = db.addCheck("b");
        db.planDueNow(one, two);
        List<Claim> claims = db.claim(2, "a", "b");
        Claim first = claims.stream()
                .filter(c -> c.check().equals(one.id()))
                .findFirst()
                .orElseThrow();
        Claim second = claims.stream()
                .filter(c -> c.check().equals(two.id()))
                .findFirst()
                .orElseThrow();
        db.nsca.stores().runs().giveBack(List.of(first.id()));

        Set<Claim.ClaimId> refused = db.nsca
                .stores()
                .runs()
                .record(List.of(
                        db.run(first, one, CheckResult.of(0, "one")), db.run(second, two, CheckResult.of(0, "two"))));

        assertThat(refused).containsExactly(first.id());
        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("two");
        assertThat(db.claim(2, "a", "b")).extracting(Claim::check).containsExactly(one.id());
    }

    @Test
    @Row(value = "R33", done = "the old version does not claim it")
    void leavesHandlersAloneThatThisNodeDoesNotKnow() {
        Check check = db.addCheck("new.handler");
        db.planDueNow(check);

        Claims claims = db.claims(Fixture.NODE, 10, "old.handler");

        assertThat(claims.claims()).isEmpty();
        assertThat(claims.nextDueAt()).isNull();
    }

    @Test
    void leavesRowsOfOtherNodesAlone() {
        Check check = db.addCheck("memory");
        Instant now = db.nsca.stores().due().now();
        db.schedule(new ScheduledCheck(check, "node-1", now), new ScheduledCheck(check, "node-2", now));

        assertThat(db.claims(new NodeId("node-1/99"), 10, "memory").claims())
                .extracting(Claim::node)
                .containsExactly("node-1");
    }

    @Test
    void runsNowOnceHoweverOftenItIsAskedAndNotWhileRunning() {
        Check check = db.addCheck("a");
        Instant now = db.nsca.stores().due().now();
        db.schedule(new ScheduledCheck(check, "", now.plusSeconds(3600)));
        assertThat(db.claim(1, "a")).isEmpty();

        assertThat(db.nsca.stores().due().runNow(check.id(), Samples.note())).isTrue();
        assertThat(db.nsca.stores().due().runNow(check.id(), Samples.note())).isTrue();
        List<Claim> claims = db.claim(5, "a");

        assertThat(claims).singleElement().satisfies(claim -> assertThat(claim.forced())
                .isTrue());
        assertThat(db.nsca.stores().due().runNow(check.id(), Samples.note())).isFalse();
        assertThat(db.claim(5, "a")).isEmpty();
        assertThatThrownBy(() -> db.nsca.stores().due().runNow(CheckId.random(), Samples.note()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Row(value = "R40", done = "an edit during the run keeps its due time")
    void keepsTheDueTimeThatAnEditWroteWhileTheCheckRan() {
        StoredCheck stored = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        Check hourly = Fixture.check(stored, "1h", "a", true);
        db.planDueNow(hourly);
        Claim running = db.claim(1, "a").get(0);
        Check often = Fixture.check(stored, "10s", "a", true);
        Instant now = db.nsca.stores().due().now();
        Instant edited = often.nextSlot(now, null);
        db.schedule(new ScheduledCheck(often, "", now));
        assertThat(db.claim(1, "a")).as("still leased").isEmpty();

        db.nsca.stores().runs().record(List.of(db.run(running, hourly, CheckResult.of(0, "OK"))));

        Claims after = db.claims(Fixture.NODE, 1, "a");
        assertThat(after.nextDueAt() == null ? after.claims().get(0).slot() : after.nextDueAt())
                .isEqualTo(edited);
        assertThat(db.query("SELECT config_version FROM nscacheck.nsca_due")).containsExactly("2");
    }

    @Test
    void changesNothingWhenTheSamePlanComesAgain() {
        Check check = db.addCheck("a", db.addServer("nagios", CatchUp.LATEST));
        db.planDueNow(check);
        List<String> before = db.query("SELECT d.*, d.xmin, t.xmin FROM nscacheck.nsca_due d, nscacheck.nsca_target t");
        db.moveClock(Duration.ofSeconds(5));

        db.planDueNow(check);

        assertThat(db.query("SELECT d.*, d.xmin, t.xmin FROM nscacheck.nsca_due d, nscacheck.nsca_target t"))
                .isEqualTo(before);
    }

    @Test
    void runsSoonAfterActivationAndNeverWhileInactive() {
        StoredCheck stored = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        db.planDueNow(Fixture.check(stored, "1h", "a", false));
        assertThat(db.claim(1, "a")).isEmpty();
        assertThatThrownBy(() -> db.nsca.stores().due().runNow(stored.id(), Samples.note()))
                .hasMessageContaining("not active");

        db.planDueNow(Fixture.check(stored, "1h", "a", true));

        assertThat(db.claim(1, "a")).hasSize(1);
    }

    private List<String> faults() {
        return db.query("SELECT handler_key || ':' || fault FROM nscacheck.nsca_due ORDER BY handler_key");
    }

    @Test
    void givesOneNameToOneActiveCheck() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        StoredCheck one = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        StoredCheck two = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("b")));
        Check first = Fixture.check(one, "1m", "Mail", true, server);
        Check second = Fixture.check(two, "1m", "Mail", true, server);
        String taken = "b:shop/Mail is reported by the check 'a' already: give one of them another service";

        db.planDueNow(first, second);
        assertThat(faults()).as("of two new ones").containsExactly("a:", taken);
        assertThat(db.nsca.stores().due().unsettled("")).containsExactly(two.id());
        db.planDueNow(second, first);
        assertThat(faults()).as("who has it keeps it").containsExactly("a:", taken);
        assertThatThrownBy(() -> db.execute("INSERT INTO nscacheck.nsca_target SELECT check_id, node, '" + server.id()
                        + "', 'shop', 'Mail' FROM nscacheck.nsca_due WHERE handler_key = 'b'"))
                .hasStackTraceContaining("nsca_target_unique");

        db.planDueNow(Fixture.check(one, "1m", "Mail", false, server));
        db.planDueNow(second);
        assertThat(faults()).as("once it is free").containsExactly("a:", "b:");
    }

    @Test
    void leavesANameToALivingNodesCheckAndTakesItFromOneThatIsGone() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        StoredCheck former = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("old")));
        StoredCheck latter = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("new")));
        db.planDueNow(Fixture.check(former, "1m", "Mail", true, server));
        Set<CheckKey> old = Set.of(new CheckKey("old"));
        db.nsca.stores().nodes().renew(Fixture.OTHER, old, Duration.ofSeconds(10), Duration.ofSeconds(15));
        Claim running = db.claims(Fixture.OTHER, 1, "old").claims().get(0);

        db.planDueNow(Fixture.check(latter, "1m", "Mail", true, server));
        assertThat(faults().get(0)).startsWith("new:shop/Mail is reported by the check 'old'");

        db.nsca.stores().nodes().leave(Fixture.OTHER);
        db.planDueNow(Fixture.check(latter, "1m", "Mail", true, server));
        assertThat(faults()).containsExactly("new:", "old:");
        assertThat(db.query("SELECT handler_key FROM nscacheck.nsca_due WHERE active"))
                .containsExactly("new");
        Check check = Fixture.check(former, "1m", "Mail", true, server);
        assertThat(db.nsca.stores().runs().record(List.of(db.run(running, check, CheckResult.of(0, "OK")))))
                .as("a run of the past is not reported")
                .containsExactly(running.id());
    }

    @Test
    void neverHandsARowToTwoNodes() throws Exception {
        int checks = 300;
        List<Check> all = new ArrayList<>();
        for (int i = 0; i < checks; i++) {
            all.add(db.addCheck("k" + i));
        }
        db.planDueNow(all.toArray(Check[]::new));
        String[] keys = all.stream().map(check -> check.handler().value()).toArray(String[]::new);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<List<Claim>>> nodes = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                NodeId node = new NodeId("node-" + n + "/1");
                nodes.add(() -> {
                    List<Claim> mine = new ArrayList<>();
                    List<Claim> claims = db.claims(node, 7, keys).claims();
                    while (!claims.isEmpty()) {
                        mine.addAll(claims);
                        claims = db.claims(node, 7, keys).claims();
                    }
                    return mine;
                });
            }
            Set<CheckId> seen = new HashSet<>();
            int total = 0;
            for (Future<List<Claim>> claims : threads.invokeAll(nodes)) {
                total += claims.get().size();
                claims.get().forEach(claim -> seen.add(claim.check()));
            }
            assertThat(total).isEqualTo(checks);
            assertThat(seen).hasSize(checks);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Row(value = "R35", done = "the result of a check deleted meanwhile is refused, nothing of it is stored")
    void dropsTheResultOfACheckThatWasDeletedWhileItRan() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check check = db.addCheck("a", server);
        db.planDueNow(check);
        Claim running = db.claim(1, "a").get(0);
        db.nsca.stores().checks().delete(check.id());

        assertThat(db.nsca.stores().runs().record(List.of(db.run(running, check, CheckResult.of(2, "late")))))
                .containsExactly(running.id());

        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).isEmpty();
        assertThat(db.query("SELECT message FROM nscacheck.nsca_delivery")).isEmpty();
    }

    @Test
    @Row(value = "R35", done = "the result for a server deleted meanwhile is kept, and told to the others")
    void tellsTheOtherServersWhenOneWasDeletedWhileTheCheckRan() {
        Server gone = db.addServer("gone", CatchUp.ALL);
        Server there = db.addServer("there", CatchUp.ALL);
        Check check = db.addCheck("a", gone, there);
        db.planDueNow(check);
        Claim running = db.claim(1, "a").get(0);
        db.nsca.stores().servers().delete(gone.id());

        assertThat(db.nsca.stores().runs().record(List.of(db.run(running, check, CheckResult.of(2, "broken")))))
                .isEmpty();

        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("broken");
        assertThat(db.query("SELECT server_id FROM nscacheck.nsca_delivery"))
                .containsExactly(there.id().toString());
    }

    /** Tables of a few rows, which a planner reads whole when it may; the plan would live on while they grow. */
    @Test
    void readsNoTableWholeToClaimAndRecord() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        Check check = db.addCheck("a", server);
        db.planDueNow(check);
        List<String> before = tablesReadWhole();

        for (int i = 0; i < 8; i++) {
            db.result(check, Status.OK, "result " + i);
        }

        assertThat(tablesReadWhole()).isEqualTo(before);
    }

    private List<String> tablesReadWhole() {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
                        .isEmpty());
        return db.query("SELECT relname, seq_scan FROM pg_stat_user_tables"
                + " WHERE relname IN ('nsca_run_default', 'nsca_delivery', 'nsca_server') ORDER BY 1");
    }

    /** Ours locks its row of the due list first, and then the server; the other one does it the other way round. */
    @Test
    @Row(
            value = "R17",
            done =
                    "a real deadlock of which the recording is the victim: nothing stored in part, stored once when repeated")
    void storesNothingInPartWhenItIsTheVictimOfADeadlock() throws Exception {
        db.execute("ALTER DATABASE \"" + db.database.name() + "\" SET deadlock_timeout = '300ms'");
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check check = db.addCheck("a", server);
        db.planDueNow(check);
        Claim claim = db.claim(1, "a").get(0);
        List<RunRecord> record = List.of(db.run(claim, check, CheckResult.of(1, "once")));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = db.database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout = '1min'");
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM nscacheck.nsca_server FOR UPDATE");
            Future<Set<Claim.ClaimId>> ours =
                    thread.submit(() -> db.nsca.stores().runs().record(record));
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> !db.query("SELECT pid FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            statement.execute("UPDATE nscacheck.nsca_due SET attempt = attempt");
            other.commit();

            assertThatThrownBy(ours::get).hasStackTraceContaining("deadlock detected");
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).isEmpty();
        assertThat(db.query("SELECT message FROM nscacheck.nsca_delivery")).isEmpty();
        assertThat(db.nsca.stores().runs().record(record)).isEmpty();
        assertThat(db.query("SELECT message FROM nscacheck.nsca_run")).containsExactly("once");
        assertThat(db.query("SELECT message FROM nscacheck.nsca_delivery")).containsExactly("once");
    }
}
