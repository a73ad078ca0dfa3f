/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.builtin;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.nscacheck.CheckResult;
import org.nscacheck.CheckScope;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.check.CheckKey;
import org.nscacheck.engine.Snapshot;

/**
 * Checks that every application can use: of its process, and of the checking itself. Offered, but inactive until an
 * administrator or a property activates them. Thread-safe.
 */
public class BuiltInChecks {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supplier<Snapshot> snapshot;
    private final LongSupplier nanoTime;
    private final LongSupplier processorNanos;
    private long lastNanos;
    private long lastProcessorNanos;

    /** @param snapshot how checks and servers are doing */
    public BuiltInChecks(Supplier<Snapshot> snapshot) {
        this(snapshot, System::nanoTime, BuiltInChecks::processorNanosOfThisProcess);
    }

    BuiltInChecks(Supplier<Snapshot> snapshot, LongSupplier nanoTime, LongSupplier processorNanos) {
        this.snapshot = snapshot;
        this.nanoTime = nanoTime;
        this.processorNanos = processorNanos;
        this.lastNanos = nanoTime.getAsLong();
        this.lastProcessorNanos = processorNanos.getAsLong();
    }

    private static long processorNanosOfThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process ? process.getProcessCpuTime() : -1;
    }

    /** Measures from run to run, so that it need not wait for a second to pass. */
    @NscaCheck(
            key = "nscacheck.cpu",
            service = "CPU",
            description = "Processor time of this process since the last run, in percent of all processors",
            every = "1m",
            scope = CheckScope.NODE,
            active = "false")
    synchronized CheckResult cpu(
            @NscaParam(value = "warn", defaultValue = "80", min = "0", max = "100") double warn,
            @NscaParam(value = "crit", defaultValue = "95", min = "0", max = "100") double crit) {
        long now = nanoTime.getAsLong();
        long used = processorNanos.getAsLong();
        if (used < 0) {
            return CheckResult.unknown("this platform does not report processor time")
                    .build();
        }
        int processors = Runtime.getRuntime().availableProcessors();
        double percent = now == lastNanos ? 0 : 100.0 * (used - lastProcessorNanos) / (now - lastNanos) / processors;
        lastNanos = now;
        lastProcessorNanos = used;
        double rounded = Math.round(Math.min(100, Math.max(0, percent)) * 10) / 10.0;
        return CheckResult.builder(level(rounded, warn, crit), "%s %% of %d processors", rounded, processors)
                .perf("cpu", rounded)
                .uom("%")
                .warn(warn)
                .crit(crit)
                .build();
    }

    /** Of the heap limit, not of what is allocated at the moment. */
    @NscaCheck(
            key = "nscacheck.memory",
            service = "Memory",
            description = "Heap in use after the last garbage collection, in percent of its limit",
            every = "1m",
            scope = CheckScope.NODE,
            active = "false")
    CheckResult memory(
            @NscaParam(value = "warn", defaultValue = "80", min = "0", max = "100") double warn,
            @NscaParam(value = "crit", defaultValue = "90", min = "0", max = "100") double crit) {
        long max = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        long used = usedAfterCollection();
        long other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
        double percent = max <= 0 ? 0 : Math.round(1000.0 * used / max) / 10.0;
        return CheckResult.builder(level(percent, warn, crit), "%s %% of the heap's %d MB", percent, max >> 20)
                .perf("heap", percent)
                .uom("%")
                .warn(warn)
                .crit(crit)
                .perf("heap_used", used)
                .uom("B")
                .min(0)
                .max(max)
                .perf("non_heap_used", other)
                .uom("B")
                .min(0)
                .build();
    }

    private static long usedAfterCollection() {
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(pool -> pool.getCollectionUsage())
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return used > 0
                ? used
                : ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * The end of a whole run through the framework, whose silence means that it is dead. Never UNKNOWN, which is what the
     * monitoring core makes of that silence.
     */
    @NscaCheck(
            key = CheckKey.HEARTBEAT,
            service = "nscacheck heartbeat",
            description = "Checks run and results are delivered. Activate it first; all other services depend on it",
            every = "1m",
            active = "false")
    CheckResult heartbeat(
            @NscaParam(value = "overdue", defaultValue = "9", min = "0") long overdueLimit,
            @NscaParam(value = "undelivered", defaultValue = "5m") Duration undeliveredLimit) {
        Snapshot known = snapshot.get();
        if (known.failure() != null) {
            return CheckResult.critical("the state of checks is not known: %s", known.failure())
                    .build();
        }
        long overdue = known.overdue();
        List<String> failing = known.servers().stream()
                .filter(state -> isFailing(state, undeliveredLimit))
                .map(state -> state.server().name())
                .sorted()
                .toList();
        List<String> faulty = known.faulty().stream()
                .filter(BuiltInChecks::isFaultyForLong)
                .map(CheckSummary::name)
                .distinct()
                .sorted()
                .toList();
        List<String> problems = new ArrayList<>();
        if (!faulty.isEmpty()) {
            problems.add("cannot run: " + String.join(", ", faulty));
        }
        if (!known.sharedNodeNames().isEmpty()) {
            problems.add("several nodes have the name " + String.join(", ", known.sharedNodeNames()));
        }
        if (overdue > 0) {
            problems.add(overdue + " of " + known.checks().size() + " checks are overdue");
        }
        if (!failing.isEmpty()) {
            problems.add("not delivered to " + String.join(", ", failing));
        }
        Status status = overdue > overdueLimit ? Status.CRITICAL : problems.isEmpty() ? Status.OK : Status.WARNING;
        String message = problems.isEmpty()
                ? known.checks().size() + " checks run, results are delivered"
                : String.join("; ", problems);
        return CheckResult.builder(status, "%s", message)
                .perf("overdue", overdue)
                .crit(overdueLimit)
                .min(0)
                .perf("oldest_undelivered", known.oldestUndelivered().toSeconds())
                .uom("s")
                .warn(undeliveredLimit.toSeconds())
                .min(0)
                .perf("failing_servers", failing.size())
                .warn(0)
                .min(0)
                .perf("faulty", faulty.size())
                .warn(0)
                .min(0)
                .build();
    }

    /** While one release replaces another, a check may have to wait for a name that is still in use. */
    private static boolean isFaultyForLong(CheckSummary check) {
        Instant since = check.state().since();
        return since != null && since.plus(PATIENCE).isBefore(check.at());
    }

    /** A single failure is not yet worth an alarm elsewhere. */
    private static boolean isFailing(Snapshot.ServerState state, Duration limit) {
        return state.server().active()
                && (state.summary().failures() >= 3
                        || state.summary().oldestAge().compareTo(limit) > 0);
    }

    /** Half a minute late is overdue. */
    @NscaCheck(
            key = "nscacheck.overdue-checks",
            service = "Overdue checks",
            description = "Checks that should have begun half a minute ago and have not, on all nodes",
            every = "1m",
            active = "false")
    CheckResult overdueChecks(
            @NscaParam(value = "warn", defaultValue = "0", min = "0") long warn,
            @NscaParam(value = "crit", defaultValue = "9", min = "0") long crit) {
        Snapshot known = snapshot.get();
        if (known.failure() != null) {
            return CheckResult.unknown("the state of checks cannot be read: %s", known.failure())
                    .build();
        }
        long overdue = known.overdue();
        return CheckResult.builder(
                        level(overdue, warn, crit),
                        "%d of %d checks are overdue",
                        overdue,
                        known.checks().size())
                .perf("overdue", overdue)
                .warn(warn)
                .crit(crit)
                .min(0)
                .max(known.checks().size())
                .build();
    }

    /** Tells one server what the way to another suffers from. */
    @NscaCheck(
            key = "nscacheck.oldest-undelivered",
            service = "Oldest undelivered result",
            description = "How long the oldest result has been waiting for its server",
            every = "1m",
            active = "false")
    CheckResult oldestUndelivered(
            @NscaParam(value = "warn", defaultValue = "5m") Duration warn,
            @NscaParam(value = "crit", defaultValue = "15m") Duration crit) {
        Snapshot known = snapshot.get();
        if (known.failure() != null) {
            return CheckResult.unknown("the state of servers cannot be read: %s", known.failure())
                    .build();
        }
        long seconds = known.oldestUndelivered().toSeconds();
        String worst = known.servers().stream()
                .filter(state -> state.summary().oldestAge().toSeconds() == seconds && seconds > 0)
                .map(state -> " for " + state.server().name())
                .findFirst()
                .orElse("");
        return CheckResult.builder(
                        level(seconds, warn.toSeconds(), crit.toSeconds()),
                        seconds == 0 ? "nothing waits" : "the oldest result has been waiting for %d s%s",
                        seconds,
                        worst)
                .perf("oldest", seconds)
                .uom("s")
                .warn(warn.toSeconds())
                .crit(crit.toSeconds())
                .min(0)
                .build();
    }

    /** Returns the state of a value that should be no more than its limits, as the receiver reads those limits. */
    static <T extends Comparable<T>> Status level(T value, T warn, T crit) {
        if (value.compareTo(crit) > 0) {
            return Status.CRITICAL;
        }
        return value.compareTo(warn) > 0 ? Status.WARNING : Status.OK;
    }
}
