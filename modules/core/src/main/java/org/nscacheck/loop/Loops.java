/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The loops of a node, and whether they are alive: a node whose loops are stalled must not hold claims that others could run.
 * {@link #tend} restarts loops without a thread. Thread-safe.
 */
public final class Loops implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Executor threads;
    private final LongSupplier nanoTime;
    private final Duration pause;
    private final List<Loop> all = new CopyOnWriteArrayList<>();

    /** @param threads gives a thread to each loop at once */
    public Loops(Executor threads) {
        this(threads, System::nanoTime, PAUSE);
    }

    /**
     * @param nanoTime a clock of nanoseconds
     * @param pause after a turn that failed
     */
    public Loops(Executor threads, LongSupplier nanoTime, Duration pause) {
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Starts a loop. Never throws: {@link #tend} starts a loop whose thread cannot be started now. */
    public Loop start(Loop.Kind kind, Loop.Turn turn) {
        Loop loop = new Loop(kind, turn, threads, nanoTime, pause);
        all.add(loop);
        loop.begin();
        return loop;
    }

    /** Restarts loops without a thread. Never throws. */
    public void tend() {
        all.forEach(Loop::begin);
    }

    /** Returns why loops are stalled, by their names. */
    public Map<String, String> ailments() {
        Map<String, String> ailments = new LinkedHashMap<>();
        for (Loop loop : all) {
            String ailment = loop.ailment();
            if (ailment != null) {
                ailments.put(loop.kind().name(), ailment);
            }
        }
        return ailments;
    }

    /** Returns whether all vital loops are alive. */
    public boolean areVitalAlive() {
        return all.stream().noneMatch(loop -> loop.kind().vital() && loop.ailment() != null);
    }

    /** The same without one of them, which has to find out about itself. */
    public boolean areOthersAlive(Loop self) {
        return all.stream().noneMatch(loop -> loop != self && loop.kind().vital() && loop.ailment() != null);
    }

    /** Wakes all loops. */
    public void wake() {
        all.forEach(Loop::wake);
    }

    /** Stops all loops after their current turns. */
    @Override
    public void close() {
        all.forEach(Loop::close);
    }
}
