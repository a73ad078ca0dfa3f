/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;

class NscaCheckSettingsTest {

    /** Every value differs from the usual one, and from those of its own type. */
    private static final NscaCheckSettings ODD = new NscaCheckSettings(
            "node-1",
            "shop",
            ZoneOffset.ofHours(7),
            Duration.ofSeconds(1),
            Status.WARNING,
            Status.UNKNOWN,
            3,
            Map.of("db", 2),
            true,
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            false,
            true,
            List.of(),
            List.of(),
            Set.of("nagios"));

    @Test
    void hasTheDocumentedDefaults() {
        NscaCheckSettings usual = new NscaCheckSettings(
                "shop-1",
                "shop-1",
                ZoneId.systemDefault(),
                Duration.ofMinutes(1),
                Status.CRITICAL,
                Status.CRITICAL,
                20,
                Map.of(),
                false,
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofDays(30),
                true,
                true,
                List.of(),
                List.of(),
                Set.of());
        assertThat(NscaCheckSettings.builder("shop-1").build()).isEqualTo(usual);
        assertThat(NscaCheckSettings.of("shop-1")).isEqualTo(usual);
    }

    @Test
    void losesNoValueInABuilder() {
        assertThat(ODD.toBuilder().build()).isEqualTo(ODD);
        assertThat(ODD.toBuilder().tick(true).quartz(false).build().quartz()).isFalse();
    }

    @Test
    void refusesToRunWithoutAnythingThatWakesTheRunner() {
        NscaCheckSettings.Builder asleep =
                NscaCheckSettings.builder("shop-1").tick(false).quartz(false);
        assertThatThrownBy(asleep::build).hasMessageContaining("no check would ever run");
    }
}
