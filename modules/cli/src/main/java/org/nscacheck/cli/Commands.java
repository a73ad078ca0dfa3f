/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Finds the command that is meant, and runs it. A command is made only if it is meant, since each costs start-up time. */
final class Commands {

    private static final Map<String, Function<Shell, Object>> ALL = all();

    private Commands() {}

    private static Map<String, Function<Shell, Object>> all() {
        Map<String, Function<Shell, Object>> all = new LinkedHashMap<>();
        all.put("send", SendCommand::new);
        all.put("receive", ReceiveCommand::new);
        all.put("test-server", TestServerCommand::new);
        all.put("ping", PingCommand::new);
        all.put("service-status", ServiceStatusCommand::new);
        all.put("alert", AlertCommand::new);
        all.put("monitor", MonitorCommand::new);
        all.put("run-plugin", RunPluginCommand::new);
        all.put("check", CheckCommand::new);
        all.put("import", ImportCommand::new);
        all.put("warm-up", WarmUpCommand::new);
        return all;
    }

    /** Returns whether the option for log lines stands before the command; behind it, it may be a plugin's. */
    static boolean isDebug(String... arguments) {
        for (String argument : arguments) {
            if (argument.equals("-v") || argument.equals("--debug")) {
                return true;
            }
            if (ALL.containsKey(argument)) {
                return false;
            }
        }
        return false;
    }

    /** Runs a command and returns the exit code of the process. */
    static int run(Shell shell, String... arguments) {
        Function<Shell, Object> meant = arguments.length == 0 ? null : ALL.get(arguments[0]);
        CommandLine root =
                meant == null ? complete(shell) : root(shell).addSubcommand(arguments[0], meant.apply(shell));
        return configured(root, shell).execute(arguments);
    }

    /** Returns the command with all its commands, for help, man page and completion. */
    static CommandLine complete(Shell shell) {
        CommandLine root = root(shell);
        ALL.forEach((name, command) -> root.addSubcommand(name, command.apply(shell)));
        return root;
    }

    private static CommandLine root(Shell shell) {
        return new CommandLine(new RootCommand(shell));
    }

    private static CommandLine configured(CommandLine root, Shell shell) {
        // Of an option that is given twice the last counts, without a word, as in send_nsca.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        return root.setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(Shell.writer(shell.out()))
                .setErr(Shell.writer(shell.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.terminal() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((fault, given) -> refuse(fault, shell))
                .setExecutionExceptionHandler((failure, command, result) -> fail(failure, command, shell));
    }

    private static int refuse(CommandLine.ParameterException fault, Shell shell) {
        CommandLine command = fault.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        shell.err().println(spec.name() + ": " + fault.getMessage());
        if (spec.userObject() instanceof SendCommand) {
            shell.err().println("Incorrect command line arguments supplied");
        }
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(fault, Shell.writer(shell.err()))) {
            shell.err().println("Try '" + spec.qualifiedName() + " --help'.");
        }
        return spec.exitCodeOnInvalidInput();
    }

    /** An error that nobody expected: its trace is wanted, unless it says all by itself. */
    private static int fail(Exception failure, CommandLine command, Shell shell) {
        CommandSpec spec = command.getCommandSpec();
        if (failure instanceof CommandFailedException) {
            shell.err().println(spec.name() + ": " + failure.getMessage());
        } else {
            failure.printStackTrace(shell.err());
        }
        return spec.exitCodeOnExecutionException();
    }
}
