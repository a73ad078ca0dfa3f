/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NscaDaemonTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 20})
    void writesWhatSendNscaSends(int method) {
        try (NscaDaemon daemon =
                NscaDaemon.builder().method(method).password("p#s =ö ").start()) {
            SendNsca run = send(daemon, "web1\tdisk\t1\tfull \\ soon\nline ü", "web1\t2\tdown");
            assertThat(run.exitCode()).isZero();
            assertThat(daemon.awaitResults(2))
                    .extracting(
                            PassiveResult::host,
                            PassiveResult::service,
                            PassiveResult::returnCode,
                            PassiveResult::output)
                    .containsExactly(tuple("web1", "disk", 1, "full \\ soon\nline ü"), tuple("web1", null, 2, "down"));
            assertThat(daemon.rawLines().get(0)).contains("PROCESS_SERVICE_CHECK_RESULT;web1;disk;1;");
        }
    }

    @Test
    void forksAChildPerConnection() {
        try (NscaDaemon daemon =
                NscaDaemon.builder().mode(NscaDaemon.Mode.FORKED).start()) {
            send(daemon, "web1\tdisk\t0\tOK");
            assertThat(daemon.awaitResults(1)).hasSize(1);
        }
    }

    @Test
    void comesBackOnItsPortWithItsFile() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            send(daemon, "web1\tdisk\t0\tfirst");
            daemon.awaitResults(1);
            daemon.stop();
            assertThat(daemon.isRunning()).isFalse();
            assertThat(send(daemon, "web1\tdisk\t0\tlost").exitCode()).isEqualTo(2);
            daemon.restart();
            send(daemon, "web1\tdisk\t0\tsecond");
            assertThat(daemon.awaitResults(2)).extracting(PassiveResult::output).containsExactly("first", "second");
            daemon.kill();
            assertThat(daemon.isRunning()).isFalse();
        }
    }

    @Test
    void canBeFrozen() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            daemon.suspend();
            daemon.resume();
            send(daemon, "web1\tdisk\t0\tOK");
            assertThat(daemon.awaitResults(1)).hasSize(1);
        }
    }

    @Test
    void writesCheckResultFiles() {
        try (NscaDaemon daemon = NscaDaemon.builder().withCheckResultFiles().start()) {
            send(daemon, "web1\tdisk\t1\tfull");
            Await.until(() -> !daemon.checkResultFiles().isEmpty(), Await.PATIENCE, () -> "no file");
            assertThat(daemon.checkResultFiles().get(0))
                    .contains("host_name=web1", "service_description=disk", "return_code=1");
        }
    }

    @Test
    void tellsWhyItDidNotStart() {
        assertThatThrownBy(() -> NscaDaemon.builder().method(13).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("exit code 2")
                .hasMessageContaining("decryption_method=13");
    }

    @Test
    void failsWhenResultsDoNotCome() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            send(daemon, "web1\tdisk\t0\tOK");
            daemon.awaitResults(1);
            assertThatThrownBy(() -> daemon.awaitResults(2, Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("accepted 1 results, expected 2");
            daemon.clear();
            assertThat(daemon.results()).isEmpty();
        }
    }

    private static SendNsca send(NscaDaemon daemon, String... records) {
        return SendNsca.send(daemon.port(), daemon.password(), daemon.method(), records);
    }
}
