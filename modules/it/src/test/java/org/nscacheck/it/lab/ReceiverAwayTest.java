/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/** Three daemons refuse connections for a while, one for each policy of catching up; the tests look at one outage. */
@Tag("faults")
class ReceiverAwayTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("nscacheck.faults.outage", 40));
    private static final int CHECKS = 80;
    private static final int SLOW = 12;

    private static Lab lab;
    private static final List<Duration> FIRST_SENDS = new ArrayList<>();
    private static final List<Long> WAITING = new ArrayList<>();
    private static List<Books> books;
    private static long runsMeanwhile;

    @BeforeAll
    static void takeTheDaemonsAway() throws Exception {
        lab = Lab.with(
                "receiver-away",
                Lab.Settings.of(CatchUp.LATEST, CatchUp.CHANGES, CatchUp.ALL).with(CHECKS, "1s"));
        lab.startNode("node-a");
        lab.awaitFlow();
        long before = lab.count("SELECT count(*) FROM nscacheck.nsca_run");
        Runnable end = lab.timeline().begin("refuse", Timeline.Place.RECEIVER, "");
        lab.receivers().forEach(receiver -> receiver.network().refuse());
        Lab.during(OUTAGE);
        for (Receiver receiver : lab.receivers()) {
            WAITING.add(lab.count(
                    "SELECT count(*) FROM nscacheck.nsca_delivery d JOIN nscacheck.nsca_server s ON s.id = d.server_id"
                            + " WHERE s.name = ? AND d.ended_at IS NULL",
                    receiver.name()));
        }
        runsMeanwhile = lab.count("SELECT count(*) FROM nscacheck.nsca_run") - before;
        List<Integer> sizes = lab.receivers().stream()
                .map(receiver -> receiver.daemon().rawLines().size())
                .toList();
        lab.receivers().forEach(receiver -> receiver.network().pass());
        long back = System.nanoTime();
        for (Receiver receiver : lab.receivers()) {
            int size = sizes.get(lab.receivers().indexOf(receiver));
            Lab.until(Duration.ofSeconds(60), () -> receiver.daemon().rawLines().size() > size);
            FIRST_SENDS.add(Duration.ofNanos(System.nanoTime() - back));
            Lab.print(
                    "R01",
                    "first result after the return under " + receiver.catchUp(),
                    FIRST_SENDS.get(FIRST_SENDS.size() - 1));
        }
        end.run();
        Lab.during(Duration.ofSeconds(3));
        lab.settle();
        books = lab.judge();
        System.out.printf("R01: runs meanwhile %d, reports that waited %s%n", runsMeanwhile, WAITING);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    @Row(
            value = "R01",
            done = "checks go on, one report for each service waits, and the newest is sent soon after the return")
    void sendsTheNewestSoonAfterTheReturn() {
        assertThat(runsMeanwhile).isGreaterThan(CHECKS * OUTAGE.toSeconds() * 8 / 10);
        assertThat(WAITING.get(0)).isLessThanOrEqualTo(CHECKS + SLOW);
        assertThat(FIRST_SENDS).allSatisfy(time -> Lab.assertPromise(time, Duration.ofSeconds(5)));
        books.get(0).assertAllDelivered();
        assertThat(books.get(0).superseded()).isPositive();
    }

    @Test
    @Row(value = "R02", done = "under CHANGES all changes of state are delivered in order, and the newest")
    void deliversAllChanges() {
        books.get(1).assertAllDelivered();
        assertThat(WAITING.get(1)).isLessThan(runsMeanwhile);
        assertThat(books.get(1).superseded()).isPositive();
    }

    @Test
    @Row(value = "R02", done = "under ALL everything is delivered in order")
    void deliversAll() {
        books.get(2).assertAllDelivered();
        assertThat(WAITING.get(2)).isLessThanOrEqualTo(runsMeanwhile + CHECKS + SLOW);
        assertThat(books.get(2).superseded()).isZero();
    }
}
