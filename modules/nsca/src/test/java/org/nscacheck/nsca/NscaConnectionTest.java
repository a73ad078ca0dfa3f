/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.ConnectionTest;
import org.nscacheck.sender.ConnectionTest.Step;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Finding;
import org.nscacheck.sender.Finding.Verdict;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.daemon.Programs;

/** The test of a connection, against Debian's daemon: it ends at the step where something is wrong, and says what to do. */
class NscaConnectionTest {

    private static final String PASSWORD = "canary pass wörd";

    private static List<Step> test(Server server) throws InterruptedException {
        Report marked = Servers.report(
                Target.service("shop", "nscacheck-test"), Status.OK, "Test K7Q2 of nscacheck", "", PerfData.none());
        List<Step> steps =
                new ConnectionTest(Servers.factory(), server, Deadline.in(Duration.ofSeconds(20))).run(marked);
        assertThat(steps).isNotEmpty();
        assertThat(steps.toString()).doesNotContain("canary");
        return steps;
    }

    private static Map<String, String> method(int method) {
        return Map.of("encryption", String.valueOf(method));
    }

    private static Finding last(List<Step> steps) {
        return steps.get(steps.size() - 1).finding();
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    void goesAllStepsAndTellsThatPasswordAndMethodAreRight(NscaDaemon.Mode mode) throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().mode(mode).password(PASSWORD).method(14).start()) {
            List<Step> steps = test(Servers.at(daemon.port(), PASSWORD, method(14)));

            assertThat(steps)
                    .extracting(Step::name)
                    .containsExactly("Name", "Address", "Connection", "Greeting", "Test result");
            assertThat(steps.get(3).finding().words()).startsWith("an NSCA daemon greets after ");
            assertThat(last(steps).verdict()).isEqualTo(Verdict.UNCONFIRMED);
            assertThat(last(steps).words()).contains("password and encryption method are right");
            assertThat(daemon.awaitResults(1))
                    .extracting(PassiveResult::output)
                    .containsExactly("Test K7Q2 of nscacheck");
        }
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    void namesAWrongPassword(NscaDaemon.Mode mode) throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().mode(mode).password(PASSWORD).method(14).start()) {
            List<Step> steps = test(Servers.at(daemon.port(), "canary other", method(14)));

            assertThat(steps).hasSize(5);
            assertThat(last(steps).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(last(steps).words())
                    .isEqualTo("the daemon rejects it: password or encryption method are not its own");
            assertThat(last(steps).advice()).contains("password=", "decryption_method=", "14 (AES-256");
            assertThat(daemon.results()).isEmpty();
        }
    }

    @ParameterizedTest(name = "method {0} instead of 14")
    @ValueSource(ints = {0, 1, 3})
    void namesAWrongMethod(int method) throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password(PASSWORD).method(14).start()) {
            List<Step> steps = test(Servers.at(daemon.port(), PASSWORD, method(method)));

            assertThat(last(steps).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(last(steps).words()).contains("password or encryption method");
        }
    }

    @Test
    void seesAWrongPasswordWhereTheProgramCouldNot() throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password(PASSWORD).method(1).start()) {
            Server server = Servers.at(
                    daemon.port(),
                    "canary other",
                    Map.of(
                            "encryption",
                            "1",
                            "transport",
                            "program",
                            "program",
                            Programs.require("send_nsca").toString()));

            assertThat(last(test(server)).verdict()).isEqualTo(Verdict.FAILED);
        }
    }

    @Test
    void doesNotPromiseAPasswordThatNobodyLooksAt() throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password(PASSWORD).method(0).start()) {
            Finding last = last(test(Servers.at(daemon.port(), "canary other", method(0))));

            assertThat(last.verdict()).isEqualTo(Verdict.UNCONFIRMED);
            assertThat(last.words()).contains("cannot be known").doesNotContain("are right");
        }
    }

    @Test
    void namesAPortThatNobodyListensOn() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        List<Step> steps = test(Servers.at(free, PASSWORD, method(1)));

        assertThat(steps).extracting(Step::name).containsExactly("Name", "Address", "Connection");
        assertThat(last(steps).words())
                .isEqualTo("connection refused: nothing listens on port " + free + " of 127.0.0.1");
        assertThat(last(steps).advice()).startsWith("Start the daemon there");
    }

    @Test
    void namesSomethingThatDoesNotGreet() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<Step> steps = test(Servers.at(silent.getLocalPort(), PASSWORD, Map.of("read-timeout", "300ms")));

            assertThat(steps).extracting(Step::name).endsWith("Greeting");
            assertThat(last(steps).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(last(steps).advice()).contains("port of the NSCA daemon");
        }
    }

    @Test
    void connectsToNoForbiddenAddress() throws InterruptedException {
        List<Step> steps = test(Server.builder("cloud", "nsca")
                .address("169.254.169.254")
                .port(80)
                .hostName("shop")
                .build());

        assertThat(steps).extracting(Step::name).containsExactly("Name", "Address");
        assertThat(last(steps).words()).contains("169.254.169.254 is forbidden by nscacheck.addresses.deny");
    }

    @Test
    void namesANameThatNobodyKnows() throws InterruptedException {
        List<Step> steps = test(Server.builder("typo", "nsca")
                .address("nagois.invalid")
                .port(5667)
                .hostName("shop")
                .build());

        assertThat(steps).extracting(Step::name).containsExactly("Name");
        assertThat(last(steps).words()).isEqualTo("this machine does not know the name 'nagois.invalid'");
    }
}
