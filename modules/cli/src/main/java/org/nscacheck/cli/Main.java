/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import org.nscacheck.cli.shell.Shell;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logs.configure(Commands.isDebug(arguments));
        int code = Commands.run(Shell.ofProcess(), arguments);
        System.out.flush();
        System.exit(code);
    }
}
