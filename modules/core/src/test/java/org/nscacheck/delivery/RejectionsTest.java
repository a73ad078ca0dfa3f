/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionsTest {

    @Test
    void suspectsAServerThatRejectsAgainAndAgain() {
        assertThat(Rejections.isSuspect(2, DeliveryProblem.REJECTED)).isFalse();
        assertThat(Rejections.isSuspect(3, DeliveryProblem.REJECTED)).isTrue();
        assertThat(Rejections.isSuspect(30, DeliveryProblem.UNREACHABLE)).isFalse();
        assertThat(Rejections.isSuspect(30, null)).isFalse();
    }

    @Test
    void saysToPeopleWhetherTheServerOrTheReceiverTurnedItAway() {
        assertThat(DeliveryProblem.REJECTED.describe("wrong password")).isEqualTo("rejected: wrong password");
        assertThat(DeliveryProblem.REFUSED.describe("no such service")).isEqualTo("refused: no such service");
        assertThat(DeliveryProblem.UNREACHABLE.describe("reset")).isEqualTo("reset");
    }
}
