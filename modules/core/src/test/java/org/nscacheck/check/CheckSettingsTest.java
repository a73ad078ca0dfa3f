/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.FailureStatus;
import org.nscacheck.schedule.ScheduleSpec;

class CheckSettingsTest {

    private static final CheckSettings FULL = CheckSettings.builder()
            .service("Mails")
            .host("shop")
            .schedule(ScheduleSpec.every("5m"))
            .spread(Duration.ofSeconds(3))
            .timeout(Duration.ofSeconds(4))
            .servers(List.of("nagios"))
            .arguments(Map.of("limit", "5", "folder", "inbox"))
            .active(true)
            .onError(FailureStatus.UNKNOWN)
            .onTimeout(FailureStatus.CRITICAL)
            .allowVoid(true)
            .confirmation(Confirmation.NONE)
            .runbook("https://wiki.example.net/mails")
            .build();

    @Test
    void followsWhatIsBelowWhereNothingIsSet() {
        assertThat(CheckSettings.NONE.over(FULL)).isEqualTo(FULL);
        assertThat(FULL.over(CheckSettings.NONE)).isEqualTo(FULL);
        assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
    }

    @Test
    void setsEachPartAndEachArgumentAlone() {
        CheckSettings some = CheckSettings.builder()
                .timeout(Duration.ofSeconds(9))
                .allowVoid(false)
                .arguments(Map.of("limit", "7"))
                .build();

        assertThat(some.over(FULL))
                .isEqualTo(FULL.toBuilder()
                        .timeout(Duration.ofSeconds(9))
                        .allowVoid(false)
                        .arguments(Map.of("limit", "7", "folder", "inbox"))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "ftp://x",
                "http:",
                "https://",
                "https://a b",
                "//wiki",
                "https://a\nb"
            })
    void refusesARunbookThatIsNoLinkToAPage(String link) {
        assertThatThrownBy(() -> CheckSettings.builder().runbook(link).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a link that begins with http:// or https://");
    }

    @Test
    void refusesARunbookOfMoreThan1000Characters() {
        assertThatThrownBy(() -> CheckSettings.requireRunbook("https://" + "x".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }
}
