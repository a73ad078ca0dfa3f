/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.testkit.matrix.Row;

class StorablePerfDataTest {

    private static PerfData metrics(int count, String label) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(label + i, i);
        }
        return PerfData.of(values);
    }

    @Test
    void leavesAloneWhatFits() {
        PerfData perfData = metrics(1_000, "queue ");

        assertThat(StorablePerfData.of(perfData)).isSameAs(perfData);
    }

    @Test
    @Row(value = "R43", done = "100,000 metrics: the first 1,000 are kept, and the result names how many were not")
    void keepsAThousandMetricsAndNamesTheRest() {
        CheckResult kept = StorableText.of(CheckResult.of(0, "fine").withMessage("fine"));
        assertThat(kept.perfData().isEmpty()).isTrue();

        PerfData cut = StorablePerfData.of(metrics(100_000, "m"));

        assertThat(cut.metrics())
                .hasSize(1_000)
                .last()
                .extracting(Metric::label)
                .isEqualTo("m999");
        assertThat(cut.faults())
                .singleElement()
                .asString()
                .startsWith("99000 more metrics were not kept: a result may have 1000");
    }

    @Test
    @Row(value = "R43", done = "a label of 6,000 characters: its first 255 are kept, and the long output names it")
    void keepsTheStartOfALongLabelAndNamesItInTheLongOutput() {
        PerfData cut = StorablePerfData.of(PerfData.of(Metric.of("é".repeat(6_000), 1), Metric.of("short", 2)));

        assertThat(cut.metrics()).extracting(Metric::label).containsExactly("é".repeat(255), "short");
        String output = PluginOutput.render("fine", "", cut, OutputFormat.NSCA).text();
        assertThat(output).contains("its label has 6000 characters, the first 255 were kept");
    }

    @Test
    void numbersALabelThatIsLikeAnotherOnceCut() {
        PerfData cut = StorablePerfData.of(metrics(3, "x".repeat(300)));

        assertThat(cut.metrics())
                .extracting(Metric::label)
                .containsExactly("x".repeat(255), "x".repeat(247) + "_2", "x".repeat(247) + "_3");
        assertThat(cut.faults()).hasSize(4).anySatisfy(fault -> assertThat(fault)
                .contains("given more than once"));
        assertThat(StorablePerfData.of(cut)).isSameAs(cut);
    }

    @Test
    void boundsWhatAllMetricsTakeTogether() {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            metrics.add(Metric.of(i + " " + "x".repeat(250), new BigDecimal("9".repeat(300))));
        }

        PerfData cut = StorablePerfData.of(new PerfData(metrics, List.of()));

        assertThat(cut.metrics()).hasSizeBetween(400, 500);
        assertThat(cut.faults()).singleElement().asString().contains("more metrics were not kept");
    }

    @Test
    void boundsTheFaults() {
        Map<String, Object> bad = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            bad.put("m" + i, "no number");
        }

        PerfData cut = StorablePerfData.of(PerfData.of(bad));

        assertThat(cut.faults()).hasSize(101).last().asString().isEqualTo("99900 more faults were not kept");
        assertThat(StorablePerfData.of(new PerfData(List.of(), List.of("x".repeat(10_000))))
                        .faults())
                .singleElement()
                .asString()
                .hasSize(503);
    }
}
