/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes one fault after the other, of random kinds, at random moments, for random times. All kinds come equally often: they are
 * dealt like cards. Faults of different places overlap, those of one do not. Used by one thread.
 */
final class Chaos implements AutoCloseable {

    private final Lab lab;
    private final Random random;
    private final ScheduledExecutorService ends = Executors.newScheduledThreadPool(3);
    private final Deque<Kind> deck = new ArrayDeque<>();
    /** What is broken now: names of nodes and of the receiver. */
    private final Set<String> broken = Collections.synchronizedSet(new HashSet<>());

    private final Deque<Future<?>> pending = new ArrayDeque<>();

    private enum Kind {
        CUT,
        RESET,
        DELAY,
        SILENCE,
        REFUSE,
        DAEMON_KILL,
        FREEZE,
        KILL,
        SECOND_KILL,
        DATABASE_CUT,
        DATABASE_AWAY
    }

    Chaos(Lab lab, Random random) {
        this.lab = lab;
        this.random = random;
    }

    /** Makes a fault, and returns after 7 to 10 seconds, which may be before it has ended. */
    void next() throws Exception {
        if (deck.isEmpty()) {
            List<Kind> shuffled = new ArrayList<>(Arrays.asList(Kind.values()));
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        long began = System.nanoTime();
        long pause = between(7_000, 10_000);
        make(deck.remove());
        while (!pending.isEmpty() && pending.element().isDone()) {
            pending.remove().get(); // throws what went wrong
        }
        long left = pause - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        if (left > 0) {
            Lab.during(Duration.ofMillis(left));
        }
    }

    private long between(long from, long to) {
        return from + random.nextLong(to - from);
    }

    private void make(Kind kind) throws Exception {
        switch (kind) {
            case CUT -> receiver("cut", 0, 1, lab.receiver().network()::cut);
            case RESET -> receiver("reset", 0, 1, lab.receiver().network()::reset);
            case DELAY -> {
                Duration delay = Duration.ofMillis(between(20, 400));
                receiver("delay", 2_000, 6_000, () -> lab.receiver().network().delay(delay));
            }
            case SILENCE -> receiver("half-open", 2_000, 8_000, lab.receiver().network()::silence);
            case REFUSE -> receiver("refuse", 1_000, 6_000, lab.receiver().network()::refuse);
            case DAEMON_KILL ->
                receiver("daemon killed", 500, 4_000, lab.receiver().daemon()::kill);
            case FREEZE -> freeze(pick());
            case KILL, SECOND_KILL -> kill(pick());
            case DATABASE_CUT -> databaseCut(pick());
            case DATABASE_AWAY -> databaseAway(pick());
        }
    }

    /** Breaks the way to the receiver, or the receiver, and mends it after a while. */
    private void receiver(String kind, long shortest, long longest, Runnable fault) throws Exception {
        awaitWhole("receiver");
        Runnable end = lab.timeline().begin(kind, Timeline.Place.RECEIVER, "");
        fault.run();
        endAfter(between(shortest, longest), "receiver", () -> {
            if (!lab.receiver().daemon().isRunning()) {
                lab.receiver().daemon().restart();
            }
            lab.receiver().network().pass();
            end.run();
        });
    }

    private void freeze(Node node) throws Exception {
        Runnable thaw = node.freeze();
        endAfter(between(2_000, 20_000), node.name(), thaw);
    }

    private void kill(Node node) throws Exception {
        node.kill();
        endAfter(between(500, 5_000), node.name(), () -> {
            try {
                node.start();
                node.awaitReady();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void databaseCut(Node node) throws Exception {
        Runnable end = lab.timeline().begin("database cut", Timeline.Place.NODE, node.name());
        node.database().reset();
        endAfter(1, node.name(), end);
    }

    private void databaseAway(Node node) throws Exception {
        Runnable end = lab.timeline().begin("database away", Timeline.Place.NODE, node.name());
        if (random.nextBoolean()) {
            node.database().silence();
        } else {
            node.database().refuse();
            node.database().reset();
        }
        endAfter(between(1_000, 12_000), node.name(), () -> {
            node.database().pass();
            end.run();
        });
    }

    /** Returns a node that nothing is wrong with, any of them. */
    private Node pick() throws Exception {
        List<Node> nodes = new ArrayList<>(lab.nodes());
        Collections.shuffle(nodes, random);
        Lab.until(Duration.ofMinutes(2), () -> nodes.stream().anyMatch(node -> !broken.contains(node.name())));
        Node whole = nodes.stream()
                .filter(node -> !broken.contains(node.name()))
                .findFirst()
                .orElseThrow();
        broken.add(whole.name());
        return whole;
    }

    private void awaitWhole(String place) {
        Lab.until(Duration.ofMinutes(1), () -> !broken.contains(place));
        broken.add(place);
    }

    private void endAfter(long millis, String place, Runnable end) {
        pending.add(ends.schedule(
                () -> {
                    end.run();
                    broken.remove(place);
                },
                millis,
                TimeUnit.MILLISECONDS));
    }

    /** Waits until everything is whole again. */
    void heal() throws Exception {
        for (Future<?> end : pending) {
            end.get(2, TimeUnit.MINUTES);
        }
        pending.clear();
    }

    @Override
    public void close() {
        ends.shutdownNow();
    }
}
