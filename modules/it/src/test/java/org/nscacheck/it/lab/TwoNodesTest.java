/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/**
 * Two nodes, one of which is hit: killed, frozen, stopped, cut off from the database. The nodes are shared by all tests, and the
 * books are judged from the beginning after each, because starting a node and becoming steady takes most of the time.
 */
@Tag("faults")
@Isolated("it measures how long a node takes to take over")
class TwoNodesTest {

    private static Lab lab;
    private static Node a;
    private static Node b;

    @BeforeAll
    static void startNodes() throws Exception {
        lab = Lab.with("two-nodes", Lab.Settings.of(CatchUp.ALL).withLongBatches());
        List<Node> nodes = lab.startNodes("node-a", "node-b");
        a = nodes.get(0);
        b = nodes.get(1);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @BeforeEach
    void resume() {
        lab.resume();
    }

    @AfterEach
    void losesNothing() throws IOException {
        lab.settle();
        lab.judge().forEach(Books::assertAllDelivered);
    }

    /** Waits until a node has lived for as long as it must before it takes over from others. */
    private static void awaitSteady(Node node) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> lab.count(
                                "SELECT count(*) FROM nscacheck.nsca_node WHERE node LIKE ?"
                                        + " AND alive_since < now() - interval '10 s'",
                                node.name() + "/%")
                        > 0);
    }

    /** Waits until a node is running something slow, so that it is hit in the middle: what is only claimed has not begun. */
    private static void awaitRunning(Node node) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> node.begun().stream()
                .anyMatch(begun -> begun.what().startsWith("slow")
                        && begun.at() > lab.timeline().now() - 100_000));
    }

    /** Returns how long it takes the other to have all checks of a node and to deliver. */
    private static Duration takeOver(String row, Node from, Node by) {
        Duration checks = Lab.until(Duration.ofSeconds(60), () -> lab.claimedBy(from) == 0);
        Lab.print(row, "checks of the node free after", checks);
        Duration delivery = Lab.until(
                Duration.ofSeconds(60),
                () -> lab.count(
                                "SELECT count(*) FROM nscacheck.nsca_server_lease WHERE node LIKE ?"
                                        + " AND last_delivered_at > now() - interval '300 ms'",
                                by.name() + "/%")
                        == 1);
        Lab.print(row, "and the other one delivers after", checks.plus(delivery));
        return checks.plus(delivery);
    }

    @Test
    @Row(value = "R19", done = "kill -9 of one of two nodes; the other takes over within 15 s and nothing is lost")
    void takesOverFromAKilledNode() throws Exception {
        awaitSteady(b);
        awaitRunning(a);
        a.kill();
        Lab.assertPromise(takeOver("R19", a, b), Duration.ofSeconds(15));
        a.start();
        a.awaitReady();
    }

    @Test
    @Row(
            value = "R20",
            done = "both nodes killed and started again; missed slots are made up for by one run for each check")
    void goesOnWhenBothWereKilled() throws Exception {
        b.kill();
        a.kill();
        a.start();
        b.start();
        a.awaitReady();
        b.awaitReady();
        Duration back = Lab.until(
                Duration.ofSeconds(60),
                () -> lab.claimedBy(a) + lab.claimedBy(b) < 60
                        && lab.count("SELECT count(*) FROM nscacheck.nsca_due WHERE due_at < now() - interval '2 s'")
                                == 0);
        Lab.print("R20", "everything on time again after the start", back);
    }

    @Test
    @Row(
            value = "R21",
            done = "a node is frozen for longer than it takes to be taken for dead; what it writes later is refused")
    void refusesWhatANodeWritesThatWasFrozen() throws Exception {
        awaitSteady(b);
        awaitRunning(a);
        Runnable thaw = a.freeze();
        try {
            Lab.assertPromise(takeOver("R21", a, b), Duration.ofSeconds(15));
            Lab.during(Duration.ofSeconds(5));
        } finally {
            thaw.run();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> a.log("NSCA-222") || a.log("NSCA-313"));
    }

    @Test
    @Row(
            value = "R21",
            done = "a node is frozen in the middle of a batch and wakes when the other one has sent newer results")
    void sendsNothingOldWhenItWakesInTheMiddleOfABatch() throws Exception {
        awaitSteady(a);
        awaitSteady(b);
        Runnable thaw = freezeInABatch();
        try {
            // The server is free 12 s after the batch was taken; then all that has waited is sent at once.
            Lab.assertPromise(takeOver("R21", frozen, frozen == a ? b : a), Duration.ofSeconds(20));
            int size = lab.receiver().daemon().rawLines().size();
            Lab.until(
                    Duration.ofSeconds(5),
                    () -> lab.receiver().daemon().rawLines().size() > size + 250);
        } finally {
            thaw.run();
        }
    }

    @Test
    @Row(
            value = "R21",
            done =
                    "a node is frozen in the middle of a transaction, and what it has locked is free for the other one all the same")
    void takesOverWhatAFrozenNodeHasLocked() throws Exception {
        awaitSteady(b);
        Runnable thaw = freezeInATransaction();
        try {
            Lab.assertPromise(takeOver("R21, in a transaction,", a, b), Duration.ofSeconds(17));
        } finally {
            thaw.run();
        }
    }

    private static Runnable freezeInATransaction() throws Exception {
        for (int tries = 0; tries < 400; tries++) {
            Runnable thaw = a.freeze();
            // The other node's transactions are over by then.
            Lab.during(Duration.ofMillis(60));
            if (lab.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND state = 'idle in transaction' AND state_change < now() - interval '50 ms'"
                            + " AND backend_xid IS NOT NULL")
                    > 0) {
                System.out.printf("R21: frozen in a transaction at try %d%n", tries);
                return thaw;
            }
            thaw.run();
            Lab.during(Duration.ofMillis(37));
        }
        throw new AssertionError("the node could not be caught in the middle of a transaction");
    }

    private Node frozen;

    /** Freezes whichever node is sending, until it is one that has sent a part of a batch. */
    private Runnable freezeInABatch() throws Exception {
        for (int tries = 0; tries < 2000; tries++) {
            Node node = tries % 2 == 0 ? a : b;
            int size = lab.receiver().daemon().rawLines().size();
            if (!node.isSending()) {
                continue;
            }
            Runnable thaw = node.freeze();
            int part = lab.receiver().daemon().rawLines().size() - size;
            if (node.isSending() && part > 0 && part < 100) {
                System.out.printf("R21: %s frozen after %d reports of a batch%n", node.name(), part);
                frozen = node;
                return thaw;
            }
            thaw.run();
        }
        throw new AssertionError("no node could be caught in the middle of a batch");
    }

    @Test
    @Row(value = "R22", done = "a node is cut off from the database; it starts no checks, and the other one does")
    void startsNothingWithoutTheDatabase() throws Exception {
        awaitSteady(b);
        long twiceBefore = lab.begunTwice();
        awaitRunning(a);
        Runnable end = lab.timeline().begin("partition", Timeline.Place.NODE, a.name());
        a.database().silence();
        long cutOff = lab.timeline().now();
        long held = lab.claimedBy(a);
        long back;
        try {
            Lab.assertPromise(takeOver("R22", a, b), Duration.ofSeconds(15));
            Lab.during(Duration.ofSeconds(10));
        } finally {
            back = lab.timeline().now();
            a.database().pass();
            end.run();
        }
        assertThat(a.begun())
                .as("checks begun while the database could not be reached")
                .noneMatch(begun -> begun.at() > cutOff + 2_000_000 && begun.at() < back);
        await().atMost(Duration.ofSeconds(20)).until(() -> a.begun().stream().anyMatch(begun -> begun.at() > back));
        // What it was running when it was cut off, or had claimed for the next quarter of a second, runs once more.
        assertThat(lab.begunTwice() - twiceBefore).isLessThanOrEqualTo(held);
    }

    // SIGTERM while checks run and results are delivered; the node ends in time and the other one goes on at once.
    @Test
    void stopsInOrder() throws Exception {
        awaitRunning(a);
        Duration took = a.terminate();
        Lab.print("R31", "the process was gone after", took);
        Lab.assertPromise(took, Duration.ofSeconds(20));
        assertThat(a.log("has been closed"))
                .as("errors of a pool that was closed too early")
                .isFalse();
        assertThat(lab.claimedBy(a)).as("checks it left claimed").isZero();
        Lab.assertPromise(takeOver("R31", a, b), Duration.ofSeconds(5));
        a.start();
        a.awaitReady();
    }
}
