/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nscacheck.sender.Deadline;

@Timeout(30)
class TimedWorkTest {

    private final AtomicInteger aborted = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    private void waitForRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abort() {
        aborted.incrementAndGet();
        released.countDown();
    }

    private boolean run(Runnable work, Duration time) throws InterruptedException {
        return TimedWork.run("test", work, this::abort, Deadline.in(time));
    }

    @Test
    void abortsNothingThatEndsInTime() throws Exception {
        assertThat(run(() -> {}, Duration.ofSeconds(20))).isTrue();
        assertThat(aborted).hasValue(0);
    }

    @Test
    void abortsWhatTakesTooLongOnce() throws Exception {
        assertThat(run(this::waitForRelease, Duration.ofMillis(100))).isFalse();
        assertThat(aborted).hasValue(1);
    }

    @Test
    void abortsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(this::waitForRelease, Duration.ofSeconds(20)))
                .isInstanceOf(InterruptedException.class);
        assertThat(aborted).hasValue(1);
    }

    @Test
    void waitsNotForEverForWorkThatDoesNotEnd() throws Exception {
        long began = System.nanoTime();
        assertThat(TimedWork.run("test", this::waitForRelease, () -> {}, Deadline.in(Duration.ofMillis(50))))
                .isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        released.countDown();
    }
}
