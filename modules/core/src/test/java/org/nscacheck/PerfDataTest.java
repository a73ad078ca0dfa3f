/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    @Row(value = "B08", done = "of two with one label the second is dropped and named")
    void hasEachLabelOnce() {
        Metric first = Metric.of("x", 1);
        Metric second = Metric.of("x", 2);
        for (PerfData perfData : List.of(
                PerfData.of(first, second),
                new PerfData(List.of(first, second), List.of()),
                PerfData.of(new LinkedHashMap<>(Map.of(1, first, "1", second))))) {
            assertThat(perfData.metrics()).hasSize(1);
            assertThat(perfData.faults()).singleElement().asString().contains("given twice, the second was dropped");
        }
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
