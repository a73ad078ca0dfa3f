/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

/** Edits that have to wait, while what they were computed from changes. */
class EditDuringRecordTest {

    private final Fixture db = new Fixture();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        db.close();
    }

    private void awaitBlocked(int connections) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> db.query("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted")
                                .size()
                        == connections);
    }

    @Test
    @Row(
            value = "R53",
            done = "the edit waits for the commit of a run that is being recorded, and keeps what that wrote")
    void keepsTheNextSlotThatARunWroteWhileAnEditWaitedForIt() throws Exception {
        Server server = db.addServer("nagios", CatchUp.ALL);
        StoredCheck stored = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        Check check = Fixture.check(stored, "1m", "a", true, server);
        db.planDueNow(check);
        Claim claim = db.claim(1, "a").get(0);
        Check renamed = Fixture.check(stored, "1m", "another name", true, server);
        try (Connection other = db.database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE nscacheck.nsca_delivery_tally IN EXCLUSIVE MODE");
            Future<Set<Claim.ClaimId>> run = threads.submit(
                    () -> db.nsca.stores().runs().record(List.of(db.run(claim, check, CheckResult.of(0, "OK")))));
            awaitBlocked(1);
            Future<?> edit = threads.submit(() -> db.planDueNow(renamed));
            awaitBlocked(2);
            other.commit();

            assertThat(run.get()).isEmpty();
            edit.get();
        }
        assertThat(db.query("SELECT slot > '" + claim.slot()
                        + "', due_at = wake_at, config_version FROM nscacheck.nsca_due"))
                .containsExactly("t t 2");
        assertThat(db.claim(1, "a")).as("the slot that has just run").isEmpty();
    }

    @Test
    @Row(value = "R53", done = "the slot of an edited schedule lies after the one that began while the edit waited")
    void placesAnEditedScheduleAfterTheSlotThatBeganMeanwhile() throws Exception {
        db.stopClock(Duration.ZERO);
        StoredCheck stored = db.nsca.stores().checks().save(StoredCheck.of(new CheckKey("a")));
        Check hourly = Fixture.check(stored, "1h", "a", true);
        Instant now = db.nsca.stores().due().now();
        Instant next = hourly.nextSlot(now, null);
        db.schedule(new ScheduledCheck(hourly, "", next));
        Check halfHourly = Fixture.check(stored, "30m", "a", true);
        Duration untilNext = Duration.between(now, next);
        db.stopClock(untilNext.minusSeconds(1));
        Claim claim;
        try (Connection other = db.database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + JdbcDueList.LOCK + ")");
            Future<?> edit = threads.submit(() -> db.planDueNow(halfHourly));
            awaitBlocked(1);
            db.stopClock(Duration.ofSeconds(1));
            claim = db.claim(1, "a").get(0);
            other.commit();
            edit.get();
        }
        assertThat(claim.slot()).isEqualTo(next);
        db.nsca.stores().runs().record(List.of(db.run(claim, hourly, CheckResult.of(0, "OK"))));

        Claims after = db.claims(Fixture.NODE, 1, "a");
        assertThat(after.claims()).as("the slot that has just run").isEmpty();
        assertThat(after.nextDueAt()).isEqualTo(next.plus(Duration.ofMinutes(30)));
    }
}
