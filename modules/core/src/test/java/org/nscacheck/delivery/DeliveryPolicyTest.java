/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Target;

class DeliveryPolicyTest {

    private static final Instant AT = Instant.parse("2026-07-01T07:14:59Z");
    private static final Instant VALID_UNTIL = AT.plus(Duration.ofMinutes(10));

    private static DeliveryPolicy.Decision decide(Status status, Duration age) {
        Report report = new Report(Target.service("shop", "Mail"), CheckResult.of(status, "7 mails"), AT, VALID_UNTIL);
        return DeliveryPolicy.decide(new Delivery(1, report, 0, age), AT.plus(age));
    }

    @Test
    void expiresAnOkBehindTheTimeUntilWhichItWasTrue() {
        assertThat(decide(Status.OK, Duration.ofMinutes(10))).isEqualTo(new DeliveryPolicy.Send());
        assertThat(decide(Status.OK, Duration.ofMinutes(10).plusNanos(1)))
                .isEqualTo(new DeliveryPolicy.Expire("an OK that was true until " + VALID_UNTIL));
    }

    @Test
    void sendsAProblemLateAndSaysSo() {
        for (Status status : new Status[] {Status.WARNING, Status.CRITICAL, Status.UNKNOWN}) {
            assertThat(decide(status, Duration.ofMinutes(1))).isEqualTo(new DeliveryPolicy.Send());
            assertThat(decide(status, Duration.ofHours(20))).isEqualTo(new DeliveryPolicy.SendMarkedLate());
        }
    }
}
