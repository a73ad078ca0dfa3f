/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;

/**
 * Tells a receiver that takes every result for one of the present when a late one was found: "(from 09:14)". An OK needs no
 * such words, because it is not sent after the time until which it was true.
 */
final class LateResult {

    /** What is older is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofDays(1);

    private final DateTimeFormatter today;
    private final DateTimeFormatter otherDay;

    /** @param zone of the times in words */
    LateResult(ZoneId zone) {
        this.today = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
        this.otherDay =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    /** Returns the report as it is sent now. */
    Report asSent(Delivery delivery) {
        Report report = delivery.report();
        if (report.status() == Status.OK || delivery.age().compareTo(LATE) <= 0) {
            return report;
        }
        DateTimeFormatter words = delivery.age().compareTo(DAY) < 0 ? today : otherDay;
        return report.with(report.result().withMessage(report.message() + " (from " + words.format(report.at()) + ")"));
    }
}
