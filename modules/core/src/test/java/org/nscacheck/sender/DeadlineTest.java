/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Instant STORE = Instant.parse("2026-01-15T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-7);
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), nanos::get);

    @Test
    void carriesTheStoresTimeOn() {
        Deadline knowing = deadline.withStoreTime(STORE);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(knowing.storeTime()).contains(STORE.plusSeconds(3));
        assertThat(knowing.atMost(Duration.ofSeconds(1)).storeTime()).contains(STORE.plusSeconds(3));
        assertThat(knowing.hasPassed(STORE.plusSeconds(3))).isFalse();
        assertThat(knowing.hasPassed(STORE.plusSeconds(3).minusNanos(1))).isTrue();
    }

    @Test
    void knowsNoTimeThatItWasNotTold() {
        assertThat(deadline.storeTime()).isEmpty();
        assertThat(deadline.hasPassed(Instant.MIN)).isFalse();
    }
}
