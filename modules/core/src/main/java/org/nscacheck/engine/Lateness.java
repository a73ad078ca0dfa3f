/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.Arrays;
import org.nscacheck.check.Check;

/** Remembers how late the latest runs of this node began. Thread-safe. */
final class Lateness implements EngineListener {

    private static final int REMEMBERED = 4096;

    private final long[] millis = new long[REMEMBERED];
    private int next;
    private int count;

    @Override
    public synchronized void runStarted(Check check, Duration delay) {
        millis[next] = delay.toMillis();
        next = (next + 1) % REMEMBERED;
        count = Math.min(count + 1, REMEMBERED);
    }

    /** Returns what one in a hundred of the latest runs exceeded, zero if there was none; they count once. */
    synchronized Duration takeP99() {
        long[] sorted = count == REMEMBERED ? millis.clone() : Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        next = 0;
        count = 0;
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofMillis(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    }
}
