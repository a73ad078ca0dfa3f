/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;

/** The examples of the OP5 plugin interface and of the Odoo module, byte for byte. */
class GoldenOutputTest {

    @Test
    void writesTheFirstOp5Example() {
        PerfData perfData = PerfData.of(Map.of(
                "time",
                Map.of(
                        "value", new BigDecimal("0.042824"),
                        "uom", "s",
                        "warn", "0.000000",
                        "crit", "0.000000",
                        "min", new BigDecimal("0.000000"),
                        "max", "10.000000")));

        assertThat(render("TCP OK - 0.043 second response time on port 80", perfData))
                .isEqualTo("TCP OK - 0.043 second response time on port 80"
                        + "|time=0.042824s;0.000000;0.000000;0.000000;10.000000");
    }

    @Test
    void writesTheSecondOp5Example() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("time", Map.of("value", 0.218901, "uom", "s", "min", "0.000000"));
        values.put("size", Map.of("value", 42236, "uom", "B", "min", 0));

        assertThat(render("HTTP OK", PerfData.of(values)))
                .isEqualTo("HTTP OK|time=0.218901s;;;0.000000 size=42236B;;;0");
    }

    @Test
    void writesAnOp5ExampleWithoutPerformanceDataAsItIs() {
        assertThat(render("Connection refused", PerfData.none())).isEqualTo("Connection refused");
    }

    @Test
    void writesTheMailCheckOfTheOdooModule() {
        int mails = 7;
        CheckResult failing = CheckResult.of(1, "7 mails not sent", Map.of("exceptions", Map.of("value", mails)));
        CheckResult fine = CheckResult.of(0, "OK", Map.of("exceptions", Map.of("value", 0)));

        assertThat(hex(render(failing.message(), failing.perfData())))
                .isEqualTo("37206d61696c73206e6f742073656e747c657863657074696f6e733d37");
        assertThat(render(fine.message(), fine.perfData())).isEqualTo("OK|exceptions=0");
    }

    private static String render(String message, PerfData perfData) {
        PluginOutput.Rendered rendered = PluginOutput.render(message, "", perfData, OutputFormat.NSCA);
        assertThat(rendered.changes()).isEmpty();
        return rendered.text();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
