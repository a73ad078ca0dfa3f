/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cron expressions mean, in English. */
class CronWordsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            0 0/5 * * * ?            | every 5 minutes
            0 * * * * ?              | every minute
            */10 * * * * ?           | every 10 seconds
            0 0 * * * ?              | every hour
            0 0 0/6 * * ?            | every 6 hours from midnight
            0 0/5 8-18 ? * MON-FRI   | every 5 minutes, from 08:00 to 18:59, Monday to Friday
            0 0/7 * * * ?            | every 7 minutes, counted from zero each time
            0 30 2 * * ?             | at 02:30
            15 30 2 * * ?            | at 02:30:15
            0 0 6,18 ? * 1,7         | at 06:00 and 18:00, Sunday and Saturday
            0 15 4 1 * ?             | at 04:15, on day 1 of the month
            0 15 4 L * ?             | at 04:15, on the last day of the month
            0 0 9 ? * MON#1          | at 09:00, on the first Monday of the month
            0 0 9 ? * 6L             | at 09:00, on the last Friday of the month
            0 0 9 15W * ?            | at 09:00, on day nearest weekday to 15 of the month
            0 0 9 1 JAN,7 ?          | at 09:00, on day 1 of the month, in January and July
            0 5,35 * * * ?           | minute 5 and 35
            0 0 9 1 1 ? 2027         | at 09:00, on day 1 of the month, in January, in 2027
            """)
    void saysWhatAnExpressionMeans(String expression, String words) {
        assertThat(CronWords.of(expression)).isEqualTo(words);
    }
}
