/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts requests by name, so that one agent that runs wild takes nothing from the others. Thread-safe. */
final class PushRate {

    private static final int MOST_NAMES = 10_000;

    private final int perMinute;
    private final LongSupplier nanoTime;

    /** What is left of each allowance, the least recently used first. */
    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST_NAMES;
        }
    };

    private record Allowance(double left, long at) {}

    /** @param nanoTime a clock that never goes back, in nanoseconds */
    PushRate(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Returns whether one more request of this name is within the limit. */
    boolean allows(String name) {
        long now = nanoTime.getAsLong();
        synchronized (allowances) {
            Allowance before = allowances.getOrDefault(name, new Allowance(perMinute, now));
            double grown = before.left + (now - before.at) * (double) perMinute / TimeUnit.MINUTES.toNanos(1);
            double left = Math.min(perMinute, grown);
            boolean allowed = left >= 1;
            allowances.put(name, new Allowance(allowed ? left - 1 : left, now));
            return allowed;
        }
    }
}
