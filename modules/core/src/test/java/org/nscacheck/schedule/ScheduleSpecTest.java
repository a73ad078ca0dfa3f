/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleSpecTest {

    private static final Cron.Parser ANY = expression -> after -> after.plusSeconds(1);

    private final ScheduleSpec.Reader reader = new ScheduleSpec.Reader(ANY, ZoneOffset.UTC);

    @Test
    void readsEachSpecificationOnce() {
        assertThat(reader.read(ScheduleSpec.cron("0 0 * * * ?", "Asia/Tokyo")))
                .isSameAs(reader.read(ScheduleSpec.cron("0 0 * * * ?", "Asia/Tokyo")))
                .isInstanceOfSatisfying(CronSchedule.class, schedule -> {
                    assertThat(schedule.expression()).isEqualTo("0 0 * * * ?");
                    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
                });
    }

    @Test
    void takesTheDefaultZoneWhereNoneIsNamed() {
        assertThat(reader.read(ScheduleSpec.DEFAULT)).isEqualTo(IntervalSchedule.parse("10m", ZoneOffset.UTC));
    }

    @Test
    void wantsExactlyOneOfIntervalAndCron() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScheduleSpec("1m", "0 * * * * ?", null))
                .withMessage("a schedule is either an interval or a cron expression, not both: every '1m' and cron"
                        + " '0 * * * * ?'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScheduleSpec(null, null, "UTC"))
                .withMessage("a schedule needs an interval or a cron expression");
    }

    @Test
    void quotesAnUnknownZone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(new ScheduleSpec("1m", null, "Europe/Atlantis")))
                .withMessage("'Europe/Atlantis' is not a time zone: use a name such as Europe/Berlin or UTC");
    }

    @Test
    void refusesAListThatAParserWouldGoTooDeepFor() {
        ScheduleSpec minutes = ScheduleSpec.cron(
                "0 " + IntStream.range(0, 60).mapToObj(String::valueOf).collect(Collectors.joining(",")) + " * * * ?",
                null);
        assertThat(reader.read(minutes).zone()).isEqualTo(ZoneOffset.UTC);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(ScheduleSpec.cron("0,".repeat(490) + "0 0 3 * * ?", null)))
                .withMessageContaining("has a field of 981 characters")
                .withMessageContaining("at most 200");
    }
}
