/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.check.Check;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;

/** The outbox as people see it, where it is long, where rows are damaged, and while a node sends from it. */
class DeliveryDeskTest {

    private final Fixture db = new Fixture();
    private final DeliveryDesk desk = db.nsca.stores().desk();
    private final Server server = db.addServer("nagios", CatchUp.ALL);

    @AfterEach
    void close() {
        db.close();
    }

    private void deliver(String... keys) {
        for (String key : keys) {
            Check check = db.addCheck(key, server);
            db.planDueNow(check);
            db.result(check, Status.WARNING, key + " is bad");
        }
    }

    /** Copies the one delivery that there is, in each of the states in which a long outbox has them. */
    private void fill(int rows) {
        db.execute(
                "INSERT INTO nscacheck.nsca_delivery (server_id, host, service, check_id, node, claim_no, status, changed,"
                        + " message, long_output, perf_data, at, state, problem, attempts, created_at, ended_at)"
                        + " SELECT d.server_id, d.host, 's' || i % 500, d.check_id, d.node, i, 1, true, 'm' || i, '', d.perf_data,"
                        + " d.at, CASE WHEN i % 50 = 0 THEN 'WAITING' WHEN i % 977 = 0 THEN 'EXPIRED' ELSE 'SENT' END,"
                        + " CASE WHEN i % 500 = 0 THEN 'REFUSED' WHEN i % 250 = 0 THEN 'UNREACHABLE' END, 1, d.created_at,"
                        + " CASE WHEN i % 50 <> 0 THEN d.created_at + i / 100 * interval '1 second' END"
                        + " FROM nscacheck.nsca_delivery d, generate_series(1, " + rows + ") i");
    }

    private String plan(DeliveryQuery query, DeliveryLists.Begin begin) {
        Database database = new Database(db.database.pool(), "nscacheck");
        DeliveryLists list = DeliveryLists.of(query, begin);
        return String.join(
                "\n",
                database.<List<String>>byKeys(transaction -> transaction.query(
                        "EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) " + database.sql(list.sql()),
                        row -> row.text("QUERY PLAN"),
                        list.parameters().toArray())));
    }

    @Test
    void walksAlongAnIndexWhereverAListBegins() {
        deliver("a");
        fill(20_000);
        for (DeliveryGroup group : DeliveryGroup.values()) {
            DeliveryEntry tenth =
                    desk.list(DeliveryQuery.of(group, 10)).entries().get(9);
            DeliveryLists.Begin behind = new DeliveryLists.Begin(
                    server.id().value(),
                    "shop",
                    String.valueOf(tenth.summary().target().service()),
                    tenth.id(),
                    tenth.summary().endedAt());
            for (String plan : List.of(
                    plan(DeliveryQuery.of(group, 10), null),
                    plan(DeliveryQuery.of(group, 10), behind),
                    plan(DeliveryQuery.of(group, 10).of(server.id()).with("nothing like it"), behind))) {
                assertThat(plan).as(group.name()).contains("Index").doesNotContain("Seq Scan on nsca_delivery");
            }
            // What is sorted is what was walked along: eleven rows, and nothing before the walk ends.
            assertThat(plan(DeliveryQuery.of(group, 10), behind)
                            .lines()
                            .filter(line -> line.contains("Scan") && line.contains("nsca_delivery_"))
                            .filter(line -> !line.contains("never executed")))
                    .as(group.name())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).matches(".*rows=(\\d|1[01])(\\.\\d+)? .*"));
        }
    }

    @Test
    void givesUpLookingThroughALongOutboxAndGoesOnWhereItWas() {
        deliver("a");
        fill(12_000);
        db.execute("UPDATE nscacheck.nsca_delivery SET message = 'needle' WHERE id ="
                + " (SELECT id FROM nscacheck.nsca_delivery WHERE state = 'SENT' ORDER BY ended_at, id LIMIT 1)");
        DeliveryQuery needle = DeliveryQuery.of(DeliveryGroup.RECENT, 10).with("needle");

        DeliveryList first = desk.list(needle);
        DeliveryList second = desk.list(needle.after(first.next()));

        assertThat(first.entries()).isEmpty();
        assertThat(first.unfinished()).isTrue();
        assertThat(second.entries()).extracting(DeliveryEntry::message).containsExactly("needle");
        assertThat(second.unfinished()).isFalse();
        assertThat(second.next()).isZero();
    }

    @Test
    void showsADamagedRowWithNamesThatComeNearest() {
        deliver("a");
        db.execute("UPDATE nscacheck.nsca_delivery SET host = 'a;b', service = repeat('x', 300), perf_data = '[1]'");

        DeliveryEntry entry =
                desk.list(DeliveryQuery.of(DeliveryGroup.WAITING, 10)).entries().get(0);

        assertThat(entry.summary().target()).hasToString("a_b/" + "x".repeat(31));
        long run = entry.summary().runNumber();
        assertThat(desk.ofRun(entry.summary().check(), "", run, entry.at()))
                .singleElement()
                .satisfies(carried -> assertThat(carried.report()).isNull());
    }

    @Test
    void cutsLongMessages() {
        deliver("a");
        db.execute("UPDATE nscacheck.nsca_delivery SET message = repeat('\u20ac', 100000)");

        assertThat(desk.list(DeliveryQuery.of(DeliveryGroup.WAITING, 10)).entries())
                .extracting(DeliveryEntry::message)
                .containsExactly("\u20ac".repeat(DeliveryEntry.MAX_MESSAGE));
    }

    /** Whatever comes first: what was discarded was not sent, and what was sent was sent once and is not called discarded. */
    @Test
    void neverDiscardsWhatIsSentWhileANodeSends() throws Exception {
        deliver(IntStream.range(0, 60).mapToObj(i -> "c" + i).toArray(String[]::new));
        List<Long> all = desk.list(DeliveryQuery.of(DeliveryGroup.WAITING, 100)).entries().stream()
                .map(DeliveryEntry::id)
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<Long>> sending = threads.submit(this::sendAll);
            Future<Set<Long>> discarding = threads.submit(() -> discard(all));
            List<Long> sent = sending.get();
            Set<Long> discarded = discarding.get();

            assertThat(sent).doesNotHaveDuplicates().doesNotContainAnyElementsOf(discarded);
            assertThat(Stream.concat(sent.stream(), discarded.stream())).containsExactlyInAnyOrderElementsOf(all);
            assertThat(idsIn(DeliveryState.SENT)).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(idsIn(DeliveryState.DISCARDED)).containsExactlyInAnyOrderElementsOf(discarded);
        } finally {
            threads.shutdownNow();
        }
    }

    private Set<Long> idsIn(DeliveryState state) {
        return db.query("SELECT id FROM nscacheck.nsca_delivery WHERE state = '" + state + "'").stream()
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private Set<Long> discard(List<Long> all) {
        Set<Long> discarded = new HashSet<>();
        for (int i = 0; i < all.size(); i += 3) {
            List<Long> some = all.subList(i, Math.min(all.size(), i + 3));
            desk.discard(some, "no", "anna").done().forEach(entry -> discarded.add(entry.id()));
        }
        return discarded;
    }

    private List<Long> sendAll() {
        DeliveryStore outbox = db.nsca.stores().deliveries();
        List<Long> sent = new ArrayList<>();
        while (!db.query("SELECT FROM nscacheck.nsca_delivery WHERE ended_at IS NULL")
                .isEmpty()) {
            ServerLease lease =
                    outbox.lease(server.id(), Fixture.NODE, Fixture.LEASE).orElseThrow();
            List<Delivery> batch = outbox.take(lease, 2, Fixture.LEASE).deliveries();
            batch.forEach(delivery -> sent.add(delivery.id()));
            assertThat(outbox.complete(
                            lease,
                            batch.stream()
                                    .map(delivery -> new Completion(delivery.id(), DeliveryState.SENT, ""))
                                    .toList()))
                    .isTrue();
            outbox.release(lease, 0, java.time.Duration.ZERO);
        }
        return sent;
    }
}
