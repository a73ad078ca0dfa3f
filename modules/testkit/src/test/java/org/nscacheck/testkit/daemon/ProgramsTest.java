/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ProgramsTest {

    private final String before = System.getProperty(Programs.REQUIRE_PROPERTY, "");

    @AfterEach
    void restore() {
        System.setProperty(Programs.REQUIRE_PROPERTY, before);
    }

    @Test
    void findsAProgram() {
        assertThat(Programs.find("sh"))
                .hasValueSatisfying(path -> assertThat(path).isExecutable());
        assertThat(Programs.require("sh")).isExecutable();
    }

    @Test
    void skipsATestWhoseProgramIsAbsent() {
        System.setProperty(Programs.REQUIRE_PROPERTY, "false");
        assertThat(catchThrowable(() -> Programs.require("check_nothing")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("check_nothing is not installed")
                .hasMessageContaining("monitoring-plugins-basic");
    }

    @Test
    void failsATestWhoseProgramIsAbsentIfPeersAreRequired() {
        System.setProperty(Programs.REQUIRE_PROPERTY, "true");
        assertThatThrownBy(() -> Programs.require("check_nothing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not installed");
    }
}
