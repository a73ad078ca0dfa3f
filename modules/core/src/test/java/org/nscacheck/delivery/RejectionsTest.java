/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nscacheck.sender.SendOutcome;

class RejectionsTest {

    @Test
    void suspectsAServerThatRejectsAgainAndAgain() {
        String reason = Rejections.reason(new SendOutcome.Rejected("it closed the connection"));

        assertThat(reason).isEqualTo("rejected: it closed the connection");
        assertThat(Rejections.isSuspect(2, reason)).isFalse();
        assertThat(Rejections.isSuspect(3, reason)).isTrue();
        assertThat(Rejections.isSuspect(30, "connection refused")).isFalse();
    }
}
