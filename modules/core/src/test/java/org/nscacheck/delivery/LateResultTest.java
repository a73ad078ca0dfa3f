/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Target;

class LateResultTest {

    private final LateResult late = new LateResult(ZoneId.of("Europe/Berlin"));

    private String message(Status status, Duration age) {
        Report report = new Report(
                Target.service("shop", "Mail queue"),
                CheckResult.of(status, "7 mails"),
                Instant.parse("2026-07-01T07:14:59Z"),
                null);
        Delivery delivery = new Delivery(1, report, 0, age);
        DeliveryPolicy.Decision decision =
                DeliveryPolicy.decide(delivery, report.at().plus(age));
        return decision instanceof DeliveryPolicy.SendMarkedLate
                ? late.marked(delivery).message()
                : report.message();
    }

    @Test
    void saysWhenALateResultWasFound() {
        assertThat(message(Status.CRITICAL, Duration.ofMinutes(61))).isEqualTo("7 mails (from 09:14)");
        assertThat(message(Status.UNKNOWN, Duration.ofHours(25))).isEqualTo("7 mails (from 2026-07-01 09:14)");
    }

    @Test
    void saysNothingOfWhatIsPresentOrStillTrue() {
        assertThat(message(Status.CRITICAL, Duration.ofSeconds(60))).isEqualTo("7 mails");
        assertThat(message(Status.OK, Duration.ofMinutes(61))).isEqualTo("7 mails");
    }
}
