/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.matrix.Row;

class PerfDataTest {

    @Test
    void keepsTheOrderOfTheMap() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("z", 1);
        entries.put("a", Map.of("value", 2));
        entries.put("m", Metric.of("other", 3));
        PerfData perfData = PerfData.of(entries);
        assertThat(perfData).containsExactly(Metric.of("z", 1), Metric.of("a", 2), Metric.of("m", 3));
        assertThat(perfData.faults()).isEmpty();
        assertThat(perfData.get("a")).isEqualTo(Metric.of("a", 2));
        assertThat(perfData.get("b")).isNull();
    }

    @Test
    void dropsAndNamesWhatCannotBeRead() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("good", 1);
        entries.put("nan", Double.NaN);
        entries.put(null, 2);
        entries.put("empty", null);
        PerfData perfData = PerfData.of(entries);
        assertThat(perfData).containsExactly(Metric.of("good", 1));
        assertThat(perfData.faults())
                .containsExactly(
                        "metric 'nan': value NaN is not a finite number",
                        "metric '': a metric needs a label",
                        "metric 'empty': a number or a map with the key value is needed, not null");
        assertThat(perfData.isEmpty()).isFalse();
    }

    @Test
    @Row(value = "B13", done = "metrics out of a closed session are dropped and named")
    @Row(value = "B15", done = "a label that throws is dropped and named")
    void survivesMapsAndObjectsThatThrow() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no name");
            }
        };
        Map<Object, Object> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new IllegalStateException("session is closed");
            }
        };
        assertThat(PerfData.of(Map.of(hostile, 1)).faults())
                .singleElement()
                .asString()
                .contains("no name");
        assertThat(PerfData.of(broken).faults()).singleElement().asString().contains("session is closed");
        assertThat(PerfData.of(Map.of("x", broken)).faults())
                .singleElement()
                .asString()
                .contains("metric 'x' could not be read", "session is closed");
        assertThat(PerfData.of(new TreeMap<>(Map.of("x", new TreeMap<>(Map.of(1, 2)))))
                        .faults())
                .singleElement()
                .asString()
                .contains("unknown keys [1]");
    }

    @Test
    @Row(value = "B08", done = "of two with one label the second is numbered and named")
    void hasEachLabelOnce() {
        Metric first = Metric.of("x", 1);
        Metric second = Metric.of("x", 2);
        Map<Object, Metric> alike = new LinkedHashMap<>();
        alike.put(1, first);
        alike.put("1", second);
        for (PerfData perfData : List.of(
                PerfData.of(first, second), new PerfData(List.of(first, second), List.of()), PerfData.of(alike))) {
            assertThat(perfData.metrics()).hasSize(2);
            assertThat(perfData.get("1") == null ? perfData.get("x") : perfData.get("1"))
                    .extracting(Metric::value)
                    .isEqualTo(first.value());
            assertThat(perfData.faults())
                    .singleElement()
                    .asString()
                    .matches("metric '(x|1)' was given more than once, the last one is kept as '(x|1)_2'");
        }
    }

    @Test
    void numbersEachFurtherOneAndTakesNoLabelAway() {
        PerfData perfData = PerfData.of(
                Metric.of("x", 1), Metric.of("x", 2), Metric.of("x_2", 3), Metric.of("x", 4), Metric.of("y", 5));

        assertThat(perfData)
                .containsExactly(
                        Metric.of("x", 1),
                        Metric.of("x_3", 2),
                        Metric.of("x_2", 3),
                        Metric.of("x_4", 4),
                        Metric.of("y", 5));
        assertThat(perfData.faults())
                .containsExactly("metric 'x' was given more than once, the last one is kept as 'x_4'");
        assertThat(new PerfData(perfData.metrics(), perfData.faults())).isEqualTo(perfData);
    }

    @Test
    void losesNoMetricHoweverManyLabelsAreEqual() {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            metrics.add(Metric.of("x".repeat(i % 300 + 1), i));
        }

        PerfData perfData = Assertions.assertTimeout(Duration.ofSeconds(10), () -> new PerfData(metrics, List.of()));

        assertThat(perfData.metrics()).hasSize(100_000);
        assertThat(perfData.metrics()).extracting(Metric::label).doesNotHaveDuplicates();
        assertThat(perfData.metrics().subList(300, 100_000))
                .allSatisfy(metric -> assertThat(metric.label()).hasSizeLessThanOrEqualTo(255));
        assertThat(perfData.faults())
                .hasSize(101)
                .last()
                .asString()
                .isEqualTo("200 more labels were given more than once");
    }

    @Test
    @Row(value = "B14", done = "the metrics are copied")
    void isASnapshot() {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("value", 1));
        Map<String, Object> entries = new LinkedHashMap<>(Map.of("x", form));
        PerfData perfData = PerfData.of(entries);
        form.put("value", 2);
        entries.clear();
        assertThat(perfData).containsExactly(Metric.of("x", 1));

        Metric[] metrics = {Metric.of("x", 1)};
        PerfData ofArray = new PerfData(Arrays.asList(metrics), List.of());
        metrics[0] = Metric.of("y", 2);
        assertThat(ofArray).containsExactly(Metric.of("x", 1));
    }

    @Test
    void nothingIsNothing() {
        assertThat(PerfData.none().isEmpty()).isTrue();
        assertThat(PerfData.of((Map<?, ?>) null)).isEqualTo(PerfData.none());
        assertThat(PerfData.of(Map.of())).isEqualTo(PerfData.none());
        assertThat(PerfData.of()).isEqualTo(PerfData.none());
    }
}
