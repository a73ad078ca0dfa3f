/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.schedule.IntervalSchedule;

class TrialsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void runsACheckAtTheTimeOfItsClock() throws InterruptedException {
        Trials trials = new Trials(Runnable::run, timer, new NodeId("node-1"), InstantSource.fixed(NOW));
        Check check = Check.builder(
                        CheckId.random(),
                        new CheckKey("orders"),
                        "orders",
                        IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .build();
        AtomicReference<Instant> slot = new AtomicReference<>();

        CheckResult result = trials.run(check, context -> {
            slot.set(context.slot());
            return CheckResult.of(0, "fine");
        });

        assertThat(result.message()).isEqualTo("fine");
        assertThat(slot).hasValue(NOW);
    }
}
