/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Icinga2Test {

    @Test
    void tellsWhichMetricsItUnderstands() {
        try (Icinga2 icinga = Icinga2.builder().service("web1", "disk").start()) {
            IcingaReading reading =
                    icinga.process("web1", "disk", 1, "full|'a b'=1.5MB;2;3;0;10 c=3s x=12,5 y=U z=1e3");
            assertThat(reading.state()).isEqualTo(1);
            assertThat(reading.metrics().keySet()).containsExactly("a_b", "c", "z");
            assertThat(reading.metrics().get("a_b").fields())
                    .isEqualTo(Map.of("value", 1.5e6, "warn", 2e6, "crit", 3e6, "min", 0.0, "max", 1e7));
            assertThat(reading.metrics().get("z").value()).isEqualTo(1_000);
            assertThat(reading.rejected()).containsExactly("x=12,5", "y=U");

            assertThat(icinga.understood("web1", "disk").metrics()).containsKeys("a_b", "c", "z");

            assertThat(icinga.process("web1", "disk", 0, "fine")).isEqualTo(new IcingaReading(0, Map.of(), List.of()));
        }
    }

    @Test
    void holdsStatesAndTextsOfHostsAndServices() {
        try (Icinga2 icinga = Icinga2.builder().service("web1", "disk").start()) {
            icinga.submit("PROCESS_SERVICE_CHECK_RESULT;web1;disk;2;full: größer|a=1;2\\nmore\\nlines");
            icinga.submit("PROCESS_HOST_CHECK_RESULT;web1;1;away");

            CoreStatus service = icinga.awaitResult("web1", "disk");
            assertThat(service.state()).isEqualTo(2);
            assertThat(service.output()).isEqualTo("full: größer");
            assertThat(service.longOutput()).isEqualTo("more\nlines");
            assertThat(service.performanceData()).isEqualTo("a=1;2");
            CoreStatus host = icinga.awaitResult("web1", null);
            assertThat(host.state()).isEqualTo(1);
            assertThat(host.output()).isEqualTo("away");
        }
    }
}
