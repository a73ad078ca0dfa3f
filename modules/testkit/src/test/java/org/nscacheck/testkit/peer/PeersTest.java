/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PeersTest {

    private final String before = System.getProperty(Peers.REQUIRE_PROPERTY, "");

    @AfterEach
    void restore() {
        System.setProperty(Peers.REQUIRE_PROPERTY, before);
    }

    @Test
    void findsAProgram() {
        assertThat(Peers.find("sh")).hasValueSatisfying(path -> assertThat(path).isExecutable());
        assertThat(Peers.require("sh")).isExecutable();
    }

    @Test
    void skipsATestWhoseProgramIsAbsent() {
        System.setProperty(Peers.REQUIRE_PROPERTY, "false");
        assertThat(catchThrowable(() -> Peers.require("check_nothing")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("check_nothing is not installed")
                .hasMessageContaining("monitoring-plugins-basic");
    }

    @Test
    void failsATestWhoseProgramIsAbsentIfPeersAreRequired() {
        System.setProperty(Peers.REQUIRE_PROPERTY, "true");
        assertThatThrownBy(() -> Peers.require("check_nothing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not installed");
    }
}
