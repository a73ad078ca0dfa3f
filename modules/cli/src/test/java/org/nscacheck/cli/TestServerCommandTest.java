/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

class TestServerCommandTest {

    private static Ran test(NscaDaemon daemon, String password, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("test-server", "127.0.0.1", "-p", String.valueOf(daemon.port()), "-m", "14"));
        arguments.addAll(List.of(more));
        return Ran.command(Map.of("NSCACHECK_PASSWORD", password), "", arguments.toArray(String[]::new));
    }

    @Test
    void saysWhetherADaemonGreetsAndAccepts() {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("right").method(14).start()) {
            Ran greeted = test(daemon, "wrong");
            assertThat(greeted.exitCode()).isZero();
            assertThat(greeted.out())
                    .contains("127.0.0.1 port " + daemon.port() + " answers")
                    .contains("recommended")
                    .contains("whether password and method agree is not known");

            Ran accepted = test(daemon, "right", "--result", "shop/Mail queue");
            assertThat(accepted.exitCode()).isZero();
            assertThat(accepted.out()).contains("shop/Mail queue: sent, and read by the daemon");
            assertThat(daemon.awaitResults(1))
                    .extracting(PassiveResult::host, PassiveResult::service, PassiveResult::returnCode)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("shop", "Mail queue", 3));

            Ran rejected = test(daemon, "wrong", "--result", "shop/Mail queue");
            assertThat(rejected.exitCode()).isEqualTo(1);
            assertThat(rejected.out()).contains("rejected: 127.0.0.1:" + daemon.port());

            daemon.stop();
            Ran away = test(daemon, "right");
            assertThat(away.exitCode()).isEqualTo(1);
            assertThat(away.err()).contains("connection refused: check that the daemon listens");
        }
    }

    @Test
    void refusesANameThatNoDaemonTakes() {
        try (NscaDaemon daemon = NscaDaemon.builder().method(14).start()) {
            assertThat(test(daemon, "secret", "--result", "shop/a;b").err()).contains("contains ';'");
        }
    }
}
