/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.send.Answer;
import org.nscacheck.cli.send.Delimiter;
import org.nscacheck.cli.send.Input;
import org.nscacheck.cli.send.TimedInput;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nsca.NscaClient;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nscacheck send}: takes the place of {@code send_nsca}, and says what became of the results. */
@Command(
        name = "send",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends passive results to an NSCA daemon, as send_nsca does: the same options, input and configuration file.",
            "%nStandard input has one result, or several with an ETB (0x17) between them:",
            "  host<TAB>service<TAB>return code<TAB>output    for a service",
            "  host<TAB>return code<TAB>output                for a host",
            "Line ends are part of the output."
        },
        exitCodeOnInvalidInput = Answer.ERROR,
        exitCodeOnExecutionException = Answer.ERROR,
        exitCodeOnUsageHelp = Answer.ERROR,
        exitCodeOnVersionHelp = Answer.ERROR,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all results were sent",
            "2:nothing was sent, or the time was over: no connection, no greeting, a faulty configuration, empty input",
            "3:an error while sending, a faulty record or option; also help and version, as of send_nsca",
            "4:the daemon rejects us: password, method or version differ (send_nsca ends with 0)"
        })
final class SendCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "-H", paramLabel = "HOST", description = "Name or address of the daemon's machine.")
    private @Nullable String host;

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "The same, as in old scripts.")
    private @Nullable String oldHost;

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "-d",
            paramLabel = "CHAR",
            defaultValue = "0x09",
            description = "Between the fields of a record, a tab by default; a character, or its number such as 0x3b.")
    private String delimiter = "0x09";

    @Option(
            names = "-ds",
            paramLabel = "CHAR",
            defaultValue = "0x17",
            description = "Between records, ETB (0x17) by default.")
    private String separator = "0x17";

    @Option(names = "--quiet", description = "Say nothing unless there are errors.")
    private boolean quiet;

    @Option(names = "--outcomes", description = "Say of each result what became of it.")
    private boolean outcomes;

    SendCommand(Shell shell) {
        this.shell = shell;
    }

    /** Takes an option that has no value; returns whether it is one. */
    boolean takeFlag(String option) {
        switch (option) {
            case "--quiet" -> quiet = true;
            case "--outcomes" -> outcomes = true;
            default -> {
                return daemon.takeFlag(option);
            }
        }
        return true;
    }

    /**
     * Takes an option that has a value; returns whether it is one.
     *
     * @throws IllegalArgumentException if the value is not valid
     */
    boolean take(String option, String value) {
        switch (option) {
            case "-H" -> host = value;
            case "-d" -> delimiter = valid(value);
            case "-ds" -> separator = valid(value);
            default -> {
                return daemon.take(option, value);
            }
        }
        return true;
    }

    private static String valid(String character) {
        Delimiter.parse(character);
        return character;
    }

    /** Returns whether the options that were taken are all that is needed, and valid together. */
    boolean isReady() {
        return host != null && daemon.fault().isEmpty();
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        String address = host == null ? oldHost : host;
        if (address == null) {
            command().commandLine().usage(shell.out());
            return Answer.ERROR;
        }
        daemon.fault().ifPresent(this::refuse);
        Deadline deadline = Deadline.in(daemon.limit());
        NscaClientSettings settings;
        try {
            settings = daemon.settings(address, shell.environment());
        } catch (ConfigException e) {
            e.lines().forEach(shell.err()::println);
            return Answer.NOT_SENT;
        }
        byte[] bytes = TimedInput.read(shell.in(), deadline);
        if (bytes == null) {
            shell.err().println("Error: Timeout after " + daemon.limit().toSeconds() + " seconds");
            return Answer.NOT_SENT;
        }
        return send(Input.read(bytes, character(delimiter), character(separator)), settings, address, deadline);
    }

    private int send(Input input, NscaClientSettings settings, String address, Deadline deadline)
            throws InterruptedException {
        PrintStream err = shell.err();
        input.warnings().forEach(warning -> err.println("Warning: " + warning));
        input.faults().forEach(fault -> err.println("Error: " + fault));
        List<SendOutcome> sent = List.of();
        if (!input.messages().isEmpty()) {
            try (NscaClient client = NscaClient.forOneBatch(settings)) {
                sent = client.send(input.messages(), deadline);
            }
        }
        Answer answer = Answer.of(sent, address + " on port " + daemon.port(), daemon.limit(), deadline);
        answer.errors().forEach(err::println);
        if (outcomes) {
            for (int i = 0; i < sent.size(); i++) {
                shell.out().println(Answer.line(input.messages().get(i), sent.get(i)));
            }
        }
        return ended(input, answer);
    }

    private int ended(Input input, Answer answer) {
        boolean nothing = input.messages().isEmpty();
        if (answer.exitCode() == Answer.SENT && (nothing || !quiet)) {
            shell.out().println(answer.sent() + " data packet(s) sent to host successfully.");
        }
        if (nothing) {
            return Answer.NOT_SENT;
        }
        return answer.exitCode() == Answer.SENT && !input.faults().isEmpty() ? Answer.ERROR : answer.exitCode();
    }

    private char character(String text) {
        try {
            return Delimiter.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void refuse(String fault) {
        throw new ParameterException(command().commandLine(), fault);
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("the command was not made by a command line");
        }
        return spec;
    }
}
