/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.schedule.Cron;

class QuartzCronParserTest {

    private final QuartzCronParser parser = new QuartzCronParser();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0/15 * * * ?|2026-03-29T02:10:00|2026-03-29T02:15:00",
                "0 30 2 * * ?|2026-03-29T02:29:59.999|2026-03-29T02:30:00",
                "0 30 2 * * ?|2026-03-29T02:30:00|2026-03-30T02:30:00",
                "0 0 0 L * ?|2026-02-01T00:00:00|2026-02-28T00:00:00",
                "0 0 0 L-3W * ?|2026-02-01T00:00:00|2026-02-25T00:00:00",
                "0 0 0 LW * ?|2026-02-01T00:00:00|2026-02-27T00:00:00",
                "0 0 0 15W * ?|2026-03-01T00:00:00|2026-03-16T00:00:00",
                "0 0 12 ? * FRI#3|2026-03-01T00:00:00|2026-03-20T12:00:00",
                "0 0 12 ? * 6L|2026-03-01T00:00:00|2026-03-27T12:00:00",
                "0 0 12 ? * fri-sun|2026-03-02T00:00:00|2026-03-06T12:00:00",
                "0 0 12 ? JAN,jul 2-6/2 2027|2026-03-02T00:00:00|2027-01-01T12:00:00",
                "/20 * * * * ?|2026-03-02T00:00:01|2026-03-02T00:00:20",
                "0 0 22-2 * * ?|2026-03-02T03:00:00|2026-03-02T22:00:00"
            })
    void findsTheNextMatchingSecond(String expression, LocalDateTime after, LocalDateTime expected) {
        assertThat(parser.parse(expression).nextAfter(after)).isEqualTo(expected);
    }

    /** Quartz alone forgets 15W behind the 15th if that is a Sunday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 0/5 15W * ?|2027-08-15T12:00:00|2027-08-16T00:00:00",
                "0 0 0/5 15W * ?|2027-08-16T00:00:00|2027-08-16T05:00:00",
                "0 0 0/5 15W * ?|2027-08-16T20:00:00|2027-09-15T00:00:00",
                "0 0 12 1W * ?|2027-05-01T12:00:00|2027-05-03T12:00:00",
                "0 0 12 31W * ?|2027-10-01T12:00:00|2027-10-29T12:00:00",
                "0 0 12 31W * ?|2027-10-30T12:00:00|2027-12-31T12:00:00",
                "0 3 0/5 15W */5 ?|2027-01-01T01:00:00|2027-01-15T00:03:00",
                "0 0 12 L-3W * ?|2027-03-28T12:00:00|2027-03-29T12:00:00",
                "0 0 12 1W,LW * ?|2027-05-03T12:00:00|2027-05-31T12:00:00"
            })
    void knowsTheNearestWeekdayFromWhereverOneLooks(String expression, LocalDateTime after, LocalDateTime expected) {
        assertThat(parser.parse(expression).nextAfter(after)).isEqualTo(expected);
    }

    @Test
    void endsWithItsLastYear() {
        Cron cron = parser.parse("0 0 0 1 1 ? 2026");

        assertThat(cron.nextAfter(LocalDateTime.of(2026, 1, 1, 0, 0))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * *|it has 5 fields|0 */5 * * * ?",
                "*/5 8-18 * * 1-5|it has 5 fields|0 */5 8-18 ? * MON-FRI",
                "0 0 * * 0,6|it has 5 fields|0 0 0 ? * SUN,SAT",
                "0 0 * * 7|it has 5 fields|0 0 0 ? * SUN",
                "0 0 * * MON|it has 5 fields|0 0 0 ? * MON",
                "15 3 1 * *|it has 5 fields|0 15 3 1 * ?",
                "0 0 12 * * *|neither field 4 (day of month) '*' nor field 6 (day of week) '*' is ?|0 0 12 * * ?",
                "0 0 12 * * MON|neither field 4 (day of month) '*' nor field 6 (day of week) 'MON' is ?|0 0 12 ? * MON",
                "0 0 12 1 * *|neither field 4 (day of month) '1' nor field 6 (day of week) '*' is ?|0 0 12 1 * ?",
                "0 0 8 * * 1-5|neither field 4 (day of month) '*' nor field 6 (day of week) '1-5' is ?|0 0 8 ? * MON-FRI",
                "0 0 8 * * 0#2|neither field 4 (day of month) '*' nor field 6 (day of week) '0#2' is ?|0 0 8 ? * SUN#2",
                "0 0 8 * * 7|neither field 4 (day of month) '*' nor field 6 (day of week) '7' is ?|0 0 8 ? * SUN",
                "@hourly|it has 1 fields|0 0 * * * ?",
                "@daily|it has 1 fields|0 0 0 * * ?",
                "@midnight|it has 1 fields|0 0 0 * * ?",
                "@Weekly|it has 1 fields|0 0 0 ? * SUN",
                "@monthly|it has 1 fields|0 0 0 1 * ?",
                "@yearly|it has 1 fields|0 0 0 1 1 ?",
                "@annually|it has 1 fields|0 0 0 1 1 ?",
                "0 0 12 ? * ?|both field 4 (day of month) '?' and field 6 (day of week) '?' are ?|0 0 12 * * ?"
            })
    void offersWhatWasProbablyMeant(String expression, String what, String guess) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.parse(expression))
                .withMessageStartingWith(
                        "'" + expression + "' is not a Quartz cron expression: " + what + ". Write six or")
                .withMessageEndingWith(" Did you mean '" + guess + "'?");
        assertThat(parser.parse(guess)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * * ?|field 1 (second) '60' is not allowed",
                "0 0/75 * * * ?|field 2 (minute) '0/75' is not allowed",
                "0 0 25 * * ?|field 3 (hour) '25' is not allowed",
                "0 0 0 32 * ?|field 4 (day of month) '32' is not allowed",
                "0 0 0 1 13 ?|field 5 (month) '13' is not allowed",
                "0 0 0 ? * 0|field 6 (day of week) '0' is not allowed",
                "0 0 0 ? * XYZ|field 6 (day of week) 'XYZ' is not allowed",
                "? * * * * ?|field 1 (second) '?' is not allowed",
                "0 1.5 * * * ?|field 2 (minute) '1.5' cannot be read",
                "0 5/0 * * * ?|field 2 (minute) '5/0' cannot be read",
                "0,,5 * * * * ?|field 1 (second) '0,,5' cannot be read",
                "0 -5 * * * ?|field 2 (minute) '-5' cannot be read",
                "0 0 0 1,15W * ?|field 4 (day of month) '1,15W' mixes days with and without W",
                "0 0 12 ? JAN-MAR,DEC MON,WED#2|field 6 (day of week) 'MON,WED#2' lists other days beside one with #",
                "0 0 12 ? * 4#1,5|field 6 (day of week) '4#1,5' lists other days beside one with #",
                "0 0 12 ? * WED/2|field 6 (day of week) 'WED/2' has a step after a name",
                "0 0 12 ? * MON-FRI/2|field 6 (day of week) 'MON-FRI/2' has a step after a name",
                "0 0 12 L-1,15 * ?|field 4 (day of month) 'L-1,15' lists other days beside one with L-",
                "0 0 12 * JUN,JAN/3 ?|field 5 (month) 'JUN,JAN/3' has a step after a name",
                "@reboot|it has 1 fields",
                "0 0 0 1-5W * ?|field 4 (day of month) '1-5W' cannot be read",
                "H * * * * ?|field 1 (second) 'H' cannot be read",
                "a b c d e f|field 1 (second) 'a' cannot be read",
                "0 0 0 1 * ? * *|it has 8 fields",
                "0 * * *|it has 4 fields",
                "0 0 1 * 1|it has 5 fields",
                "every morning|it has 2 fields",
                "''|it has 0 fields"
            })
    void namesTheFieldThatIsWrong(String expression, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.parse(expression))
                .withMessageStartingWith("'" + expression + "' is not a Quartz cron expression: " + what)
                .withMessageContaining("such as '0 0/10 * * * ?'")
                .withMessageNotContaining("Did you mean")
                .withMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 30 2 ?", "0 0 0 31 4,6,9,11 ?", "0 0 0 1 1 ? 2020", "0 0 0 ? 2 SUN#5 2025"})
    void refusesWhatNeverFires(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.parse(expression))
                .withMessageStartingWith("'" + expression + "' never fires");
    }

    /** Quartz takes more than it does; what is left of it here is compared with a reading of each field that takes no short cut. */
    @Test
    void doesWhatEachFieldSays() {
        Random random = new Random(20261126);
        int taken = 0;
        for (int i = 0; i < 4000; i++) {
            PlainCron plain = PlainCron.random(random);
            Cron cron;
            try {
                cron = parser.parse(plain.expression());
            } catch (IllegalArgumentException e) {
                continue;
            }
            taken++;
            LocalDateTime time = LocalDateTime.of(2026, 1, 1, 0, 0).plusHours(random.nextInt(20_000));
            for (int step = 0; step < 5; step++) {
                LocalDateTime next = plain.nextAfter(time);
                if (next == null) {
                    break;
                }
                assertThat(cron.nextAfter(time))
                        .as("%s after %s", plain.expression(), time)
                        .isEqualTo(next);
                time = next;
            }
        }
        assertThat(taken).isGreaterThan(1500);
    }

    @Test
    void mayBeSharedByThreads() throws Exception {
        Cron cron = parser.parse("0 0/7 8-18 ? * MON,FRI");
        Map<LocalDateTime, LocalDateTime> alone = new ConcurrentHashMap<>();
        for (int day = 1; day <= 365; day++) {
            LocalDateTime after = LocalDateTime.of(2026, 1, 1, 12, 0).plusDays(day);
            alone.put(after, cron.nextAfter(after));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                same.add(threads.submit(() -> alone.entrySet().stream()
                        .allMatch(known -> known.getValue().equals(cron.nextAfter(known.getKey())))));
            }
            for (Future<Boolean> answer : same) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
