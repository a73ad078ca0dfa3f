/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.plugin.reader.Icinga2Reader;
import org.nscacheck.plugin.reader.NagiosOutput;
import org.nscacheck.plugin.reader.PerfDataReader;
import org.nscacheck.plugin.reader.Pnp4NagiosReader;
import org.nscacheck.plugin.reader.ReadMetric;
import org.nscacheck.plugin.reader.RealIcinga2;
import org.nscacheck.plugin.reader.RealNagios4;
import org.nscacheck.plugin.reader.ShinkenReader;

/** The installed monitoring servers have the last word on what they read. */
class RealReceiversTest {

    private static final int RESULTS = 40;

    @TempDir
    private Path directory;

    @Test
    void nagios4KeepsTextAndMetrics() throws Exception {
        List<String> outputs = outputs(UnitRule.SHINKEN);
        List<NagiosOutput> read = new RealNagios4(directory).read(outputs);

        assertThat(read).hasSize(RESULTS);
        for (int i = 0; i < RESULTS; i++) {
            String output = outputs.get(i);
            assertThat(read.get(i)).as("result %s: %s", i, output).isEqualTo(NagiosOutput.read(output));
            for (PerfDataReader reader : List.of(new Pnp4NagiosReader(), new ShinkenReader())) {
                assertThat(reader.read(read.get(i).perfData()))
                        .as("result %s: %s", i, output)
                        .hasSize(metrics(i).size());
            }
        }
    }

    @Test
    void icinga2KeepsMetrics() throws Exception {
        List<String> outputs = outputs(UnitRule.ICINGA2);
        List<List<ReadMetric>> read = new RealIcinga2(directory).read(outputs);

        assertThat(read).hasSize(RESULTS);
        for (int i = 0; i < RESULTS; i++) {
            List<ReadMetric> expected =
                    new Icinga2Reader().read(NagiosOutput.read(outputs.get(i)).perfData());
            assertThat(read.get(i))
                    .as("result %s: %s", i, outputs.get(i))
                    .hasSize(metrics(i).size());
            for (int j = 0; j < expected.size(); j++) {
                assertSame(read.get(i).get(j), expected.get(j), "result " + i + ": " + outputs.get(i));
            }
        }
    }

    static void assertSame(ReadMetric read, ReadMetric expected, String result) {
        assertThat(read.label()).as(result).isEqualTo(expected.label());
        assertThat(read.unit()).as(result).isEqualTo(expected.unit());
        assertClose(String.valueOf(read.value()), String.valueOf(expected.value()), result);
        assertClose(read.warn(), expected.warn(), result);
        assertClose(read.crit(), expected.crit(), result);
        assertClose(read.min(), expected.min(), result);
        assertClose(read.max(), expected.max(), result);
    }

    private static void assertClose(@Nullable String read, @Nullable String expected, String result) {
        if (expected == null) {
            assertThat(read).as(result).isNull();
        } else {
            assertThat(read).as(result).isNotNull();
            assertThat(Double.parseDouble(read))
                    .as(result)
                    .isCloseTo(Double.parseDouble(expected), Percentage.withPercentage(1e-9));
        }
    }

    private static List<String> outputs(UnitRule units) {
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < RESULTS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            outputs.add(PluginOutput.render(
                            HostileOutputTest.text(random, 40),
                            HostileOutputTest.text(random, 40),
                            new PerfData(metrics(i), List.of()),
                            OutputFormat.NSCA.withMultiLine(i % 4 != 0).withUnits(units))
                    .text());
        }
        return outputs;
    }

    private static List<Metric> metrics(int i) {
        MetricGenerator generator = new MetricGenerator(i);
        return i % 2 == 0 ? generator.harmless(8) : generator.harmful(8);
    }
}
