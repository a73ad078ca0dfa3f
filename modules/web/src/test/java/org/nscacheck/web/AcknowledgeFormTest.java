/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AcknowledgeFormTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private static Duration length(String choice, String now) {
        return AcknowledgeForm.length(choice, Instant.parse(now), ZONE);
    }

    @Test
    void lastsUntilTomorrowMorningByTheCalendarOfTheScreens() {
        assertThat(length("morning", "2026-03-10T12:00:00Z")).isEqualTo(Duration.ofHours(19));
        // 23:30 UTC is half past midnight there; tomorrow is another day, and the clock goes forward in between.
        assertThat(length("morning", "2026-03-27T23:30:00Z")).isEqualTo(Duration.ofMinutes(30 * 60 + 30));
    }

    @Test
    void lastsAsLongAsTheProblemUnlessALengthIsChosen() {
        assertThat(length("problem", "2026-03-10T12:00:00Z")).isNull();
        assertThat(length("", "2026-03-10T12:00:00Z")).isNull();
        assertThat(length("1d", "2026-03-10T12:00:00Z")).isEqualTo(Duration.ofDays(1));
    }
}
