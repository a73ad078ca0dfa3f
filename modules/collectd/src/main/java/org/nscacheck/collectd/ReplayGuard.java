/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells a protected packet from one that was recorded and is sent again, which collectd itself does not. Thread-safe.
 *
 * <p>It remembers the seals of packets, in the order of the newest time that is told in each. When one is forgotten, because it is
 * older than the window or there are too many, the horizon moves up to its time; what is not newer than the horizon is refused. So
 * a packet is either remembered or too old, whatever the clocks of sender and receiver show. Only after a restart can a packet of
 * the last window be sent again, once.
 */
final class ReplayGuard {

    private final InstantSource clock;
    private final Duration window;
    private final int capacity;
    private final Set<ByteBuffer> seals = new HashSet<>();
    private final TreeMap<Instant, Set<ByteBuffer>> byTime = new TreeMap<>();
    private Instant horizon;

    /**
     * @param window how late a packet may come
     * @param capacity most seals that are remembered
     */
    ReplayGuard(InstantSource clock, Duration window, int capacity) {
        this.clock = clock;
        this.window = window;
        this.capacity = capacity;
        this.horizon = clock.instant().minus(window);
    }

    /**
     * Remembers a packet.
     *
     * @param seal differs for each packet; it is kept and must not change
     * @param newest the newest time in it
     * @return whether it was not seen before
     */
    synchronized boolean admit(ByteBuffer seal, Instant newest) {
        forgetUntil(clock.instant().minus(window));
        if (!newest.isAfter(horizon)) {
            return false;
        }
        if (!seals.add(seal)) {
            return false;
        }
        byTime.computeIfAbsent(newest, at -> new HashSet<>()).add(seal);
        if (seals.size() > capacity) {
            forgetUntil(byTime.firstKey());
        }
        return true;
    }

    /** Returns the time that what is told must be after. */
    synchronized Instant horizon() {
        return horizon;
    }

    private void forgetUntil(Instant time) {
        Map<Instant, Set<ByteBuffer>> old = byTime.headMap(time, true);
        old.values().forEach(seals::removeAll);
        old.clear();
        horizon = time.isAfter(horizon) ? time : horizon;
    }
}
