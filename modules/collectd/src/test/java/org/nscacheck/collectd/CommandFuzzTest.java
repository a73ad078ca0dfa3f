/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rubbish as lines: each has an answer in lines that are not empty, and none an exception. */
class CommandFuzzTest {

    private static final int LINES = 60_000;

    private static final List<String> TOKENS = List.of(
            "PUTNOTIF",
            "PUTVAL",
            "GETVAL",
            "LISTVAL",
            "FLUSH",
            "GETTHRESHOLD",
            "severity=okay",
            "time=1000",
            "time=",
            "message=x",
            "message=\"",
            "\"",
            "\\",
            " ",
            "\t",
            "\u000b",
            "a/b/gauge",
            "a/b/load",
            "/",
            "-",
            "=",
            ":",
            "N:1",
            "1000:1",
            "1000:U:U:U",
            "interval=",
            "interval=1e308",
            "meta:x=\"y\"",
            "s:k=v",
            "s:",
            "1e999",
            "0x",
            "0x.p",
            "nan",
            "inf",
            "-",
            "+",
            ".",
            "9".repeat(50),
            "timeout=1e300",
            "plugin=",
            "identifier=a/b/c",
            "\u0000",
            "é",
            "🚀",
            "ſeverity=okay");

    private static final List<String> BEGINS = List.of(
            "PUTNOTIF",
            "PUTVAL",
            "GETVAL",
            "LISTVAL",
            "FLUSH",
            "GETTHRESHOLD",
            "PUTNOTIF severity=okay time=1000 message=x",
            "PUTVAL a/b/gauge 1000:1",
            "GETVAL a/b/gauge",
            "",
            "\u000b");

    private final Random random = new Random(20261129);

    @Test
    void alwaysHasAnAnswer() {
        RecordingPeer peer = new RecordingPeer(DataSets.BASIC, InstantSource.fixed(Golden.AT));
        CommandAnswers answers = new CommandAnswers(peer, DataSets.BASIC, InstantSource.fixed(Golden.AT));
        int good = 0;
        for (int i = 0; i < LINES; i++) {
            String line = line();
            try {
                String answer = answers.answer(line);
                assertThat(answer).as(line).matches("(?s)-?[0-9]+ [^\n]+\n([^\n]+\n)*");
                good += answer.startsWith("-") ? 0 : 1;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("failed at: " + line, e);
            }
        }
        assertThat(good).as("lines that were understood").isGreaterThan(LINES / 100);
        assertThat(peer.notifications()).isNotEmpty();
        assertThat(peer.lists()).isNotEmpty();
    }

    private String line() {
        StringBuilder line = new StringBuilder(BEGINS.get(random.nextInt(BEGINS.size())));
        for (int i = random.nextInt(8); i > 0; i--) {
            line.append(random.nextInt(5) == 0 ? "" : " ").append(TOKENS.get(random.nextInt(TOKENS.size())));
        }
        return line.toString();
    }
}
