/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine;

/** The options of {@code send} that are read without picocli mean what they mean to picocli. */
class QuickSendTest {

    private static final Shell NOBODY =
            new Shell(new ByteArrayInputStream(new byte[0]), System.out, System.err, Map.of(), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send -H nagios",
                "send -H nagios -p 5668 -to 3 -c /etc/x.cfg",
                "send -p 5668 -H nagios --quiet -m 14",
                "send -H first -H second -p 1 -p 2",
                "send -H nagios -d ; -ds 0x0a --outcomes",
                "send -H nagios --legacy-2-7-mode -c relative.cfg",
                "send --quiet -H ::1 -p +5667"
            })
    void readsTheSameAsPicocli(String line) {
        String[] arguments = line.split(" ", -1);

        SendCommand picoclis = new SendCommand(NOBODY);
        new CommandLine(picoclis)
                .setOverwrittenOptionsAllowed(true)
                .parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));

        assertThat(QuickSend.read(NOBODY, arguments)).get().satisfies(ours -> assertThat(ours)
                .usingRecursiveComparison()
                .ignoringFields("spec", "shell")
                .isEqualTo(picoclis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping",
                "-v send -H nagios",
                "send",
                "send --help",
                "send nagios",
                "send -H",
                "send -H nagios -p",
                "send -H nagios -p x",
                "send -H nagios -p 0",
                "send -H nagios -to 0",
                "send -H -p 5667",
                "send -H=nagios",
                "send -H @file",
                "send -H 'nagios'",
                "send -H nagios -d 0x99",
                "send -H nagios --method 14",
                "send -H nagios --unknown",
                "send -H nagios -c "
            })
    void leavesWhatIsNotPlainToPicocli(String line) {
        assertThat(QuickSend.read(NOBODY, line.split(" ", -1))).isEmpty();
    }
}
