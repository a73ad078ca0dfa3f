/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.cli.shell.Shell;

/** How a command ended that ran in this process, and what it said. */
record Ran(int exitCode, String out, String err) {

    static Ran command(String... arguments) {
        return command(Map.of(), "", arguments);
    }

    static Ran command(String input, String[] arguments) {
        return command(Map.of(), input, arguments);
    }

    static Ran command(Map<String, String> environment, String input, String... arguments) {
        return command(environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    static Ran command(Map<String, String> environment, InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(input, stream(out), stream(err), environment, false);
        return new Ran(
                run(shell, arguments), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** As {@link Main} does. */
    private static int run(Shell shell, String... arguments) {
        Optional<SendCommand> quick = QuickSend.read(shell, arguments);
        try {
            return quick.isPresent() ? QuickSend.run(quick.get(), shell) : Commands.run(shell, arguments);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Returns both streams, as a terminal shows them. */
    String said() {
        return out + err;
    }
}
