/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.cli.send.Answer;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nsca.NscaClient;
import org.nscacheck.nsca.NscaClientSettings;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.nsca.NscaProbe;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nscacheck test-server}: looks whether a daemon can be reached, and with a result whether it accepts us. */
@Command(
        name = "test-server",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether an NSCA daemon listens and greets. Whether password and method agree shows only by a result:"
                    + " name a host, or host and service, to send one that is UNKNOWN."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the daemon greets, and accepts the result if one is sent",
            "1:it does not, or cannot be reached",
            "2:a faulty option"
        })
final class TestServerCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration SAME_CLOCK = Duration.ofSeconds(5);

    private final Shell shell;

    @Parameters(paramLabel = "DAEMON", description = "Name or address of the daemon's machine.")
    private String host = "";

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "--result",
            paramLabel = "HOST[/SERVICE]",
            description = "Send an UNKNOWN for this host or service. It is shown there until the next result comes.")
    private @Nullable String result;

    TestServerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        daemon.fault().ifPresent(fault -> {
            throw new CommandFailedException(fault);
        });
        try {
            NscaClientSettings settings = daemon.settings(host, shell.environment());
            greet(settings);
            return result == null || isAccepted(settings, result) ? 0 : FAILED;
        } catch (ConfigException e) {
            e.lines().forEach(shell.err()::println);
        } catch (IOException e) {
            shell.err().println(e.getMessage());
        } catch (IllegalArgumentException e) {
            shell.err().println("--result " + result + ": " + e.getMessage());
        }
        return FAILED;
    }

    private void greet(NscaClientSettings settings) throws IOException {
        NscaProbe probe = NscaProbe.of(settings, Deadline.in(daemon.limit()));
        PrintStream out = shell.out();
        out.println(host + " port " + daemon.port() + " answers: connected in " + millis(probe.roundTrip())
                + ", greeted after " + millis(probe.greetedAfter()));
        Duration ahead = Duration.between(InstantSource.system().instant(), probe.clock());
        if (ahead.abs().compareTo(SAME_CLOCK) > 0) {
            out.println("its clock is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                    + " this machine's");
        }
        out.println("method " + settings.encryption().number() + " ("
                + settings.encryption().label() + "): " + settings.encryption().advice());
        if (result == null) {
            out.println("whether password and method agree is not known: add --result HOST/SERVICE to find out");
        }
    }

    /** The result is watched as long as any daemon needs to reject it. */
    private boolean isAccepted(NscaClientSettings settings, String target) throws InterruptedException {
        int slash = target.indexOf('/');
        NscaMessage message = new NscaMessage(
                slash < 0 ? target : target.substring(0, slash),
                slash < 0 ? null : target.substring(slash + 1),
                Status.UNKNOWN.code(),
                "Test of nscacheck: whoever reads this knows that results arrive");
        try (NscaClient client = new NscaClient(settings)) {
            SendOutcome outcome =
                    client.send(List.of(message), Deadline.in(daemon.limit())).get(0);
            shell.out().println(Answer.line(message, outcome));
            return outcome instanceof SendOutcome.Sent sent && sent.readToEnd();
        }
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", Math.max(0, time.toNanos()) / 1e6);
    }
}
