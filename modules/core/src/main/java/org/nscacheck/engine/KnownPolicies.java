/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Policies;

/** Policies as they were read lately: what another node changes is known within {@link #KEPT}. Thread-safe. */
final class KnownPolicies implements Supplier<Policies> {

    /** How long what was read counts. */
    static final Duration KEPT = Duration.ofSeconds(10);

    private final Supplier<Policies> store;
    private final LongSupplier nanoTime;
    private @Nullable Policies known;
    private long readAt;

    KnownPolicies(Supplier<Policies> store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Policies get() {
        long now = nanoTime.getAsLong();
        Policies last = known;
        if (last == null || now - readAt >= KEPT.toNanos()) {
            last = store.get();
            known = last;
            readAt = now;
        }
        return last;
    }

    /** Has them read again at the next call. */
    synchronized void forget() {
        known = null;
    }
}
