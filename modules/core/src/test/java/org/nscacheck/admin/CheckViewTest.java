/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.StoredCheck;

class CheckViewTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final StoredCheck CHECK = StoredCheck.of(new CheckKey("disk"));

    private static CheckSummary on(String node, boolean active, Status status) {
        CheckState state = new CheckState(status, NOW, 1);
        CheckSummary.Due due = new CheckSummary.Due(active, false, NOW, NOW, "");
        return new CheckSummary(CHECK.id(), "disk", node, due, state, null, NOW);
    }

    private static String shown(CheckSummary... summaries) {
        return new CheckView(CHECK, null, null, "", List.of(), Arrays.asList(summaries))
                .summary()
                .map(CheckSummary::node)
                .orElse("none");
    }

    @Test
    void showsTheWorstOfTheNodesThatRunIt() {
        assertThat(shown(on("a", true, Status.OK), on("b", true, Status.UNKNOWN), on("c", true, Status.WARNING)))
                .isEqualTo("b");
        assertThat(shown(on("a", true, Status.OK), on("stopped", false, Status.CRITICAL)))
                .isEqualTo("a");
        assertThat(shown(on("stopped", false, Status.CRITICAL))).isEqualTo("stopped");
        assertThat(shown()).isEqualTo("none");
    }
}
