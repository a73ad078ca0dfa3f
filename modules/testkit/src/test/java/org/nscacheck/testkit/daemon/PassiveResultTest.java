/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PassiveResultTest {

    @Test
    void readsAServiceResult() {
        assertThat(PassiveResult.parse("[1700000000] PROCESS_SERVICE_CHECK_RESULT;web1;disk /;-1;a;b|c=1"))
                .isEqualTo(new PassiveResult(Instant.ofEpochSecond(1_700_000_000), "web1", "disk /", -1, "a;b|c=1"));
    }

    @Test
    void readsAHostResult() {
        assertThat(PassiveResult.parse("[0] PROCESS_HOST_CHECK_RESULT;web1;1;"))
                .isEqualTo(new PassiveResult(Instant.EPOCH, "web1", null, 1, ""));
    }

    @Test
    void undoesTheDaemonsEscapes() {
        assertThat(PassiveResult.unescape("a\\nb\\\\nc\\t\\")).isEqualTo("a\nb\\nc\\t\\");
    }

    @Test
    void refusesOtherCommands() {
        assertThatThrownBy(() -> PassiveResult.parse("[0] RESTART_PROGRAM")).hasMessageContaining("RESTART_PROGRAM");
    }
}
