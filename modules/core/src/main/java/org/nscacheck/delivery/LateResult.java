/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.nscacheck.sender.Report;

/**
 * /**
 * Adds to a late result when it was found, as in "(from 09:14)", for a receiver that uses the time of receipt. {@link DeliveryPolicy}
 * decides which are late.
 */
final class LateResult {

    private static final Duration DAY = Duration.ofDays(1);

    private final DateTimeFormatter today;
    private final DateTimeFormatter otherDay;

    /** @param zone of the times in words */
    LateResult(ZoneId zone) {
        this.today = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
        this.otherDay =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    /** Returns the report with the time at which it arose. */
    Report marked(Delivery delivery) {
        Report report = delivery.report();
        DateTimeFormatter words = delivery.age().compareTo(DAY) < 0 ? today : otherDay;
        return report.with(report.result().withMessage(report.message() + " (from " + words.format(report.at()) + ")"));
    }
}
