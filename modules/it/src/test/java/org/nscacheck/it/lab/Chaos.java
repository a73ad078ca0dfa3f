/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Makes one fault after the other, of random kinds, at random moments, for random times. All kinds come equally often: they are
 * dealt like cards. Faults of different places overlap, those of one do not. Used by one thread.
 */
final class Chaos implements AutoCloseable {

    private final Random random;
    private final Breakage breakage;
    private final List<Fault> kinds;
    /** Milliseconds from one fault to the next, at least; up to twice as long. */
    private final long pause;

    private final Deque<Fault> deck = new ArrayDeque<>();

    /** Begins a fault of some kind; it ends by itself. */
    @FunctionalInterface
    interface Fault {

        void make() throws Exception;
    }

    private Chaos(Random random, Breakage breakage, List<Fault> kinds, long pause) {
        this.random = random;
        this.breakage = breakage;
        this.kinds = kinds;
        this.pause = pause;
    }

    /** What happens to networks and processes. */
    static Chaos ofMachines(Lab lab, Random random) {
        Breakage breakage = new Breakage(lab, random);
        List<Fault> kinds = new ArrayList<>(new ReceiverFaults(lab, breakage).kinds());
        kinds.addAll(new NodeFaults(lab, breakage).kinds());
        return new Chaos(random, breakage, kinds, 6_000);
    }

    /** The same, and what people do: on the screens, with new versions, and to the database. */
    static Chaos ofMachinesAndPeople(Lab lab, Random random) {
        Breakage breakage = new Breakage(lab, random);
        List<Fault> kinds = new ArrayList<>(new ReceiverFaults(lab, breakage).kinds());
        kinds.add(new ReceiverFaults(lab, breakage)::freeze);
        kinds.addAll(new NodeFaults(lab, breakage).kinds());
        kinds.addAll(new DatabaseFaults(lab, breakage).kinds());
        kinds.addAll(new PeopleFaults(lab, breakage).kinds());
        return new Chaos(random, breakage, kinds, 2_500);
    }

    /** Makes a fault, and returns after a pause, which may be before it has ended. */
    void next() throws Exception {
        if (deck.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        make(deck.remove());
    }

    /** Makes a fault that is not one of the deck, in the same way. */
    void make(Fault fault) throws Exception {
        long began = System.nanoTime();
        long next = breakage.between(pause, 2 * pause);
        fault.make();
        breakage.throwWhatWentWrong();
        long left = next - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        if (left > 0) {
            Lab.during(Duration.ofMillis(left));
        }
    }

    /** What is broken, for faults that are not in the deck. */
    Breakage breakage() {
        return breakage;
    }

    /** Waits until everything is whole again. */
    void heal() throws Exception {
        breakage.heal();
    }

    @Override
    public void close() {
        breakage.close();
    }
}
