/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;

/** For how long a problem is acknowledged. */
final class AcknowledgeForm {

    /** Lengths that have a name instead of a duration. */
    private static final String UNTIL_IT_ENDS = "problem";

    private static final String UNTIL_MORNING = "morning";
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private AcknowledgeForm() {}

    static Map<String, List<Setting.Option>> choices() {
        return Map.of(
                "length",
                List.of(
                        new Setting.Option(UNTIL_IT_ENDS, "until it ends"),
                        new Setting.Option("1h", "1 hour"),
                        new Setting.Option("4h", "4 hours"),
                        new Setting.Option(UNTIL_MORNING, "until tomorrow 08:00"),
                        new Setting.Option("1d", "1 day")));
    }

    /** Returns how long a choice lasts from now on; null for as long as the problem does. */
    static @Nullable Duration length(String choice, Instant now, ZoneId zone) {
        if (choice.isEmpty() || choice.equals(UNTIL_IT_ENDS)) {
            return null;
        }
        if (choice.equals(UNTIL_MORNING)) {
            ZonedDateTime morning =
                    now.atZone(zone).toLocalDate().plusDays(1).atTime(MORNING).atZone(zone);
            return Duration.between(now, morning.toInstant());
        }
        return Durations.parse(choice);
    }
}
