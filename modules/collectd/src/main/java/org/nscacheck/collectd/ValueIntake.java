/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.nscacheck.RefusedException;
import org.nscacheck.loop.Outage;
import org.nscacheck.push.PushedState;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gathers states for a moment and has them stored together, in the order of their coming: a packet has dozens of values, and each has to
 * be answered for at once. What cannot be stored now is tried again; what comes when there is no more room is left out, counted and
 * logged. Thread-safe.
 */
public final class ValueIntake {

    private static final Logger log = LoggerFactory.getLogger(ValueIntake.class);

    private static final long LINGER_MILLIS = 250;
    private static final long AGAIN_MILLIS = 1000;
    /** How many refusals are remembered, so that each is logged once. */
    private static final int MOST_REFUSALS = 1000;

    private static final long REFUSED_FOR_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Store store;
    private final LongSupplier nanoTime;
    private final int capacity;
    private final Object storing = new Object();
    private final AtomicLong dropped = new AtomicLong();
    private final Map<String, List<PushedState>> waiting = new LinkedHashMap<>();
    private int size;
    /** When by state; guarded by {@link #storing}. */
    private final Map<String, Long> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REFUSALS;
        }
    };

    private final Outage outage = new Outage(
            log,
            Level.ERROR,
            "NSCA-568 values of collectd cannot be stored, retrying every second",
            "NSCA-569 values of collectd are stored again");

    /** Stores states of one host. */
    @FunctionalInterface
    public interface Store {

        /** @throws RefusedException if one of them cannot be taken; none is stored then */
        void report(String host, List<PushedState> states);
    }

    /**
     * @param capacity how many states may wait
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public ValueIntake(Store store, int capacity, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        this.capacity = capacity;
    }

    /** Takes a state, unless there is no more room. */
    public void offer(String host, PushedState state) {
        synchronized (waiting) {
            if (size < capacity) {
                waiting.computeIfAbsent(host, key -> new ArrayList<>()).add(state);
                size++;
                return;
            }
        }
        if (dropped.getAndIncrement() == 0) {
            log.warn("NSCA-570 values of collectd are left out waiting={}", capacity);
        }
    }

    /** Returns how many states were left out because there was no room. */
    public long dropped() {
        return dropped.get();
    }

    /** Returns something that stores what waits, again and again, until it is closed; one is enough. */
    public Storing storing() {
        return new Storing();
    }

    /** Stores what waits, in a thread that runs it, until another one closes it. */
    public final class Storing implements Runnable, AutoCloseable {

        private final CountDownLatch closed = new CountDownLatch(1);

        private Storing() {}

        @Override
        public void run() {
            long pause = LINGER_MILLIS;
            try {
                while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                    pause = flush() ? LINGER_MILLIS : AGAIN_MILLIS;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Ends it and stores what waits, if that works now. */
        @Override
        public void close() {
            closed.countDown();
            flush();
        }
    }

    /** Stores what waits now; returns false if that did not work, and it waits again. */
    public boolean flush() {
        synchronized (storing) {
            RuntimeException failure = null;
            for (Map.Entry<String, List<PushedState>> host : take().entrySet()) {
                try {
                    report(host.getKey(), host.getValue());
                } catch (RuntimeException e) {
                    giveBack(host.getKey(), host.getValue());
                    failure = e;
                }
            }
            if (failure == null) {
                outage.worked();
            } else {
                outage.failed(failure);
            }
            return failure == null;
        }
    }

    private Map<String, List<PushedState>> take() {
        synchronized (waiting) {
            Map<String, List<PushedState>> taken = new LinkedHashMap<>(waiting);
            waiting.clear();
            size = 0;
            return taken;
        }
    }

    /** Before what has come since. */
    private void giveBack(String host, List<PushedState> states) {
        synchronized (waiting) {
            List<PushedState> all = new ArrayList<>(states);
            all.addAll(waiting.getOrDefault(host, List.of()));
            waiting.put(host, all);
            size += states.size();
        }
    }

    /** One that is refused costs no other. */
    private void report(String host, List<PushedState> states) {
        List<PushedState> possible = new ArrayList<>(states);
        possible.removeIf(state -> isRefused(key(host, state)));
        if (possible.isEmpty()) {
            return;
        }
        try {
            store.report(host, possible);
        } catch (RefusedException e) {
            for (PushedState each : possible) {
                reportAlone(host, each);
            }
        }
    }

    private void reportAlone(String host, PushedState state) {
        try {
            store.report(host, List.of(state));
        } catch (RefusedException e) {
            if (refused.put(key(host, state), nanoTime.getAsLong()) == null) {
                log.warn(
                        "NSCA-571 values of collectd refused, tried again every ten minutes host={} service={} reason=\"{}\"",
                        Names.printable(host),
                        Names.printable(state.service()),
                        Names.printable(String.valueOf(e.getMessage())));
            }
        }
    }

    private boolean isRefused(String key) {
        Long at = refused.get(key);
        return at != null && nanoTime.getAsLong() - at < REFUSED_FOR_NANOS;
    }

    private static String key(String host, PushedState state) {
        return host + "/" + state.service();
    }
}
