/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.matrix.Row;

/**
 * What the client says of a result is true at the real daemon, in both of its modes: with a method of each kind, and in the slow
 * tests with every method.
 */
class OutcomeTruthTest {

    private static final String PASSWORD = "right pässword";
    private static final int PROBES = 3;

    /** None, and one for each length of a block. */
    private static final List<Encryption> SOME = List.of(
            Encryption.NONE, Encryption.XOR, Encryption.CAST_128, Encryption.RIJNDAEL_128, Encryption.RIJNDAEL_256);

    private static List<Encryption> every() {
        return EncryptionTableTest.native17().toList();
    }

    private static NscaDaemon daemon(NscaDaemon.Mode mode, Encryption method) {
        return NscaDaemon.builder()
                .mode(mode)
                .method(method.number())
                .password(PASSWORD)
                .start();
    }

    private static NscaClient client(NscaDaemon daemon, Encryption method, String password) {
        return new NscaClient(NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of(password), method));
    }

    private static List<NscaMessage> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NscaMessage("shop", "Service " + i, i % 4, "output " + i))
                .toList();
    }

    private static List<SendOutcome> send(NscaClient client, int count) throws InterruptedException {
        return client.send(messages(count), Deadline.in(Duration.ofSeconds(20)));
    }

    /** Sends until the rejection is named; nothing may be called sent on the way. */
    private static void assertNamed(NscaClient client, int count, Encryption method) throws InterruptedException {
        List<SendOutcome> outcomes = List.of();
        for (int probe = 0; probe < PROBES; probe++) {
            outcomes = send(client, count);
            assertThat(outcomes)
                    .as("%s, %d results, probe %d", method, count, probe)
                    .hasSize(count)
                    .noneMatch(SendOutcome.Sent.class::isInstance);
            if (outcomes.stream().allMatch(SendOutcome.Rejected.class::isInstance)) {
                return;
            }
        }
        assertThat(outcomes).as("%s, %d results", method, count).hasOnlyElementsOfType(SendOutcome.Rejected.class);
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    @Row(
            value = "R07",
            done =
                    "named within three tries by the real daemon in both modes, with a method of each kind; nothing is called sent")
    void namesAWrongPasswordWithinThreeProbes(NscaDaemon.Mode mode) throws Exception {
        assertWrongPasswordNamed(mode, SOME);
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    @Tag("faults")
    @Row(
            value = "R07",
            done =
                    "named within three tries by the real daemon in both modes, with every method that can show it; nothing is called sent")
    void namesAWrongPasswordWithEveryMethod(NscaDaemon.Mode mode) throws Exception {
        assertWrongPasswordNamed(mode, every());
    }

    private static void assertWrongPasswordNamed(NscaDaemon.Mode mode, List<Encryption> methods) throws Exception {
        AtOnce.forEach(methods, method -> {
            try (NscaDaemon daemon = daemon(mode, method)) {
                if (!method.showsWrongPassword()) {
                    assertThat(send(client(daemon, method, "wrong"), 1)).containsExactly(new SendOutcome.Sent(true));
                    return;
                }
                for (int count : new int[] {1, 2, 50}) {
                    assertNamed(client(daemon, method, "wrong"), count, method);
                }
                assertThat(daemon.rawLines()).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    @Row(value = "R08", done = "named within three tries by the real daemon in both modes")
    void namesAWrongMethodWithinThreeProbes(NscaDaemon.Mode mode) throws Exception {
        assertWrongMethodNamed(mode, SOME);
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    @Tag("faults")
    @Row(value = "R08", done = "named within three tries by the real daemon in both modes, whatever its method")
    void namesAWrongMethodWhateverTheDaemonHas(NscaDaemon.Mode mode) throws Exception {
        assertWrongMethodNamed(mode, every());
    }

    private static void assertWrongMethodNamed(NscaDaemon.Mode mode, List<Encryption> methods) throws Exception {
        AtOnce.forEach(methods, method -> {
            Encryption other = methods.get((methods.indexOf(method) + 1) % methods.size());
            try (NscaDaemon daemon = daemon(mode, method)) {
                assertNamed(client(daemon, other, PASSWORD), 1, method);
                assertNamed(client(daemon, other, PASSWORD), 20, method);
                assertThat(daemon.rawLines()).isEmpty();
            }
        });
    }

    /** The password is changed at the daemon while the client has learnt that it answers at once. */
    @Test
    @Row(value = "R07", done = "changed at a real daemon that has worked")
    void noticesAPasswordThatIsChangedLater() throws InterruptedException {
        try (NscaDaemon daemon = daemon(NscaDaemon.Mode.SINGLE, Encryption.RIJNDAEL_128)) {
            NscaClient client = client(daemon, Encryption.RIJNDAEL_128, PASSWORD);
            for (int i = 0; i < 10; i++) {
                assertThat(send(client, 3)).containsOnly(new SendOutcome.Sent(true));
            }
            int port = daemon.port();
            daemon.stop();
            try (NscaDaemon changed = NscaDaemon.builder()
                    .port(port)
                    .method(14)
                    .password("another one")
                    .start()) {
                assertNamed(client, 1, Encryption.RIJNDAEL_128);
                assertThat(changed.rawLines()).isEmpty();
            }
        }
    }

    @Test
    void raisesNoFalseRejectionIn200Sends() throws InterruptedException {
        assertNobodySuspected(200);
    }

    @Test
    @Tag("faults")
    void raisesNoFalseRejectionIn1000Sends() throws InterruptedException {
        assertNobodySuspected(1000);
    }

    private static void assertNobodySuspected(int sends) throws InterruptedException {
        try (NscaDaemon daemon = daemon(NscaDaemon.Mode.SINGLE, Encryption.XOR)) {
            NscaClient client = client(daemon, Encryption.XOR, PASSWORD);
            for (int i = 0; i < 10; i++) {
                send(client, 2);
            }
            int unconfirmed = 0;
            for (int i = 0; i < sends; i++) {
                SendOutcome outcome = send(client, 1).get(0);
                assertThat(outcome).as("send %d", i).isInstanceOf(SendOutcome.Sent.class);
                unconfirmed += outcome.equals(new SendOutcome.Sent(false)) ? 1 : 0;
            }
            // When the machine is busy the daemon may be late for a moment.
            assertThat(unconfirmed).isLessThan(sends / 20);
            assertThat(daemon.awaitResults(sends + 20)).hasSize(sends + 20);
        }
    }

    @Test
    void raisesNoFalseRejectionIn200ResultsAtForkedDaemon() throws Exception {
        assertNobodySuspectedByForked(SOME);
    }

    @Test
    @Tag("faults")
    void raisesNoFalseRejectionIn200ResultsOfEachMethodAtForkedDaemon() throws Exception {
        assertNobodySuspectedByForked(every());
    }

    private static void assertNobodySuspectedByForked(List<Encryption> methods) throws Exception {
        AtOnce.forEach(methods, method -> {
            try (NscaDaemon daemon = daemon(NscaDaemon.Mode.FORKED, method)) {
                NscaClient client = client(daemon, method, PASSWORD);
                for (int batch : new int[] {1, 49, 50, 100}) {
                    assertThat(send(client, batch))
                            .as("%s, %d results", method, batch)
                            .containsOnly(new SendOutcome.Sent(true));
                }
                assertThat(daemon.awaitResults(200)).hasSize(200);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"SINGLE, kill", "SINGLE, restart", "FORKED, kill", "FORKED, restart"})
    void neverReportsSentWhenLossIsDetectable(NscaDaemon.Mode mode, String fault) throws Exception {
        int count = 4000;
        try (NscaDaemon daemon = daemon(mode, Encryption.RIJNDAEL_128)) {
            NscaClient client = client(daemon, Encryption.RIJNDAEL_128, PASSWORD);
            assertThat(send(client, 5)).containsOnly(new SendOutcome.Sent(true));
            daemon.clear();
            Thread trouble = new Thread(() -> {
                daemon.awaitResults(100);
                if (fault.equals("kill")) {
                    daemon.kill();
                } else {
                    daemon.restart();
                }
            });
            trouble.start();

            List<SendOutcome> outcomes = send(client, count);
            trouble.join();

            assertThat(outcomes).hasSize(count);
            // A child of a forked daemon outlives its parent and goes on reading; then all have arrived.
            boolean allSent = outcomes.equals(Collections.nCopies(count, new SendOutcome.Sent(true)));
            if (allSent) {
                assertThat(daemon.awaitResults(count)).hasSize(count);
                assertThat(mode).isEqualTo(NscaDaemon.Mode.FORKED);
            } else {
                assertThat(outcomes).noneMatch(SendOutcome.Sent.class::isInstance);
                long unknown = outcomes.stream()
                        .filter(SendOutcome.Unknown.class::isInstance)
                        .count();
                assertThat((long) daemon.rawLines().size()).isLessThanOrEqualTo(unknown);
                assertThat(outcomes.subList((int) unknown, count)).hasOnlyElementsOfType(SendOutcome.Retry.class);
            }
        }
    }

    @Test
    void keepsAConnectionOpenIfAskedToAndNoticesThatTheDaemonHasClosedIt() throws InterruptedException {
        try (NscaDaemon daemon = daemon(NscaDaemon.Mode.SINGLE, Encryption.XOR)) {
            NscaClientSettings settings = NscaClientSettings.of(
                            "127.0.0.1", daemon.port(), Secret.of(PASSWORD), Encryption.XOR)
                    .with(NscaTiming.DEFAULT.keepingOpen(Duration.ofSeconds(10)));
            try (NscaClient client = new NscaClient(settings)) {
                // The first ones are confirmed, until it is known how the daemon shows a rejection.
                for (int i = 0; i < 3; i++) {
                    assertThat(send(client, 3)).containsOnly(new SendOutcome.Sent(true));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(send(client, 3)).containsOnly(new SendOutcome.Sent(false));
                }
                assertThat(daemon.awaitResults(69)).hasSize(69);
                daemon.restart();

                assertThat(send(client, 3)).containsOnly(new SendOutcome.Sent(false));
                assertThat(daemon.awaitResults(72)).hasSize(72);
            }
        }
    }

    @Test
    void goesOnWithAnotherConnectionWhenOneIsTooOld() throws InterruptedException {
        try (NscaDaemon daemon = daemon(NscaDaemon.Mode.SINGLE, Encryption.TRIPLE_DES)) {
            NscaTiming usual = NscaTiming.DEFAULT;
            NscaClientSettings settings = NscaClientSettings.of(
                            "127.0.0.1", daemon.port(), Secret.of(PASSWORD), Encryption.TRIPLE_DES)
                    .with(new NscaTiming(
                            usual.connectTimeout(),
                            usual.readTimeout(),
                            usual.rejectionWait(),
                            Duration.ofMillis(100),
                            usual.keepOpen()));
            try (NscaClient client = new NscaClient(settings)) {
                assertThat(send(client, 500)).hasSize(500).containsOnly(new SendOutcome.Sent(true));
                assertThat(daemon.awaitResults(500))
                        .extracting(result -> result.output())
                        .containsExactlyElementsOf(Arrays.asList(
                                messages(500).stream().map(NscaMessage::output).toArray(String[]::new)));
            }
        }
    }
}
