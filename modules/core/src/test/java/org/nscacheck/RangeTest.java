/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

class RangeTest {

    @ParameterizedTest
    @CsvSource({
        // range, values that alert, values that are good
        "10,       -0.001 10.001 -1e9 1e9,  0 5 10 10.000",
        "0,        -1 0.0001,               0 0.00",
        "10:,      9.999 -10 0,             10 11 1e300",
        "~:10,     10.0001 1e300,           10 0 -1e300",
        "10:20,    9.99 20.01 -15,          10 15 20",
        "-20:-10,  -21 -9 0,                -20 -15 -10",
        "@10:20,   10 15 20.0,              9.99 20.01 -15",
        "@10,      0 5 10,                  -0.1 10.1",
        "@~:10,    10 -1e300,               10.1",
        "@10:,     10 1e300,                9.9",
        ":10,      -1 11,                   0 10",
        "10:10,    9 11,                    10",
        "+1:+2,    0 3,                     1 2",
        ".5:5.,    0.4 5.1,                 0.5 5",
    })
    @Row(value = "B10", done = "each form alerts as in the plugin guidelines")
    void alertsOutsideAndWithAtSignInside(String text, String alerting, String good) {
        Range range = Range.parse(text);
        for (String value : alerting.split(" ")) {
            assertThat(range.alerts(new BigDecimal(value))).as(value).isTrue();
        }
        for (String value : good.split(" ")) {
            assertThat(range.alerts(new BigDecimal(value))).as(value).isFalse();
        }
    }

    @Test
    void withoutAnyEndNothingAlertsAndWithAtSignEverything() {
        assertThat(Range.parse("~:").alerts(BigDecimal.TEN)).isFalse();
        assertThat(Range.parse("@~:").alerts(BigDecimal.TEN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                ":",
                "@:",
                "~",
                "~:~",
                "10:~",
                "a",
                "a:b",
                "10:b",
                "10x",
                "10:20x",
                "10:20:30",
                "1e3",
                "1,5",
                "0x10",
                "10 20",
                "10 :20",
                "--1",
                "1-",
                "@@10",
                "@ 10",
                "NaN",
                "inf",
                "U",
                ".",
                "-",
                "٣",
                "１"
            })
    @Row(value = "B10", done = "garbage is refused")
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Range.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a range");
    }

    @ParameterizedTest
    @CsvSource({"20:10, 20, 10", "0:-1, 0, -1", "-5, 0, -5", "@20:10, 20, 10"})
    @Row(value = "B10", done = "reversed ones are refused")
    void refusesAStartAboveTheEnd(String text, String start, String end) {
        assertThatThrownBy(() -> Range.parse(text))
                .hasMessage("'" + text + "' is not a range: range start " + start + " is above its end " + end);
    }

    @ParameterizedTest
    @CsvSource({
        "10,10",
        "0:10,10",
        ":10,10",
        "' 10 ',10",
        "@0:10,@10",
        "10:,10:",
        "0:,0:",
        "~:,~:",
        "~:0,~:0",
        "-1:1,-1:1",
        "+1:2,1:2",
        "1.50:2,1.50:2",
        "007,7",
        "0.00:5,5"
    })
    void isWrittenInItsShortestForm(String text, String shortest) {
        assertThat(Range.parse(text)).hasToString(shortest).isEqualTo(Range.parse(shortest));
    }

    @Test
    void isEqualByValueNotByDigits() {
        assertThat(Range.parse("1.0:2"))
                .isEqualTo(Range.parse("1:2.00"))
                .hasSameHashCodeAs(Range.parse("1:2.00"))
                .isNotEqualTo(Range.parse("@1:2"))
                .isNotEqualTo(Range.parse("1:"));
    }

    @Test
    void isMadeFromANumber() {
        assertThat(Range.upTo(5.0)).hasToString("5").isEqualTo(Range.parse("5"));
        assertThatThrownBy(() -> Range.upTo(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Range.upTo(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void readsBackWhatItWrites() {
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BigDecimal one = BigDecimal.valueOf(random.nextInt(-50, 50), random.nextInt(-3, 4));
            BigDecimal other = BigDecimal.valueOf(random.nextInt(-50, 50), random.nextInt(-3, 4));
            Range range = new Range(
                    random.nextBoolean(),
                    random.nextInt(4) == 0 ? null : one.min(other),
                    random.nextInt(4) == 0 ? null : one.max(other));
            assertThat(Range.parse(range.toString()))
                    .as("seed %s: %s", seed, range)
                    .isEqualTo(range);
        }
    }

    @Test
    void refusesRubbishWithNothingButIllegalArgument() {
        String[] bits = {"@", "~", ":", "-", "+", ".", "0", "1", "99", " ", "e", "\0", "\ud800", "ı", "1".repeat(400)};
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(8); left > 0; left--) {
                text.append(bits[random.nextInt(bits.length)]);
            }
            try {
                Range range = Range.parse(text.toString());
                assertThat(Range.parse(range.toString())).isEqualTo(range);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage())
                        .as("seed %s", seed)
                        .contains("is not a range")
                        .hasSizeLessThan(1_500);
            }
        }
    }

    @Test
    void refusesAHugeTextWithoutReadingItAll() {
        Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> assertThatThrownBy(() -> Range.parse("9".repeat(10_000_000)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .message()
                        .hasSizeLessThan(1_000));
    }
}
