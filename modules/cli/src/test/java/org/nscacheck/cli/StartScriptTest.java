/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

/** The start script as a process of its own. */
class StartScriptTest {

    @TempDir
    private static Path directory;

    private static List<String> names(Path of) {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void startsAndKeepsAnArchiveOfItsClasses() throws Exception {
        Installation installation = Installation.in(directory.resolve("here"));
        Path cache = directory.resolve("cache");
        Map<String, String> environment = Map.of("NSCACHECK_CACHE", cache.toString());

        Ran first = Installation.run(installation.script(), environment, "", "--version");

        assertThat(first.out()).startsWith("nscacheck ");
        assertThat(first.err()).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> names(cache).stream().allMatch(name -> name.endsWith(".jsa")));
        assertThat(names(cache)).hasSize(1);
        Ran second = Installation.run(installation.script(), environment, "", "--version");
        assertThat(second).isEqualTo(first);
        assertThat(names(cache)).hasSize(1);
    }

    @Test
    void isSendNscaUnderThatName() throws Exception {
        Installation installation = Installation.in(directory.resolve("there"));
        Path link = Files.createSymbolicLink(directory.resolve("send_nsca"), installation.script());
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            Ran ran = Installation.run(
                    link,
                    Map.of("NSCACHECK_CACHE", "off", "LC_ALL", "C"),
                    "h\tGröße\t1\tÄpfel",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-c",
                    daemon.clientConfiguration().toString());

            assertThat(ran).isEqualTo(new Ran(0, "1 data packet(s) sent to host successfully.\n", ""));
            assertThat(daemon.awaitResults(1))
                    .singleElement()
                    .extracting(PassiveResult::service, PassiveResult::output)
                    .containsExactly("Größe", "Äpfel");
        }
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        Installation installation = Installation.in(directory.resolve("elsewhere"));

        Ran ran = Installation.run(
                installation.script(), Map.of("NSCACHECK_CACHE", "off"), "", "send", "-H", "x", "-c", "/no/such.cfg");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("Could not open config file '/no/such.cfg' for reading.");
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Installation installation = Installation.in(directory.resolve("nowhere"));

        Ran ran = Installation.run(
                installation.script(), Map.of("JAVA_HOME", "/no/such/java", "NSCACHECK_CACHE", "off"), "", "--version");

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("/no/such/java/bin/java");
    }
}
