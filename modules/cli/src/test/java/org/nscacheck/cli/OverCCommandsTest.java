/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.overc.FakeOverCServer;

/** The lines of OverC's documentation, with our command in place of {@code overcli}. */
class OverCCommandsTest {

    private final FakeOverCServer overc = FakeOverCServer.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        overc.close();
    }

    private Ran overcli(String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "-s";
        all[1] = overc.url();
        all[2] = "-i";
        all[3] = "localhost:1234";
        System.arraycopy(words, 0, all, 4, words.length);
        return Ran.command(all);
    }

    @Test
    void pings() {
        assertThat(overcli("ping")).isEqualTo(new Ran(0, "", ""));
        assertThat(overc.posts()).extracting(FakeOverCServer.Post::path).containsExactly("/api/ping");
    }

    @Test
    void reportsAServiceStatus() {
        assertThat(overcli("service-status", "60", "app", "OK", "Runs fine").exitCode())
                .isZero();
        assertThat(overcli("service-status", "60", "app", "ERR").exitCode()).isZero();
        assertThat(overcli("service-status", "60", "app", "SOSO", "a bit").exitCode())
                .isZero();

        List<FakeOverCServer.Post> posts = overc.posts();
        assertThat(posts.get(0).body())
                .contains("\"period\":60", "\"name\":\"app\"", "\"state\":\"OK\"", "\"info\":\"Runs fine\"");
        assertThat(posts.get(1).body()).contains("\"state\":\"FAIL\"");
        assertThat(posts.get(2).body()).contains("\"state\":\"UNK\"", "a bit (unsupported state: SOSO)");
    }

    @Test
    void raisesAnAlert() {
        assertThat(overcli("alert", "Something bad has happened").exitCode()).isZero();
        assertThat(overcli("alert", "--service", "queue", "full").exitCode()).isZero();

        assertThat(overc.posts().get(0).body())
                .contains("\"message\":\"Something bad has happened\"")
                .doesNotContain("\"service\"");
        assertThat(overc.posts().get(1).body()).contains("\"service\":\"queue\"");
    }

    @Test
    void takesTheKeyFromAFileOrTheEnvironment() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "s3cret\n");
        String[] ping = {"ping", "-s", overc.url(), "-i", "shop"};

        assertThat(Ran.command(Map.of("NSCACHECK_SERVER_KEY", "s3cret"), "", ping)
                        .exitCode())
                .isZero();
        assertThat(Ran.command("-s", overc.url(), "-i", "shop", "--key-file", key.toString(), "ping")
                        .exitCode())
                .isZero();
        assertThat(Ran.command(
                                Map.of("NSCACHECK_SERVER", overc.url(), "NSCACHECK_SERVER_ID", "shop:s3cret"),
                                "",
                                "ping")
                        .exitCode())
                .isZero();

        Ran wrong = Ran.command(Map.of("NSCACHECK_SERVER_KEY", "wr0ng"), "", ping);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("Invalid server key").doesNotContain("wr0ng");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Ran.command("ping").exitCode()).isEqualTo(1);
        assertThat(Ran.command("ping").err()).contains("no OverC server is given: use -s URL, or set NSCACHECK_SERVER");
        assertThat(Ran.command("ping", "-s", overc.url()).err()).contains("OverC needs our name and a key");
        assertThat(Ran.command("ping", "-s", "nonsense", "-i", "a:b").err())
                .contains("is not the address of an OverC server");
        assertThat(overcli("service-status", "soon", "app", "OK").exitCode()).isEqualTo(2);
        assertThat(overcli("alert").exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatOverCIsAway() {
        overc.close();

        Ran ran = overcli("ping");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("connection refused: check that OverC listens on this address");
    }
}
