/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * When which fault was made. Thread-safe.
 *
 * <p>A fault is noted before it is made and ended after it has been, so what a fault did lies between the two.
 */
final class Timeline {

    private final InstantSource clock = InstantSource.system();
    private final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());

    /** Whom a fault hits. */
    enum Place {
        /** The way to the receiver, or the receiver itself. */
        RECEIVER,
        /** One node's process, or its way to the database. */
        NODE,
        /** A node's process is not there; what ended it is a fault of its own. */
        DOWN,
        /** A node's version lacks some of the checks, or has other keys for them. */
        LACKS,
        /** Nobody: it must not matter. */
        HARMLESS
    }

    /**
     * A fault from its beginning to its end.
     *
     * @param node whom it hits, empty for all
     * @param from microseconds since 1970
     * @param until the same; the largest number until it has ended
     */
    record Fault(String kind, Place place, String node, long from, long until) {}

    static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    long now() {
        return micros(clock.instant());
    }

    /** Notes that a fault is about to begin; running what is returned notes that it has ended. */
    Runnable begin(String kind, Place place, String node) {
        int number;
        synchronized (faults) {
            number = faults.size();
            faults.add(new Fault(kind, place, node, now(), Long.MAX_VALUE));
        }
        return () -> faults.set(number, new Fault(kind, place, node, faults.get(number).from, now()));
    }

    /** Returns all faults so far, in the order of their beginnings. */
    List<Fault> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    Map<String, Long> byKind() {
        return faults().stream()
                .filter(fault -> fault.place() != Place.DOWN)
                .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()));
    }
}
