/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Target;

class AsSentTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final AsSent asSent = new AsSent(ZoneOffset.UTC);

    private static Report report(Status status) {
        return new Report(Target.service("shop", "Mail"), CheckResult.of(status, "7 mails"), AT, null);
    }

    @Test
    void saysOfALateReportWhenItArose() {
        Instant late = AT.plus(Duration.ofMinutes(2));

        assertThat(asSent.at(report(Status.WARNING), late, false).message()).isEqualTo("7 mails (from 10:00)");
        assertThat(asSent.at(report(Status.WARNING), late, true).message()).isEqualTo("7 mails");
        assertThat(asSent.at(report(Status.OK), late, false).message()).isEqualTo("7 mails");
    }

    @Test
    void leavesAReportThatIsSentAtOnceAsItIs() {
        Report report = report(Status.CRITICAL);

        assertThat(asSent.at(report, AT.plusSeconds(1), false)).isEqualTo(report);
    }
}
