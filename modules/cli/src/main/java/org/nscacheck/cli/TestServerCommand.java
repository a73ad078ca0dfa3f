/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.monitor.OverCTarget;
import org.nscacheck.cli.send.Answer;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nscang.NscaNgClientSettings;
import org.nscacheck.overc.OverCClientSettings;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nscacheck test-server}: looks whether a server can be reached, and with a result whether it accepts us. */
@Command(
        name = "test-server",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether a server answers: an NSCA daemon greets, an NSCA-ng server opens a session, OverC answers a ping.",
            "%nWhether password and method of NSCA agree, and for whom an identity of NSCA-ng may report, shows only by a"
                    + " result: name a host, or host and service, to send one that is UNKNOWN. A ping registers a name that"
                    + " OverC does not know yet."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the server answers, and accepts the result if one is sent",
            "1:it does not, or cannot be reached",
            "2:a faulty option"
        })
final class TestServerCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int NSCA_NG_PORT = 5668;

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable RootCommand root;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..1",
            description = "Name or address of the daemon's machine; the URL of OverC, in place of -s.")
    private @Nullable String server;

    @Option(
            names = {"-k", "--kind"},
            paramLabel = "KIND",
            defaultValue = "nsca",
            description = "nsca, nsca-ng or overc; ${DEFAULT-VALUE} by default.")
    private String kind = "nsca";

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            description = "Of NSCA-ng: the authorize block in its nsca-ng.cfg. Its port is " + NSCA_NG_PORT
                    + " by default, its password that of NSCA.")
    private @Nullable String identity;

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private final OverCOptions overc = new OverCOptions();

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
        try {
            Target target = result == null ? null : target(result);
            TestedServer tested = tested();
            tested.greet(shell.out(), target != null);
            return target == null || isAccepted(tested, target) ? 0 : FAILED;
        } catch (ConfigException e) {
            e.lines().forEach(shell.err()::println);
        } catch (IOException e) {
            shell.err().println(e.getMessage());
        } catch (CommandFailedException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
        return FAILED;
    }

    private static Target target(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0 ? Target.host(text) : Target.service(text.substring(0, slash), text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--result " + text + ": " + e.getMessage(), e);
        }
    }

    private TestedServer tested() throws IOException, ConfigException {
        return switch (kind) {
            case "nsca" -> {
                require(daemon.fault());
                yield new TestedNsca(daemon.settings(host(), shell.environment()), daemon.limit());
            }
            case "nsca-ng" -> nscaNg();
            case "overc" -> overc();
            default -> throw new CommandFailedException("the kind '" + kind + "' is not one of nsca, nsca-ng, overc");
        };
    }

    private TestedServer nscaNg() throws IOException {
        require(daemon.faultBesideNsca());
        if (identity == null) {
            throw new CommandFailedException("NSCA-ng asks who we are: use --identity NAME");
        }
        Secret password = daemon.password(shell.environment())
                .orElseThrow(() -> new CommandFailedException(
                        "NSCA-ng needs a password: use --password-file, or set " + DaemonOptions.PASSWORD));
        try {
            return new TestedNscaNg(
                    NscaNgClientSettings.of(host(), daemon.port(NSCA_NG_PORT), identity, password), daemon.limit());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private TestedServer overc() {
        require(daemon.faultBesideNsca());
        OverCOptions options = root == null ? overc : overc.over(root.overc());
        OverCClientSettings settings =
                OverCOptions.settings(server == null ? options.url(shell.environment()) : server);
        return new TestedOverC(
                new OverCTarget(settings.with(daemon.limit()), options.identification(shell.environment())),
                daemon.limit());
    }

    private String host() {
        if (server == null) {
            throw new CommandFailedException("no server is given: name the daemon's machine");
        }
        return server;
    }

    private static void require(Optional<String> fault) {
        fault.ifPresent(text -> {
            throw new CommandFailedException(text);
        });
    }

    private boolean isAccepted(TestedServer tested, Target target) throws InterruptedException {
        SendOutcome outcome = tested.send(target);
        shell.out().println(Answer.line(target, outcome));
        return outcome instanceof SendOutcome.Accepted
                || (outcome instanceof SendOutcome.Sent sent && sent.readToEnd());
    }
}
