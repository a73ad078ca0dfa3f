/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.NscaNgDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.overc.FakeOverCServer;

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

    private static Ran nscaNg(NscaNgDaemon daemon, String password, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("test-server", "--kind", "nsca-ng", "127.0.0.1", "-p", String.valueOf(daemon.port())));
        arguments.addAll(List.of(more));
        return Ran.command(Map.of("NSCACHECK_PASSWORD", password), "", arguments.toArray(String[]::new));
    }

    @Test
    void saysWhetherNscaNgOpensASessionAndAuthorizesTheService() {
        try (NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", "right", "shop", "Mail queue")) {
            Ran opened = nscaNg(daemon, "right", "--identity", "shop-1");
            assertThat(opened.exitCode()).isZero();
            assertThat(opened.out())
                    .contains("127.0.0.1 port " + daemon.port() + " answers: a session of 'shop-1'")
                    .contains("identity and password are right");

            Ran accepted = nscaNg(daemon, "right", "--identity", "shop-1", "--result", "shop/Mail queue");
            assertThat(accepted.exitCode()).isZero();
            assertThat(accepted.out()).contains("shop/Mail queue: accepted");
            assertThat(daemon.commands().awaitResults(1))
                    .extracting(PassiveResult::host, PassiveResult::service, PassiveResult::returnCode)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("shop", "Mail queue", 3));

            Ran refused = nscaNg(daemon, "right", "--identity", "shop-1", "--result", "shop/Disk");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.out()).contains("shop/Disk: refused: ");

            Ran wrong = nscaNg(daemon, "wrong", "--identity", "shop-1");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("the password is not that of identity 'shop-1'");
            assertThat(wrong.said()).doesNotContain("wrong");
        }
    }

    @Test
    void saysWhetherOverCTakesTheKeyAndAState() {
        try (FakeOverCServer overc = FakeOverCServer.start()) {
            String[] ping = {"test-server", "-k", "overc", overc.url(), "-i", "shop"};
            Ran greeted = Ran.command(Map.of("NSCACHECK_SERVER_KEY", "s3cret"), "", ping);
            assertThat(greeted.exitCode()).isZero();
            assertThat(greeted.out()).contains(" answers after ").contains("the key of 'shop' is right");
            assertThat(overc.posts()).extracting(FakeOverCServer.Post::path).containsExactly("/api/ping");

            Ran accepted = Ran.command(
                    "-s",
                    overc.url(),
                    "-i",
                    "shop:s3cret",
                    "test-server",
                    "-k",
                    "overc",
                    "--result",
                    "shop/Mail queue");
            assertThat(accepted.exitCode()).isZero();
            assertThat(accepted.out()).contains("shop/Mail queue: accepted");
            assertThat(overc.posts()).hasSize(3);
            assertThat(overc.posts().get(2).body())
                    .contains("\"name\":\"Mail queue\"", "\"state\":\"UNK\"", "Test of nscacheck");

            Ran wrong = Ran.command(Map.of("NSCACHECK_SERVER_KEY", "wr0ng"), "", ping);
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("Invalid server key").doesNotContain("wr0ng");
        }
    }

    @Test
    void saysThatNoOverCListens() {
        String gone;
        try (FakeOverCServer overc = FakeOverCServer.start()) {
            gone = overc.url();
        }
        Ran away = Ran.command(
                Map.of("NSCACHECK_SERVER_KEY", "s3cret"), "", "test-server", "-k", "overc", gone, "-i", "shop");
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err()).contains("connection refused");
    }

    @Test
    void saysWhatAKindNeedsAndWhatItDoesNotKnow() {
        assertThat(Ran.command("test-server").err()).contains("no server is given");
        assertThat(Ran.command("test-server", "-k", "nsca-ng", "127.0.0.1").err())
                .contains("use --identity NAME");
        assertThat(Ran.command("test-server", "-k", "nsca-ng", "127.0.0.1", "--identity", "a")
                        .err())
                .contains("set NSCACHECK_PASSWORD");
        assertThat(Ran.command("test-server", "-k", "nsca-ng", "127.0.0.1", "-m", "14")
                        .err())
                .contains("are for NSCA alone");
        assertThat(Ran.command("test-server", "-k", "overc").err()).contains("no OverC server is given");
        assertThat(Ran.command("test-server", "-k", "overc", "http://127.0.0.1:1/")
                        .err())
                .contains("OverC needs our name and a key");
        Ran unknown = Ran.command("test-server", "-k", "nrpe", "127.0.0.1");
        assertThat(unknown.err()).contains("the kind 'nrpe' is not one of nsca, nsca-ng, overc");
        assertThat(unknown.exitCode()).isEqualTo(2);
    }
}
