/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What people are told while nodes are killed: twenty times, with seeded choices, at any moment and between decision and sending.
 * {@code -Dnscacheck.kills.seed=7} repeats the choices of an earlier run.
 */
@Tag("faults")
@EnabledIfSystemProperty(
        named = "nscacheck.notification-kills",
        matches = "true",
        disabledReason = "takes some minutes, so it runs with -Dnscacheck.notification-kills=true only")
@Isolated("its nodes take all that the machine has")
class NotificationKillsTest {

    private static final int KILLS = 20;
    private static final long SEED = Long.getLong("nscacheck.kills.seed", 42);
    private static final String NOTIFIER = "book";

    private final Random random = new Random(SEED);
    /** How many kills have hit a node that had taken decided notifications and not yet noted that they were sent. */
    private int cut;

    @Test
    void losesAndDoublesNoNotificationWhoeverIsKilled() throws Exception {
        Lab.Settings settings = new Lab.Settings(30, 0, "1s", List.of());
        try (Lab lab = Lab.with("notification-kills", settings)) {
            Path book = lab.directory().resolve("book.received");
            List<String> arguments = telling(book);
            List<Node> nodes = List.of(lab.addNode("node-a"), lab.addNode("node-b"), lab.addNode("node-c"));
            for (Node node : nodes) {
                node.start(arguments);
            }
            await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(book));
            int killed = 0;
            while (killed < KILLS) {
                killed += kill(lab, nodes, arguments);
            }
            nodes.forEach(Node::awaitReady);
            settle(lab);
            NotificationBooks books = NotificationBooks.of(lab, NOTIFIER, book);
            System.out.printf(
                    "%n%d kills, %d of them between decision and sending, seed %d%n%s%n", killed, cut, SEED, books);
            books.assertBalanced();
            assertThat(books.decided()).isGreaterThan(KILLS * 10);
            assertThat(cut).as("kills between decision and sending").isGreaterThanOrEqualTo(KILLS / 4);
            for (Node node : nodes) {
                assertThat(Files.readString(node.journal()))
                        .as("what %s has sent", node.name())
                        .contains(" " + NOTIFIER + " ");
            }
        }
    }

    private static List<String> telling(Path book) {
        String notifier = "--nscacheck.servers." + NOTIFIER;
        return List.of(
                notifier + ".kind=" + LabApplication.BOOK,
                notifier + ".host=localhost",
                notifier + ".settings.path=" + book,
                notifier + ".settings.format=json",
                "--nscacheck.allowed-paths.receivers=" + book.getParent(),
                "--nscacheck.policies.route.everything.notifiers=" + NOTIFIER,
                "--nscacheck.policies.route.everything.flap-detection=false",
                "--nscacheck.notifications.digest-above=1000");
    }

    /**
     * Kills one node that runs, or now and then all that do, starts them again and does not wait for them: others are killed meanwhile.
     * Returns how many were killed.
     */
    private int kill(Lab lab, List<Node> nodes, List<String> arguments) throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> nodes.stream().anyMatch(Node::isUp));
        if (random.nextBoolean()) {
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> waiting(lab) > 0);
        }
        Lab.during(Duration.ofMillis(random.nextInt(120)));
        List<Node> up = nodes.stream().filter(Node::isUp).toList();
        List<Node> victims = random.nextInt(5) == 0 ? up : List.of(likely(lab, up));
        for (Node victim : victims) {
            victim.kill();
            cut += sending(lab, victim) > 0 ? 1 : 0;
        }
        for (Node victim : victims) {
            victim.start(arguments);
        }
        return victims.size();
    }

    /** One of them, and in half of the cases the one that is sending, if there is one. */
    private Node likely(Lab lab, List<Node> up) {
        Node any = up.get(random.nextInt(up.size()));
        return random.nextBoolean()
                ? up.stream().filter(node -> sending(lab, node) > 0).findFirst().orElse(any)
                : any;
    }

    /** Returns how many notifications are decided and, as far as the outbox knows, not sent. */
    private static long waiting(Lab lab) {
        return lab.count(
                "SELECT count(*) FROM nscacheck.nsca_delivery WHERE ended_at IS NULL AND notice_id IS NOT NULL");
    }

    /** Returns how many of them a node had taken to send when it was killed. */
    private static long sending(Lab lab, Node killed) {
        return lab.count(
                "SELECT count(*) FROM nscacheck.nsca_delivery d JOIN nscacheck.nsca_server_lease l USING (server_id)"
                        + " WHERE d.state = 'LEASED' AND d.notice_id IS NOT NULL AND l.node LIKE ?",
                killed.name() + "/%");
    }

    /** Nothing runs any more, which ends all problems, and that is told. */
    private static void settle(Lab lab) {
        lab.settle();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        lab.count("SELECT count(*) FROM nscacheck.nsca_subject WHERE open") == 0 && waiting(lab) == 0);
    }
}
