/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.nscacheck.BusyException;

/** Lets each person do something only so often in a minute. Thread-safe. */
final class RateLimit {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_NAMES = 1000;

    private final String what;
    private final int perMinute;
    private final LongSupplier nanoTime;

    /** When each did it last, those that did it least recently first. */
    private final Map<String, Deque<Long>> done = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MOST_NAMES;
        }
    };

    /**
     * @param what is done, in the plural, such as "tests of connections"
     * @param perMinute how often, at least once
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    RateLimit(String what, int perMinute, LongSupplier nanoTime) {
        this.what = what;
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** @throws BusyException if this person did it that often within the last minute; the message says when it is possible again */
    void require(String name) {
        long now = nanoTime.getAsLong();
        synchronized (done) {
            Deque<Long> times = done.computeIfAbsent(name, unknown -> new ArrayDeque<>());
            while (!times.isEmpty() && now - times.peekFirst() >= MINUTE) {
                times.removeFirst();
            }
            if (times.size() >= perMinute) {
                long wait = Duration.ofNanos(MINUTE - (now - times.peekFirst())).toSeconds() + 1;
                throw new BusyException(
                        "At most " + perMinute + " " + what + " a minute are possible: repeat it in " + wait + " s.",
                        Duration.ofSeconds(wait));
            }
            times.addLast(now);
        }
    }
}
