/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nscacheck} without a command: shows what there is. */
@Command(
        name = "nscacheck",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        description = "Sends, receives and schedules passive results of Nagios, Icinga and Shinken.",
        footer =
                "%nEach command explains itself with --help. Passwords come from a file or the environment, never from an"
                        + " argument.")
final class RootCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    /** Read by {@link Main}, before there is a logger. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-v", "--debug"},
            description = "Log what happens in detail, on standard error.")
    private boolean debug;

    @Mixin
    private final OverCOptions overc = new OverCOptions();

    RootCommand(Shell shell) {
        this.shell = shell;
    }

    /** Returns what stands before the command, as {@code overcli} wants it. */
    OverCOptions overc() {
        return overc;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(shell.err());
        }
        return USAGE;
    }
}
