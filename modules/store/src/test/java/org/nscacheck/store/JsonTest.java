/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Uom;
import org.nscacheck.testkit.matrix.Row;
import tools.jackson.core.JacksonException;

class JsonTest {

    @Test
    void givesBackWhatWasWritten() {
        Map<String, Object> value = new HashMap<>();
        value.put("text", "say \"ä\"\n\u0001 \uD83D\uDE00");
        value.put("number", new BigDecimal("123456789012345678901234567890.10"));
        value.put("list", Arrays.asList(true, false, null, List.of(), Map.of()));
        value.put("nothing", null);
        value.put("", "no name");
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void keepsEachDigitOfANumber() {
        assertThat(Json.read("[1.00, -0.5, 1E+3, 7]"))
                .isEqualTo(List.of(
                        new BigDecimal("1.00"), new BigDecimal("-0.5"), new BigDecimal("1E+3"), new BigDecimal("7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"a\"}", "nul", "\"open"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JacksonException.class);
        assertThat(JsonColumns.read(text).faults())
                .singleElement()
                .asString()
                .startsWith("performance data could not be read: ");
    }

    @Test
    @Row(value = "B11", done = "any unit is stored and read back")
    void keepsAnyUnit() {
        List<Metric> metrics = new ArrayList<>();
        for (String unit : List.of("", "s", "MB", "°C", "GHz", "b/s", "G", "m³", "😀")) {
            metrics.add(new Metric("m" + metrics.size(), BigDecimal.ONE, Uom.of(unit), null, null, null, null));
        }
        PerfData perfData = new PerfData(metrics, List.of());
        assertThat(JsonColumns.read(JsonColumns.write(perfData))).isEqualTo(perfData);
    }

    @Test
    void readsAValueWhoseUnitItDoesNotTake() {
        assertThat(JsonColumns.read("{\"metrics\": [{\"label\": \"a\", \"value\": 1, \"uom\": \"k;m\"}]}"))
                .isEqualTo(PerfData.of(Metric.of("a", 1)));
    }

    @Test
    void readsTheOtherMetricsBesideOneThatCannotBeRead() {
        PerfData perfData = JsonColumns.read(
                "{\"metrics\": [{\"label\": \"a\", \"value\": \"many\"}, 7, {\"label\": \"b\", \"value\": 2, \"new\": [1]}],"
                        + " \"faults\": [\"c\"]}");
        assertThat(perfData).extracting(metric -> metric.label()).containsExactly("b");
        assertThat(perfData.faults()).hasSize(3).contains("c").anyMatch(fault -> fault.startsWith("metric 'a' could"));
    }
}
