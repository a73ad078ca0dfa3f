/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.CheckQuery.Column;
import org.nscacheck.admin.CheckQuery.Order;
import org.nscacheck.admin.Overview;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

/**
 * Fills a month of history, made by the database itself in the partitions that the application makes, and reads from it
 * what the screens read. Half of the rows are runs, half measured values, of 10,000 checks.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=history.HistoryQueries
 * </pre>
 */
public final class HistoryQueries {

    private static final long ROWS = Long.getLong("nscacheck.bench.rows", 50_000_000L);
    private static final int REPETITIONS = Integer.getInteger("nscacheck.bench.repetitions", 200);
    private static final int DAYS = 30;
    private static final int POINTS = 500;

    private final NscaDatabase store;
    private final MonthOfHistory month;
    private final Random random = new Random(1);

    private HistoryQueries(TestDatabase database, NscaDatabase store) {
        this.store = store;
        this.month = new MonthOfHistory(database.dataSource(), store, DAYS);
    }

    public static void main(String[] arguments) {
        try (TestDatabase database = TestPostgres.shared().newDatabase();
                NscaDatabase store = NscaDatabase.open(
                        database.dataSource(),
                        new NscaDatabase.Settings(
                                "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()))) {
            new HistoryQueries(database, store).run();
        }
    }

    private void run() {
        long began = System.nanoTime();
        month.fill(ROWS);
        System.out.printf(
                Locale.ROOT,
                "%,d rows in %d s, %s on disk%n%n| what is read | p50 ms | p95 ms | longest ms |%n|---|---:|---:|---:|%n",
                ROWS,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                month.size());
        SummaryReader read = store.stores().summaries();
        Instant now = store.stores().due().now();
        measure("the latest 50 runs of a check", i -> read.runs(anyCheck(), 50));
        measure("how a check is doing", i -> read.check(anyCheck()));
        measure("a day of values, as measured", i -> values(now, Duration.ofDays(1)));
        measure("a week of values", i -> values(now, Duration.ofDays(7)));
        measure("a month of values, by the hour", i -> values(now, Duration.ofDays(DAYS)));
        measure("three years of values, by the day", i -> values(now, Duration.ofDays(1096)));
        measure("how all 10,000 checks are doing", 10, i -> read.checks());
        Overview overview = overview();
        Actor actor = new Actor("bench", Permission.VIEW);
        measure("the list of 10,000 checks, fifty of them shown", i -> overview.checks(actor, CheckQuery.ALL));
        measure(
                "the same, searched and ordered by the last run",
                i -> overview.checks(
                        actor,
                        new CheckQuery(
                                "7", "", null, null, new Order(Column.LAST_RUN, true), i % 40, CheckQuery.USUAL_SIZE)));
        long drop = System.nanoTime();
        store.stores().history().keepPartitions(Duration.ofDays(DAYS - 1));
        System.out.printf(
                Locale.ROOT,
                "%nOne day of runs and one of values dropped in %d ms%n",
                Duration.ofNanos(System.nanoTime() - drop).toMillis());
    }

    private Overview overview() {
        CheckDefinition definition = CheckDefinition.builder(new CheckKey("bench"), run -> null)
                .defaults(CheckSettings.builder()
                        .service("Bench")
                        .schedule(ScheduleSpec.every("5m"))
                        .build())
                .tags(List.of("bench"))
                .build();
        return new Overview(
                store.stores().servers(),
                store.stores().servers(),
                store.stores().checks(),
                store.stores().due(),
                store.stores().summaries(),
                store.stores().environment(),
                new CheckCatalog(List.of(definition)),
                new CheckResolver(
                        new ScheduleSpec.Reader(new QuartzClockwork().cronParser(), ZoneOffset.UTC),
                        new CheckResolver.Defaults(Duration.ZERO, Status.CRITICAL, Status.CRITICAL, "bench")));
    }

    private CheckId anyCheck() {
        return month.checks().get(random.nextInt(month.checks().size()));
    }

    private void values(Instant now, Duration span) {
        long series = store.stores().summaries().series(anyCheck()).get(0).id();
        if (store.stores()
                .summaries()
                .values(series, now.minus(span), now, POINTS)
                .isEmpty()) {
            throw new IllegalStateException("no values in " + span);
        }
    }

    private static void measure(String what, IntConsumer call) {
        measure(what, REPETITIONS, call);
    }

    private static void measure(String what, int repetitions, IntConsumer call) {
        long[] nanos = new long[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long began = System.nanoTime();
            call.accept(i);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                what,
                nanos[repetitions / 2] / 1e6,
                nanos[(int) Math.ceil(repetitions * 0.95) - 1] / 1e6,
                nanos[repetitions - 1] / 1e6);
    }
}
