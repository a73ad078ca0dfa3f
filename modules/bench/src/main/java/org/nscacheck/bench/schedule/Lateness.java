/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How often something was how many milliseconds late, up to a minute. Thread-safe. */
final class Lateness {

    private final AtomicIntegerArray counts = new AtomicIntegerArray(60_001);

    /** Adds one; what is early counts as punctual. */
    void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(counts.length() - 1, millis)));
    }

    void add(Lateness other) {
        for (int i = 0; i < counts.length(); i++) {
            counts.addAndGet(i, other.counts.get(i));
        }
    }

    int count() {
        int sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** Returns how many were later than this. */
    int countAbove(int millis) {
        int sum = 0;
        for (int i = millis + 1; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** Returns the time within which this part of all came, in milliseconds; 1 for all. */
    int quantile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(count() * part));
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return i;
            }
        }
        return counts.length() - 1;
    }

    /** Returns what was added so far as text that {@link #parse} reads, and forgets it. */
    String drain() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length(); i++) {
            int count = counts.getAndSet(i, 0);
            if (count > 0) {
                text.append(i).append(':').append(count).append(',');
            }
        }
        return text.toString();
    }

    static Lateness parse(String text) {
        Lateness lateness = new Lateness();
        for (String pair : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                lateness.counts.addAndGet(
                        Integer.parseInt(pair.substring(0, colon)), Integer.parseInt(pair.substring(colon + 1)));
            }
        }
        return lateness;
    }
}
