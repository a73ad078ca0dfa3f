/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;
import org.nscacheck.spring.NscaCheckEngine;
import org.nscacheck.spring.Snapshot;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** What the engines do, as meters; docs/operations.md lists them. Gauges show the latest snapshot. Thread-safe. */
final class NscaMeters implements EngineListener, SmartInitializingSingleton {

    private final MeterRegistry registry;
    private final Supplier<NscaCheckEngine> engine;
    private final boolean tagCheck;
    private final Map<Check, LongTaskTimer.Sample> running = new ConcurrentHashMap<>();

    NscaMeters(MeterRegistry registry, Supplier<NscaCheckEngine> engine, boolean tagCheck) {
        this.registry = registry;
        this.engine = engine;
        this.tagCheck = tagCheck;
    }

    /** Gauges ask the engine, which is there only when all beans are. */
    @Override
    public void afterSingletonsInstantiated() {
        Gauge.builder("nsca.check.overdue", () -> snapshot().overdue())
                .description("checks that should have begun half a minute ago")
                .register(registry);
        Gauge.builder("nsca.executor.abandoned", () -> engine.get().abandonedThreads())
                .description("threads lost to checks that ignored the end of their time")
                .register(registry);
        TimeGauge.builder(
                        "nsca.outbox.oldest.age",
                        () -> snapshot().oldestUndelivered().toSeconds(),
                        TimeUnit.SECONDS)
                .description("how long the oldest undelivered result has been waiting, over all servers")
                .register(registry);
        Gauge.builder("nsca.outbox.records", this::waiting)
                .description("results that wait or are being sent, over all servers")
                .register(registry);
    }

    private Snapshot snapshot() {
        return engine.get().snapshot();
    }

    private long waiting() {
        return snapshot().servers().stream()
                .mapToLong(state -> state.condition().waiting())
                .sum();
    }

    @Override
    public void runStarted(Check check, Duration delay) {
        registry.timer("nsca.check.start.delay").record(delay);
        running.put(
                check,
                LongTaskTimer.builder("nsca.check.active")
                        .tags(tags(check))
                        .register(registry)
                        .start());
    }

    @Override
    public void runEnded(Check check, CheckRun run) {
        LongTaskTimer.Sample sample = running.remove(check);
        if (sample != null) {
            sample.stop();
        }
        CheckResult result = run.result();
        Timer.builder("nsca.check.execution")
                .tags(tags(check)
                        .and("status", result == null ? "none" : lower(result.status()))
                        .and("outcome", lower(run.outcome())))
                .register(registry)
                .record(Duration.between(run.startedAt(), run.endedAt()));
    }

    private Tags tags(Check check) {
        return tagCheck ? Tags.of("check", check.name()) : Tags.empty();
    }

    @Override
    public void batchSent(Server server, List<Report> reports, List<SendOutcome> outcomes, Duration took) {
        Duration each = took.dividedBy(Math.max(1, outcomes.size()));
        for (SendOutcome outcome : outcomes) {
            Timer.builder("nsca.delivery")
                    .description("time a sender had a result; the time of a batch is shared among its results")
                    .tag("server", server.name())
                    .tag("protocol", server.kind())
                    .tag("outcome", word(outcome))
                    .register(registry)
                    .record(each);
        }
    }

    private static String word(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Accepted) {
            return "accepted";
        }
        if (outcome instanceof SendOutcome.Sent) {
            return "sent";
        }
        if (outcome instanceof SendOutcome.Refused) {
            return "refused";
        }
        return outcome instanceof SendOutcome.Superseded ? "superseded" : "failed";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
