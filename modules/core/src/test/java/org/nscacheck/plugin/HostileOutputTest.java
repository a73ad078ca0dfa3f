/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Uom;
import org.nscacheck.testkit.matrix.Row;

/** Whatever a check writes: one record, for the right service, that fits. */
class HostileOutputTest {

    private static final String[] BITS = {
        "",
        " ",
        "a",
        "Z9",
        "|",
        "=",
        "'",
        "\"",
        ";",
        ",",
        ":",
        "::",
        "\\",
        "\\n",
        "\\|",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\u0017",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u00a0",
        "\ud800",
        "\udfff",
        "\ufffe",
        "ü",
        "ı",
        "€",
        "😀",
        "e\u0301",
        "[123] SHUTDOWN_PROGRAM",
        "\n[123] SHUTDOWN_PROGRAM\n",
        "<b>x</b>",
        "$USER1$",
        "`id`",
        "x=1;2;3",
        "|x=1",
        "%s%n",
        "… (truncated)",
        "[nscacheck] ",
        "                                   "
    };

    @Test
    @Row(value = "B04", done = "5,000 random texts of nasty parts are each one clean record that fits")
    void isAlwaysOneRecordThatFits() {
        List<UnitRule> rules = List.of(UnitRule.values());
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OutputFormat format = new OutputFormat(
                    random.nextInt(OutputFormat.LEAST_BYTES, 700),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    rules.get(random.nextInt(rules.size())));
            String message = text(random, 60);
            String longOutput = text(random, 60);
            PerfData perfData = perfData(random);

            String text =
                    PluginOutput.render(message, longOutput, perfData, format).text();

            assertRecord(text, format, "seed " + seed);
        }
    }

    private static void assertRecord(String text, OutputFormat format, String seed) {
        String record = "host\tservice\t2\t" + text;
        assertThat(record.split("\t", -1)).as(seed).hasSize(4);
        assertThat(text.strip()).as(seed).isNotEmpty();
        assertThat(text.lines().findFirst().orElse("")).as(seed).isNotBlank();
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).as(seed).isLessThanOrEqualTo(format.maxBytes());
        assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                .as(seed)
                .isEmpty();
        assertThat(text.chars().filter(c -> c == '|').count()).as(seed).isLessThanOrEqualTo(1);
        assertThat(text.substring(text.indexOf('\n') + 1).indexOf('|') >= 0 && text.indexOf('\n') >= 0)
                .as(seed)
                .isFalse();
        if (!format.multiLine()) {
            assertThat(text).as(seed).doesNotContain("\n");
        }
        try {
            StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            Assertions.fail(seed, e);
        }
    }

    static String text(SplittableRandom random, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most); left > 0; left--) {
            text.append(BITS[random.nextInt(BITS.length)]);
        }
        return text.toString();
    }

    private static Uom unit(String text) {
        try {
            return Uom.of(text);
        } catch (IllegalArgumentException e) {
            return Uom.PERCENT;
        }
    }

    private static PerfData perfData(SplittableRandom random) {
        List<Metric> metrics = new ArrayList<>();
        for (int left = random.nextInt(12); left > 0; left--) {
            String label = text(random, 8);
            if (!label.isBlank()) {
                BigDecimal value = new BigDecimal(random.nextInt());
                metrics.add(new Metric(label, value, unit(text(random, 3)), null, null, null, null));
            }
        }
        List<String> faults = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            faults.add(text(random, 20));
        }
        return new PerfData(metrics, faults);
    }

    @Test
    @Row(
            value = "B03",
            done = "10 MB of each nasty kind, of line ends too, are cut to what fits, in bounded time, metrics first")
    void cutsTenMegabytesInBoundedTime() {
        for (String bit : List.of("x", "\n", " ", "\0", "|", "😀", "ab c\n", "\ud800", "\r\n", "1")) {
            String huge = bit.repeat(10_000_000 / bit.length());
            PerfData perfData = PerfData.of(Metric.of("x" + huge, 1), Metric.of("y", 2));

            String text = Assertions.assertTimeout(
                    Duration.ofSeconds(5), () -> PluginOutput.render(huge + "x", huge, perfData, OutputFormat.NSCA)
                            .text());

            assertRecord(text, OutputFormat.NSCA, bit);
            assertThat(text).contains(" y=2");
        }
    }
}
