/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "10m, PT10M",
        "2h, PT2H",
        "1d, PT24H",
        "0s, PT0S",
        "' 5 S ', PT5S",
        "1D, PT24H",
        "90M, PT90M",
        "PT1M30S, PT90S",
        "1h30m, PT90M",
        "1H 30m, PT90M",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "2m500ms, PT2M0.5S",
        "pt0.25s, PT0.25S",
        "P1DT1H, PT25H"
    })
    void readsWhatPeopleType(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "-5s",
                "5 sec",
                "1.5s",
                "30m1h",
                "1h1h",
                "1h30",
                "10000000000s",
                "1w",
                "1mo",
                "P1M",
                "PT",
                "٥s"
            })
    void quotesWhatIsNoDurationAndShowsExamples(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text
                        + "' is not a duration: write a number and a unit, such as 500ms, 30s, 10m, 1h30m or 1d");
    }

    @Test
    void readsBackWhatItWrites() {
        Random random = new Random(20261121);
        long[] units = {1, 1000, 60_000, 3_600_000, 86_400_000};
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofMillis(random.nextInt(1000) * units[random.nextInt(units.length)]);
            assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.5S, 500ms", "PT90S, 90s", "PT60S, 1m", "PT3600S, 1h", "PT48H, 2d", "PT25H, 25h"})
    void writesTheShortestText(Duration duration, String expected) {
        assertThat(Durations.text(duration)).isEqualTo(expected);
    }
}
