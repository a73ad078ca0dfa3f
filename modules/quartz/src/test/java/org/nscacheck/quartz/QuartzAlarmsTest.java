/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.CronSchedule;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

class QuartzAlarmsTest {

    private static final InstantSource CLOCK = InstantSource.system();

    private final List<Instant> rings = new CopyOnWriteArrayList<>();
    private final QuartzAlarms quartz = new QuartzAlarms(this::ring, CLOCK);

    private void ring() {
        rings.add(CLOCK.instant());
    }

    @AfterEach
    void close() {
        quartz.close();
    }

    private static CronSchedule cron(String expression, ZoneId zone) {
        return new CronSchedule(expression, zone, new QuartzCronParser());
    }

    @Test
    void ringsAtEachCronSlot() {
        quartz.show(() -> List.of(cron("* * * * * ?", ZoneOffset.UTC)));
        quartz.start();

        await().until(() -> rings.size() >= 3);

        // The first ring may be that of the slot the scheduler started in.
        assertThat(rings.subList(1, 3))
                .allSatisfy(ring -> assertThat(ring.toEpochMilli() % 1000).isLessThan(900));
    }

    @Test
    void ringsOnceSoonAfterADueTime() {
        quartz.start();
        Alarm alarm = quartz.alarm("next", this::ring);
        Instant due = CLOCK.instant().plusMillis(700);

        alarm.ringIn(Duration.ofMillis(700));

        await().until(() -> !rings.isEmpty());
        assertThat(rings).singleElement().satisfies(ring -> assertThat(Duration.between(due, ring))
                .isBetween(Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Test
    void takesTheLastWordOfEachAlarm() {
        quartz.start();
        Alarm runs = quartz.alarm("runs", this::ring);
        Alarm deliveries = quartz.alarm("deliveries", this::ring);
        Instant start = CLOCK.instant();

        deliveries.ringIn(Duration.ofHours(1));
        runs.ringIn(Duration.ofHours(1));
        for (int i = 0; i < 1000; i++) {
            runs.ringIn(Duration.ofMillis(2000 - i));
        }
        runs.ringIn(Duration.ofMillis(300));

        await().until(() -> !rings.isEmpty());
        assertThat(Duration.between(start, rings.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        runs.ringIn(Duration.ZERO);
        await().until(() -> rings.size() == 2);
    }

    @Test
    void ringsAtOnceForWhatIsOverdue() {
        quartz.start();

        quartz.alarm("next", this::ring).ringIn(Duration.ofDays(-1));

        await().atMost(Duration.ofSeconds(1)).until(() -> !rings.isEmpty());
    }

    @Test
    void keepsTriggersInLineWithTheSchedules() {
        CronSchedule often = cron("* * * * * ?", ZoneOffset.UTC);
        // No slots any more, and a zone that differs: neither may keep the others from ringing.
        CronSchedule over = cron("0 0 12 31 12 ? 2024", ZoneOffset.UTC);
        CronSchedule elsewhere = cron("* * * * * ?", ZoneId.of("Asia/Kathmandu"));
        quartz.start();
        quartz.show(() -> List.of(over, often, elsewhere));
        quartz.show(() -> List.of(over, often));
        await().until(() -> rings.size() >= 2);

        quartz.show(() -> List.of(over));

        rings.clear();
        await().during(Duration.ofMillis(1500)).until(() -> rings.size() <= 1);
    }

    @Test
    void staysOutOfSightOfTheApplication() throws SchedulerException {
        quartz.start();

        assertThat(new StdSchedulerFactory().getAllSchedulers()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("uartz"))
                .isNotEmpty()
                .allSatisfy(thread -> {
                    assertThat(thread.getName()).startsWith("nscacheck-quartz");
                    assertThat(thread.isDaemon()).isTrue();
                });
    }

    @Test
    void maySeveralTimesStopAndIsQuietThen() {
        quartz.start();
        quartz.close();
        quartz.close();

        quartz.show(() -> List.of(cron("* * * * * ?", ZoneOffset.UTC)));
        quartz.alarm("next", this::ring).ringIn(Duration.ZERO);

        await().during(Duration.ofMillis(1200)).until(rings::isEmpty);
    }

    @Test
    void isNotThatOfAnotherApplicationInTheSameJvm() {
        List<Instant> others = new CopyOnWriteArrayList<>();
        try (QuartzAlarms other = new QuartzAlarms(() -> others.add(CLOCK.instant()), CLOCK)) {
            other.start();
            quartz.start();

            other.alarm("next", () -> others.add(CLOCK.instant())).ringIn(Duration.ZERO);

            await().until(() -> others.size() == 1);
            assertThat(rings).isEmpty();
        }
    }
}
