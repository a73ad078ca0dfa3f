/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    // 25P03 and 25P04: the server ends a session whose transaction is idle, or open, for too long.
    @ParameterizedTest
    @ValueSource(strings = {"25P03", "25P04", "25006", "57P01", "08006"})
    void takesWhatPassesByItselfForAway(String state) {
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("gone", state))))
                .isTrue();
    }

    @Test
    void takesAMissingRightForAFault() {
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("denied", "42501"))))
                .isFalse();
    }
}
