/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPluginCommandTest {

    @TempDir
    private Path directory;

    private String plugin(String body) throws IOException {
        Path file = Files.writeString(directory.resolve("check_it"), "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2", "3,3", "4,3", "255,3"})
    void endsAsThePlugin(int code, int exitCode) throws IOException {
        Ran ran = Ran.command("run-plugin", plugin("echo \"text $1|a=1;2;3\"; exit " + code), "x y");

        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.out()).endsWith("text x y|a=1;2;3\n");
    }

    @Test
    void passesOnOptionsBehindTwoHyphens() throws IOException {
        assertThat(Ran.command("run-plugin", "--", plugin("echo \"$@\""), "-w", "5", "--help")
                        .out())
                .isEqualTo("-w 5 --help\n");
    }

    @Test
    void killsOneThatHangs() throws IOException {
        long began = System.nanoTime();

        Ran ran = Ran.command("run-plugin", "--timeout", "0.5", plugin("sleep 60"));

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).startsWith("timed out after 500ms\n");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void explainsWhatItSaw() throws IOException {
        Ran ran = Ran.command("run-plugin", "--explain", plugin("echo 'DISK OK|/=5GB;90;95 bad=x'"));

        assertThat(ran.err())
                .contains("ended: exit code 0", "state: 0 OK", "text: DISK OK", "metric: Metric[label=/", "left out: ");
    }

    @Test
    void saysThatThereIsNone() {
        Ran ran = Ran.command("run-plugin", "/no/such/plugin");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).contains("/no/such/plugin");
        assertThat(Ran.command("run-plugin").exitCode()).isEqualTo(3);
    }
}
