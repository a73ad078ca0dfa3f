/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.server.Target;

class ReportTest {

    @ParameterizedTest
    @CsvSource({"OK, 0, 0", "WARNING, 1, 0", "CRITICAL, 2, 1", "UNKNOWN, 3, 1"})
    void hasTheCodeOfAServiceOrOfAHost(Status status, int ofService, int ofHost) {
        CheckResult result = CheckResult.of(status, "text");

        assertThat(new Report(Target.service("shop", "Mail"), result, Instant.EPOCH, null).code())
                .isEqualTo(ofService);
        assertThat(new Report(Target.host("shop"), result, Instant.EPOCH, null).code())
                .isEqualTo(ofHost);
    }
}
