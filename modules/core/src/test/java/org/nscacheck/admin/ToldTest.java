/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.server.ServerId;
import org.nscacheck.testkit.matrix.Row;

class ToldTest {

    private static String told(Permission permission, String problem) {
        return told(permission, problem, DeliveryProblem.UNREACHABLE);
    }

    private static String told(Permission permission, String problem, DeliveryProblem kind) {
        ServerSummary summary = new ServerSummary(
                ServerId.random(),
                new ServerSummary.Backlog(1, 0, null),
                new Tries(4, problem, kind, null),
                null,
                Instant.EPOCH);
        return Told.to(new Actor("bob", permission), summary).problem();
    }

    @Test
    @Row(value = "R59", done = "refused, silent, unknown and forbidden sound the same to an operator")
    void tellsAnOperatorNothingAboutTheNetwork() {
        List<String> problems = List.of(
                "192.0.2.1:22: connection refused",
                "did not answer in time",
                "the host name is not known",
                "the address 169.254.169.254 is forbidden");
        for (Permission permission : List.of(Permission.VIEW, Permission.OPERATE)) {
            Set<String> told =
                    problems.stream().map(problem -> told(permission, problem)).collect(Collectors.toSet());
            assertThat(told).containsExactly(Told.NOT_REACHED);
            assertThat(told(permission, "rejected: 192.0.2.1: wrong password", DeliveryProblem.REJECTED))
                    .isEqualTo(Told.REJECTED);
            assertThat(told(permission, "refused: 192.0.2.1 knows no such service", DeliveryProblem.REFUSED))
                    .isEqualTo(Told.REFUSED);
            assertThat(told(permission, "")).isEmpty();
        }
        assertThat(told(Permission.ADMINISTER, problems.get(0))).isEqualTo(problems.get(0));
    }
}
