/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.engine.Snapshot;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** What the engines do, as meters; docs/operations.md lists them. Gauges show the latest snapshot. Thread-safe. */
final class NscaMeters implements EngineListener, SmartInitializingSingleton {

    private final MeterRegistry registry;
    private final Supplier<Engine> engine;
    private final boolean tagCheck;
    private final InstantSource clock;
    private final MultiGauge status;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final MultiGauge failures;
    private final Map<Check, LongTaskTimer.Sample> running = new ConcurrentHashMap<>();

    NscaMeters(MeterRegistry registry, Supplier<Engine> engine, boolean tagCheck, InstantSource clock) {
        this.registry = registry;
        this.engine = engine;
        this.tagCheck = tagCheck;
        this.clock = clock;
        this.status = gauge("nsca.check.status", "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN", null);
        this.waiting = gauge("nsca.outbox.records", "results that wait or are being sent", null);
        this.oldest = gauge("nsca.outbox.oldest.age", "how long the oldest of them has been waiting", "seconds");
        this.failures = gauge("nsca.server.failures", "tries in a row to send that failed", null);
    }

    private MultiGauge gauge(String name, String description, @Nullable String unit) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(registry);
    }

    /** Gauges ask the engine, which is there only when all beans are. */
    @Override
    public void afterSingletonsInstantiated() {
        Engine running = engine.get();
        Gauge.builder("nsca.check.overdue", () -> running.snapshot().overdue())
                .description("checks that should have begun half a minute ago")
                .register(registry);
        Gauge.builder("nsca.check.faulty", () -> running.snapshot().faulty().size())
                .description("checks that cannot run, because their configuration has faults")
                .register(registry);
        Gauge.builder("nsca.executor.abandoned", running::abandonedThreads)
                .description("threads lost to checks that ignored their time limit")
                .register(registry);
        Gauge.builder("nsca.starting", () -> running.starting().isPresent() ? 1 : 0)
                .description(
                        "1 while checks have not started, because the database is unavailable or something is faulty")
                .register(registry);
        running.onSnapshot(this::show);
    }

    private void show(Snapshot snapshot) {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        List<MultiGauge.Row<?>> tries = new ArrayList<>();
        for (Snapshot.ServerState state : snapshot.servers()) {
            Tags server = Tags.of("server", state.server().name());
            counts.add(MultiGauge.Row.of(server, state.summary().waiting()));
            ages.add(MultiGauge.Row.of(server, state.summary().oldestAge().toSeconds()));
            tries.add(MultiGauge.Row.of(server, state.summary().failures()));
        }
        waiting.register(counts, true);
        oldest.register(ages, true);
        failures.register(tries, true);
        if (tagCheck) {
            status.register(statuses(snapshot), true);
        }
    }

    private static List<MultiGauge.Row<?>> statuses(Snapshot snapshot) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (CheckSummary check : snapshot.checks()) {
            Status known = check.state().status();
            if (check.active() && known != null) {
                Tags tags = Tags.of("check", check.name(), "node", check.node());
                rows.add(MultiGauge.Row.of(tags, known.code()));
            }
        }
        return rows;
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
        latency(server, reports, outcomes);
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

    private void latency(Server server, List<Report> reports, List<SendOutcome> outcomes) {
        Instant now = clock.instant();
        for (int i = 0; i < Math.min(reports.size(), outcomes.size()); i++) {
            SendOutcome outcome = outcomes.get(i);
            if (outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Sent) {
                Duration latency = Duration.between(reports.get(i).at(), now);
                Timer.builder("nsca.delivery.latency")
                        .description("from the end of the run to the end of its delivery, with the clocks' difference")
                        .tag("server", server.name())
                        .register(registry)
                        .record(latency.isNegative() ? Duration.ZERO : latency);
            }
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
        if (outcome instanceof SendOutcome.Rejected) {
            return "rejected";
        }
        if (outcome instanceof SendOutcome.Expired) {
            return "expired";
        }
        return outcome instanceof SendOutcome.Superseded ? "superseded" : "failed";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
