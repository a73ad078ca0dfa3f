/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is broken now, and when that ends. Faults are made by one thread; they end in others. */
final class Breakage implements AutoCloseable {

    private final Lab lab;
    private final Random random;
    private final ScheduledExecutorService ends = Executors.newScheduledThreadPool(6);
    /** Places: names of nodes, of the receiver, and of other things of which only one can be broken at a time. */
    private final Set<String> broken = Collections.synchronizedSet(new HashSet<>());

    private final Deque<Future<?>> pending = new ArrayDeque<>();

    Breakage(Lab lab, Random random) {
        this.lab = lab;
        this.random = random;
    }

    Random random() {
        return random;
    }

    long between(long from, long to) {
        return from + random.nextLong(to - from);
    }

    <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** Takes a node that nothing is wrong with, any of them. */
    Node takeNode() {
        List<Node> nodes = new ArrayList<>(lab.nodes());
        Collections.shuffle(nodes, random);
        List<Node> taken = new ArrayList<>();
        Lab.until(Duration.ofMinutes(2), () -> {
            nodes.stream().filter(node -> broken.add(node.name())).findFirst().ifPresent(taken::add);
            return !taken.isEmpty();
        });
        return taken.get(0);
    }

    /** Takes a place as soon as nothing is wrong there. */
    void take(String place) {
        Lab.until(Duration.ofMinutes(2), () -> broken.add(place));
    }

    /** Says that nothing is wrong with a place any more. */
    void leave(String place) {
        broken.remove(place);
    }

    /** Ends what is wrong with a place after a while. */
    void endAfter(long millis, String place, Callable<?> end) {
        pending.add(ends.schedule(
                () -> {
                    end.call();
                    leave(place);
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS));
    }

    void throwWhatWentWrong() throws Exception {
        while (!pending.isEmpty() && pending.element().isDone()) {
            pending.remove().get();
        }
    }

    /** Waits until everything is whole again. */
    void heal() throws Exception {
        for (Future<?> end : pending) {
            end.get(3, TimeUnit.MINUTES);
        }
        pending.clear();
    }

    @Override
    public void close() {
        ends.shutdownNow();
    }
}
