/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Metric;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.delivery.Batch;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Ready;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class DeliveryStoreTest {

    private final Fixture db = new Fixture();
    private final DeliveryStore outbox = db.nsca.stores().deliveries();

    @AfterEach
    void close() {
        db.close();
    }

    private Check planned(String key, Server server) {
        Check check = db.addCheck(key, server);
        db.planDueNow(check);
        return check;
    }

    private ServerLease lease(Server server) {
        return outbox.lease(server.id(), Fixture.NODE, Fixture.LEASE).orElseThrow();
    }

    private List<String> taken(ServerLease lease) {
        return outbox.take(lease, 100, Fixture.LEASE).deliveries().stream()
                .map(delivery -> delivery.report().message())
                .toList();
    }

    private List<String> states() {
        return db.query("SELECT message, state FROM nscacheck.nsca_delivery ORDER BY id");
    }

    private static Completion sent(Delivery delivery) {
        return new Completion(delivery.id(), DeliveryState.SENT, "");
    }

    private static Completion waiting(Delivery delivery, String reason, @Nullable Duration pause) {
        return new Completion(delivery.id(), DeliveryState.WAITING, DeliveryProblem.UNREACHABLE, reason, pause);
    }

    @Test
    void handsOutWhatWasRecordedAndNotesHowItEnded() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        Check check = planned("a", server);
        assertThat(outbox.findReady(Fixture.NODE).servers()).isEmpty();
        db.result(check, Status.WARNING, "7 mails");
        assertThat(outbox.findReady(Fixture.NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(server.id());

        ServerLease lease = lease(server);
        assertThat(outbox.findReady(Fixture.OTHER).servers()).as("leased").isEmpty();
        assertThat(outbox.lease(server.id(), Fixture.OTHER, Fixture.LEASE)).isEmpty();
        List<Delivery> batch = outbox.take(lease, 100, Fixture.LEASE).deliveries();

        assertThat(batch).singleElement().satisfies(delivery -> {
            assertThat(delivery.report().target().toString()).isEqualTo("shop/a");
            assertThat(delivery.report().status()).isEqualTo(Status.WARNING);
            assertThat(delivery.attempts()).isZero();
        });
        assertThat(outbox.complete(lease, List.of(sent(batch.get(0))))).isTrue();
        outbox.release(lease, 0, Duration.ZERO);
        assertThat(states()).containsExactly("7 mails SENT");
        assertThat(outbox.findReady(Fixture.NODE).servers()).isEmpty();
        assertThat(lease(server).number()).isEqualTo(2);
    }

    @Test
    @Row(value = "R04", done = "what waits is superseded, one row for each service")
    void supersedesWhatWaitsUnderLatestButNotWhatIsOnItsWay() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        Check check = planned("a", server);
        db.result(check, Status.OK, "1");
        db.result(check, Status.CRITICAL, "2");
        ServerLease lease = lease(server);
        List<Delivery> batch = outbox.take(lease, 100, Fixture.LEASE).deliveries();
        db.result(check, Status.OK, "3");

        assertThat(states()).containsExactly("1 SUPERSEDED", "2 LEASED", "3 WAITING");

        // It could not be sent, and meanwhile there is something newer.
        outbox.complete(lease, List.of(waiting(batch.get(0), "reset", null)));
        assertThat(taken(lease)).containsExactly("3");
        assertThat(states()).containsExactly("1 SUPERSEDED", "2 SUPERSEDED", "3 LEASED");
    }

    @Test
    @Row(value = "R36", done = "its row cannot be read any more: it is discarded with the reason, the others are sent")
    void discardsARowThatCannotBeReadAndHandsOutTheOthers() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        db.result(planned("a", server), Status.WARNING, "bad");
        db.result(planned("b", server), Status.WARNING, "good");
        db.execute("UPDATE nscacheck.nsca_delivery SET host = 'a;b' WHERE message = 'bad'");

        assertThat(taken(lease(server))).containsExactly("good");

        assertThat(states()).containsExactly("bad DISCARDED", "good LEASED");
        assertThat(db.query("SELECT reason FROM nscacheck.nsca_delivery WHERE message = 'bad'"))
                .singleElement()
                .asString()
                .startsWith("it cannot be read: ");
    }

    @Test
    void notesWhatWasSentWhateverItsReason() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        db.result(planned("a", server), Status.WARNING, "sent");
        ServerLease lease = lease(server);
        long id = outbox.take(lease, 100, Fixture.LEASE).deliveries().get(0).id();
        String reason = "\u0000\ud800" + "x".repeat(10_000_000);

        assertThat(outbox.complete(lease, List.of(new Completion(id, DeliveryState.SENT, reason))))
                .isTrue();

        assertThat(states()).containsExactly("sent SENT");
        assertThat(db.query("SELECT length(reason) FROM nscacheck.nsca_delivery"))
                .containsExactly("1003");
    }

    @Test
    void keepsEveryChangeOfStateUnderChanges() {
        Server server = db.addServer("nagios", CatchUp.CHANGES);
        Check check = planned("a", server);
        db.result(check, Status.OK, "1 first");
        db.result(check, Status.OK, "2 same");
        db.result(check, Status.CRITICAL, "3 change");
        db.result(check, Status.CRITICAL, "4 same");
        db.result(check, Status.OK, "5 change");
        db.result(check, Status.OK, "6 newest");

        assertThat(states())
                .containsExactly(
                        "1 first WAITING",
                        "2 same SUPERSEDED",
                        "3 change WAITING",
                        "4 same SUPERSEDED",
                        "5 change WAITING",
                        "6 newest WAITING");
    }

    @Test
    @Row(value = "R66", done = "one batch takes all that waits for a service, in its order")
    void handsOutAllOfATargetAtOnceButNothingBehindOneThatHasToWait() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check a = planned("a", server);
        Check b = planned("b", server);
        for (String message : List.of("a1", "a2", "a3")) {
            db.result(a, Status.WARNING, message);
            db.result(b, Status.WARNING, message.replace('a', 'b'));
        }
        ServerLease lease = lease(server);

        assertThat(outbox.take(lease, 3, Fixture.LEASE).deliveries())
                .extracting(delivery -> delivery.report().message())
                .containsExactly("a1", "b1", "a2");
        db.execute("UPDATE nscacheck.nsca_delivery SET state = 'WAITING'");
        db.execute("UPDATE nscacheck.nsca_delivery SET not_before = nscacheck.nsca_now() + interval '1 minute'"
                + " WHERE message = 'a2'");

        assertThat(taken(lease)).containsExactly("a1", "b1", "b2", "b3");
    }

    @Test
    @Row(value = "R66", done = "behind a row that is locked nothing of its service is taken")
    void takesNothingBehindARowThatIsLocked() throws SQLException {
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check a = planned("a", server);
        Check b = planned("b", server);
        db.result(a, Status.WARNING, "a1");
        db.result(a, Status.WARNING, "a2");
        db.result(b, Status.WARNING, "b1");
        ServerLease lease = lease(server);
        try (Connection other = db.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("SELECT FROM nscacheck.nsca_delivery WHERE message = 'a1' FOR UPDATE");
            }
            assertThat(taken(lease)).containsExactly("b1");
            other.rollback();
        }
        assertThat(taken(lease)).containsExactly("a1", "a2");
    }

    @Test
    void takesABatchQuicklyOutOfManyOfWhichHalfHasToWait() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        db.result(planned("a", server), Status.WARNING, "a1");
        db.execute("INSERT INTO nscacheck.nsca_delivery (server_id, host, service, check_id, node, claim_no, status,"
                + " changed, message, long_output, perf_data, at, state, created_at, not_before)"
                + " SELECT server_id, host, 's' || i % 5000, check_id, node, -i, 1, true, i::text, '', perf_data, at,"
                + " 'WAITING', created_at,"
                + " CASE WHEN i BETWEEN 5000 AND 7499 THEN nscacheck.nsca_now() + interval '1 minute' END"
                + " FROM nscacheck.nsca_delivery, generate_series(0, 19999) i ORDER BY i");
        ServerLease lease = lease(server);
        long began = System.nanoTime();

        List<Delivery> batch = outbox.take(lease, 10_000, Fixture.LEASE).deliveries();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(batch).hasSize(10_000);
        assertThat(taken(lease)).hasSize(100);
    }

    @Test
    void letsNothingOvertakeWhatWasRefusedUnderAll() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check a = planned("a", server);
        Check b = planned("b", server);
        db.result(a, Status.OK, "a1");
        db.result(a, Status.OK, "a2");
        db.result(b, Status.OK, "b1");
        ServerLease lease = lease(server);

        List<Delivery> first = outbox.take(lease, 100, Fixture.LEASE).deliveries();
        assertThat(first).extracting(d -> d.report().message()).containsExactly("a1", "a2", "b1");
        outbox.complete(
                lease,
                List.of(
                        waiting(first.get(0), "refused: no such service", Duration.ofMinutes(15)),
                        waiting(first.get(1), "not sent", null),
                        sent(first.get(2))));

        assertThat(taken(lease)).as("a2 must not overtake a1").isEmpty();
        outbox.release(lease, 0, Duration.ZERO);
        Ready ready = outbox.findReady(Fixture.NODE);
        assertThat(ready.servers()).isEmpty();
        assertThat(ready.nextAt()).isAfter(ready.now().plusSeconds(800));
        db.moveClock(Duration.ofMinutes(16));
        // The clock also passed the end of their validity: nothing that was OK is sent as OK any more.
        assertThat(taken(lease(server))).isEmpty();
        assertThat(states()).containsExactly("a1 EXPIRED", "a2 EXPIRED", "b1 SENT");
    }

    @Test
    void expiresAnOkBehindItsValidityButSendsAProblem() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        db.result(planned("a", server), Status.OK, "fine");
        db.result(planned("b", server), Status.CRITICAL, "broken");
        db.moveClock(Duration.ofMinutes(10));

        Batch batch = outbox.take(lease(server), 100, Fixture.LEASE);
        assertThat(batch.deliveries())
                .extracting(delivery -> delivery.report().message())
                .containsExactly("broken");
        assertThat(batch.expired()).isOne();

        assertThat(states()).containsExactly("fine EXPIRED", "broken LEASED");
        assertThat(db.nsca.stores().summaries().servers())
                .singleElement()
                .satisfies(summary -> assertThat(summary.expired()).isOne());
        db.moveClock(Duration.ofHours(25));
        assertThat(taken(lease(server))).isEmpty();
        assertThat(states()).containsExactly("fine EXPIRED", "broken EXPIRED");
    }

    @Test
    void expiresWhatIsOlderThanTheMaximumAgeOfItsServer() {
        Server usual = db.addServer("nagios", CatchUp.LATEST);
        Server server = db.nsca
                .stores()
                .servers()
                .save(usual.toBuilder().maxAge(Duration.ofMinutes(90)).build(), SecretChange.KEEP);
        db.result(planned("a", server), Status.CRITICAL, "broken");

        db.moveClock(Duration.ofMinutes(89));
        assertThat(taken(lease(server))).hasSize(1);
        db.moveClock(Duration.ofMinutes(91));
        assertThat(taken(lease(server))).isEmpty();

        assertThat(states()).containsExactly("broken EXPIRED");
    }

    @Test
    @Row(value = "R21", done = "its late word about a delivery is refused")
    void reclaimsDeliveriesOfDeadNodeAndRejectsItsLateCompletion() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        db.result(planned("a", server), Status.WARNING, "1");
        ServerLease dead = lease(server);
        List<Delivery> onTheWay = outbox.take(dead, 100, Fixture.LEASE).deliveries();
        assertThat(outbox.findReady(Fixture.OTHER).nextAt()).isNotNull();
        db.moveClock(Duration.ofSeconds(31));
        assertThat(outbox.findReady(Fixture.NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(server.id());

        ServerLease taker =
                outbox.lease(server.id(), Fixture.OTHER, Fixture.LEASE).orElseThrow();
        List<Delivery> again = outbox.take(taker, 100, Fixture.LEASE).deliveries();

        assertThat(again).singleElement().satisfies(d -> assertThat(d.attempts())
                .isEqualTo(1));
        assertThat(outbox.complete(dead, List.of(sent(onTheWay.get(0))))).isFalse();
        assertThat(outbox.take(dead, 100, Fixture.LEASE).deliveries()).isEmpty();
        assertThat(states()).containsExactly("1 LEASED");
        assertThat(outbox.complete(taker, List.of(sent(again.get(0))))).isTrue();
        assertThat(states()).containsExactly("1 SENT");
    }

    @Test
    @Row(value = "R16", done = "a lease whose answer was lost is the same node's again at once, under a higher number")
    void leasesAgainWhatItsOwnNodeHasLeased() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        db.result(planned("a", server), Status.WARNING, "1");
        ServerLease lost = lease(server);
        outbox.take(lost, 100, Fixture.LEASE);

        assertThat(outbox.findReady(Fixture.NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(server.id());
        List<Delivery> again = outbox.take(lease(server), 100, Fixture.LEASE).deliveries();

        assertThat(again).hasSize(1);
        assertThat(outbox.complete(lost, List.of(sent(again.get(0))))).isFalse();
        assertThat(states()).containsExactly("1 LEASED");
    }

    @Test
    void leavesAServerAloneForThePauseAndRemembersItsFailures() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        db.result(planned("a", server), Status.WARNING, "1");
        outbox.release(lease(server), 3, Duration.ofSeconds(4));

        Ready paused = outbox.findReady(Fixture.NODE);
        assertThat(paused.servers()).isEmpty();
        assertThat(Duration.between(paused.now(), paused.nextAt()))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
        assertThat(outbox.lease(server.id(), Fixture.NODE, Fixture.LEASE)).isEmpty();
        db.moveClock(Duration.ofSeconds(5));
        assertThat(outbox.findReady(Fixture.NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(server.id());
        assertThat(lease(server).failures()).isEqualTo(3);
    }

    @Test
    void doesNotDeliverToAnInactiveServer() {
        Server server = db.addServer("nagios", CatchUp.LATEST);
        db.result(planned("a", server), Status.WARNING, "1");
        db.nsca.stores().servers().save(server.toBuilder().active(false).build(), SecretChange.KEEP);

        assertThat(outbox.findReady(Fixture.NODE).servers()).isEmpty();
    }

    /** A newer release on another node may write what this one does not understand. */
    @Test
    @Row(value = "R36", done = "a row whose metrics cannot be read goes out without them, the others with theirs")
    void handsOutWhatItCannotReadWhole() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        db.result(planned("a", server), Status.WARNING, "poison");
        db.result(planned("b", server), Status.WARNING, "fine");
        db.execute("UPDATE nscacheck.nsca_delivery SET perf_data = '{\"metrics\": [{\"label\": \"x\", \"value\":"
                + " \"many\"}, {\"label\": \"y\", \"value\": 1, \"warn\": \"20:10\"}, {\"label\": \"z\","
                + " \"value\": 2}]}' WHERE message = 'poison'");

        List<Delivery> batch = outbox.take(lease(server), 100, Fixture.LEASE).deliveries();

        assertThat(batch).extracting(d -> d.report().message()).containsExactly("poison", "fine");
        assertThat(batch.get(0).report().perfData().metrics()).containsExactly(Metric.of("z", 2));
        assertThat(batch.get(0).report().perfData().faults()).hasSize(2).allSatisfy(fault -> assertThat(fault)
                .contains("could not be read"));
    }

    @Test
    @Row(value = "R34", done = "deleted: what waited is counted, discarded, and missed by no audit")
    void discardsWhatWaitsForAServerThatIsDeletedAndSaysHowMuch() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        Check check = planned("a", server);
        db.result(check, Status.OK, "1");
        db.result(check, Status.OK, "2");
        ServerLease lease = lease(server);
        outbox.complete(
                lease,
                List.of(sent(outbox.take(lease, 1, Fixture.LEASE).deliveries().get(0))));

        assertThat(db.nsca.stores().servers().delete(server.id())).isEqualTo(1);
        assertThat(db.nsca.stores().servers().delete(server.id()))
                .as("the second time")
                .isZero();

        assertThat(states()).isEmpty();
        assertThat(db.nsca.stores().history().audit()).isEmpty();
        assertThat(outbox.complete(lease, List.of())).as("its lease").isFalse();
    }

    @Test
    @Row(value = "R34", done = "renamed and given another address: what waits goes there")
    void deliversToTheNewAddressWhatWaitedForTheOldOne() {
        Server server = db.addServer("nagios", CatchUp.ALL);
        db.result(planned("a", server), Status.CRITICAL, "1");
        Server moved = db.nsca
                .stores()
                .servers()
                .save(
                        server.toBuilder()
                                .name("icinga")
                                .address("192.0.2.7")
                                .port(5668)
                                .build(),
                        SecretChange.KEEP);

        assertThat(outbox.findReady(Fixture.NODE).servers())
                .extracting(Ready.Candidate::id)
                .containsExactly(moved.id());
        assertThat(taken(lease(moved))).containsExactly("1");
        assertThat(db.nsca.stores().servers().find(server.id()).map(Server::address))
                .contains("192.0.2.7");
    }
}
