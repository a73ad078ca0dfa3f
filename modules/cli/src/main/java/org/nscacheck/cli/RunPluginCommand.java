/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.Status;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginCommand;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.plugin.PluginRun;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.plugin.UnitRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nscacheck run-plugin}: runs a plugin as the engine does, and prints what becomes of its output. */
@Command(
        name = "run-plugin",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a Nagios plugin as a check does: without a shell, within a time limit, with all that it has started killed at"
                    + " the end. Prints the result as it would be sent.",
            "%nWrite -- before the plugin if it has options of its own."
        },
        exitCodeOnInvalidInput = 3,
        exitCodeOnExecutionException = 3,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0 to 2:the state of the plugin: OK, WARNING, CRITICAL",
            "3:UNKNOWN: also a plugin that ended otherwise, took too long or could not be started, and a faulty option"
        })
final class RunPluginCommand implements Callable<Integer> {

    private static final OutputFormat FORMAT = new OutputFormat(65_536, true, true, false, UnitRule.ANY);

    private final Shell shell;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time limit, ${DEFAULT-VALUE} by default.")
    private double timeout;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "What the plugin writes; UTF-8 by default, and windows-1252 where it is none.")
    private @Nullable Charset charset;

    @Option(names = "--explain", description = "Show how it ended, and each part of what it wrote.")
    private boolean explain;

    @Parameters(arity = "1..*", paramLabel = "PLUGIN", description = "Path of the plugin, and its arguments.")
    private List<String> words = List.of();

    RunPluginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(timeout > 0)) {
            throw new CommandFailedException("--timeout " + timeout + " must be above 0");
        }
        Map<String, String> environment = new HashMap<>(shell.environment());
        environment.keySet().removeIf(name -> name.startsWith("NSCACHECK_"));
        PluginRun run = new PluginRunner(PluginRunner.Settings.USUAL.withEnvironment(environment))
                .run(
                        new PluginCommand(
                                Path.of(words.get(0)).toAbsolutePath(), words.subList(1, words.size()), charset),
                        Duration.ofMillis((long) (timeout * 1000)));
        CheckResult result = run.toResult();
        shell.out()
                .println(PluginOutput.render(result.message(), result.longOutput(), result.perfData(), FORMAT)
                        .text());
        if (explain) {
            explain(run, result);
        }
        return result.status().code();
    }

    private void explain(PluginRun run, CheckResult result) {
        shell.err().println("ended: " + run.ending().words());
        shell.err().println("state: " + result.status().code() + " " + result.status());
        shell.err().println("text: " + result.message());
        for (Metric metric : result.perfData()) {
            shell.err().println("metric: " + metric);
        }
        result.perfData().faults().forEach(fault -> shell.err().println("left out: " + fault));
        if (run.leftBehind() > 0) {
            shell.err().println("killed processes that it left behind: " + run.leftBehind());
        }
        if (result.status() == Status.UNKNOWN && !run.errors().text().isEmpty()) {
            shell.err().println("standard error: " + run.errors().text());
        }
    }
}
