/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.Optional;
import org.nscacheck.cli.shell.Shell;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        Shell shell = Shell.ofProcess();
        Optional<SendCommand> quick = QuickSend.read(shell, arguments);
        Logs.configure(quick.isEmpty() && Commands.isDebug(arguments));
        int code = quick.isPresent() ? QuickSend.run(quick.get(), shell) : Commands.run(shell, arguments);
        System.out.flush();
        System.exit(code);
    }
}
