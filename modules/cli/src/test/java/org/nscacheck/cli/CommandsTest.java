/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine;

class CommandsTest {

    @Test
    void showsItsCommandsAndEndsAsAfterAFault() {
        Ran nothing = Ran.command();
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err())
                .contains("send", "receive", "monitor", "import")
                .doesNotContain("warm-up");
        assertThat(nothing.out()).isEmpty();

        Ran help = Ran.command("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: nscacheck");
        assertThat(Ran.command("--version").out()).startsWith("nscacheck ");
    }

    @Test
    void proposesACommandThatIsWrittenAlike() {
        Ran ran = Ran.command("monitr", "x");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("monitor");
    }

    @Test
    void showsColourOnATerminalOnly() {
        assertThat(Ran.command("monitor", "--help").out()).doesNotContain("\u001b");
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        java.io.PrintStream stream = new java.io.PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8);
        Commands.run(
                new Shell(new ByteArrayInputStream(new byte[0]), stream, stream, Map.of(), true), "monitor", "--help");
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("\u001b[");
    }

    @Test
    void looksForTheDebugOptionBeforeTheCommandOnly() {
        assertThat(Commands.isDebug("-v", "ping")).isTrue();
        assertThat(Commands.isDebug("-s", "http://x", "--debug", "ping")).isTrue();
        assertThat(Commands.isDebug("run-plugin", "--", "check_x", "-v")).isFalse();
        assertThat(Commands.isDebug()).isFalse();
    }

    /** Each command says what its exit codes mean, and explains each option. */
    @Test
    void explainsEachCommand() {
        Shell nobody = new Shell(new ByteArrayInputStream(new byte[0]), System.out, System.err, Map.of(), false);
        Commands.complete(nobody).getSubcommands().forEach((name, command) -> {
            CommandLine.Model.CommandSpec spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                assertThat(spec.usageMessage().exitCodeList()).as(name).isNotEmpty();
                assertThat(spec.options()).as(name).allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
            }
        });
    }
}
