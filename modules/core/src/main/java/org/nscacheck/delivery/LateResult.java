/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;

/**
 * Adds to a late result when it was found, as in "(from 09:14)", for a receiver that uses the time of receipt. An OK needs no
 * such note, because it is not sent after it has expired.
 */
final class LateResult {

    /** Older results are late. */
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
        return new Report(
                report.target(),
                report.status(),
                report.message() + " (from " + words.format(report.at()) + ")",
                report.longOutput(),
                report.perfData(),
                report.at(),
                report.validUntil());
    }
}
