/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.schedule.Schedule;

/** A year of two hundred schedules in six time zones: no threshold is ever exceeded while results come as they should. */
class FreshnessYearTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC");
    private static final String[] CRONS = {
        "0 %d/15 * * * ?", "0 %d 2 * * ?", "0 %d 8-18 ? * MON-FRI", "0 %d */6 * * ?", "0 %d 3 1 * ?", "0 %d 23 ? * SUN"
    };
    private static final String[] INTERVALS = {"10m", "1h", "6h", "1d", "1w"};

    private final Random random = new Random(2026);

    private Schedule schedule(int number) {
        ZoneId zone = ZoneId.of(ZONES.get(number % ZONES.size()));
        if (number % 3 == 0) {
            return IntervalSchedule.parse(INTERVALS[number % INTERVALS.length], zone);
        }
        String expression = String.format(CRONS[number % CRONS.length], random.nextInt(15));
        return new CronSchedule(expression, zone, new QuartzCronParser());
    }

    @Test
    void raisesNoFalseAlarmInAYear() {
        List<String> alarms = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Check check = check(schedule(i));
            Duration threshold = check.freshnessThreshold(FROM, DELIVERY);
            // The earliest a result can come is at once, the latest is after time-out and delivery.
            Duration latest = check.timeout().plus(DELIVERY).minusSeconds(1);
            Instant slot = check.schedule().nextAfter(FROM);
            while (slot != null && slot.isBefore(TO)) {
                Instant next = check.schedule().nextAfter(slot);
                if (next != null
                        && next.isBefore(TO)
                        && Duration.between(slot, next).plus(latest).compareTo(threshold) > 0) {
                    alarms.add(check.schedule() + " from " + slot + " to " + next + ", threshold " + threshold);
                }
                slot = next;
            }
        }
        assertThat(alarms).isEmpty();
    }

    private static Check check(Schedule schedule) {
        return Check.builder(CheckId.random(), new CheckKey("any"), "any", schedule)
                .spread(Duration.ofSeconds(60))
                .build();
    }
}
