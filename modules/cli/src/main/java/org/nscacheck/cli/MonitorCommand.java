/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.monitor.Monitor;
import org.nscacheck.cli.monitor.MonitorConfig;
import org.nscacheck.cli.monitor.MonitorConfigReader;
import org.nscacheck.cli.monitor.MonitorFaults;
import org.nscacheck.cli.monitor.MonitorOptions;
import org.nscacheck.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code nscacheck monitor}: runs plugins again and again, and sends what they say. */
@Command(
        name = "monitor",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the plugins of a configuration file of overcli, and sends the results to OverC, NSCA or NSCA-ng. Each"
                    + " service runs again after 0.8 of its period, so that its next report is in time.",
            "%nWhat cannot be sent waits in a file and is sent later, in order, also by the next process."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the configuration was only checked",
            "1:it could not go on; OverC is told by an alert",
            "2:a faulty option or configuration; all faults are named",
            "143:it was stopped by SIGTERM, as systemd does it"
        })
final class MonitorCommand implements Callable<Integer> {

    private static final int FAULTY = 2;
    private static final String STATE_DIRECTORY = "STATE_DIRECTORY";

    private final Shell shell;

    @ParentCommand
    private @Nullable RootCommand root;

    @Parameters(paramLabel = "CONFIG", description = "The file, with [overc], [service:NAME] and [target:NAME].")
    private Path config = Path.of("");

    @Mixin
    private final OverCOptions overc = new OverCOptions();

    @Option(
            names = "--margin",
            paramLabel = "PART",
            description =
                    "Part of the period after which a service runs again, above 0 and up to 1; the file's, or 0.8.")
    private @Nullable Double margin;

    @Option(names = "--threads", paramLabel = "N", description = "Plugins at once; the file's, or 20.")
    private @Nullable Integer threads;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "File for what waits. By default one in the folder that systemd gives (StateDirectory), or in"
                    + " ~/.local/state/nscacheck.")
    private @Nullable Path state;

    @Option(
            names = "--report",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How often the lag is reported, ${DEFAULT-VALUE} by default.")
    private int reportSeconds;

    @Option(names = "--check-config", description = "Read the configuration, name its faults, and end.")
    private boolean checkOnly;

    MonitorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        MonitorConfigReader reader = new MonitorConfigReader(config, options());
        MonitorConfig read;
        try {
            read = reader.read();
        } catch (MonitorFaults e) {
            reader.warnings().forEach(shell.err()::println);
            e.faults().forEach(shell.err()::println);
            return FAULTY;
        }
        reader.warnings().forEach(shell.err()::println);
        if (reportSeconds < 1) {
            throw new CommandFailedException("--report " + reportSeconds + " must be 1 s or more");
        }
        if (!checkOnly) {
            run(read);
        }
        return 0;
    }

    private void run(MonitorConfig read) throws InterruptedException {
        Monitor monitor = new Monitor(
                read, stateFile(), environmentOfPlugins(), Duration.ofSeconds(reportSeconds), shell.out()::println);
        Thread stopping = new Thread(monitor::stop, "nscacheck-stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        try {
            monitor.run();
        } catch (IOException | RuntimeException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } finally {
            removeHook(stopping);
        }
    }

    private static void removeHook(Thread stopping) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopping);
        } catch (IllegalStateException e) {
            // It is what ends us.
        }
    }

    private MonitorOptions options() {
        OverCOptions all = root == null ? overc : overc.over(root.overc());
        Map<String, String> environment = shell.environment();
        return new MonitorOptions(
                all.url(environment),
                all.id(environment),
                all.key(environment),
                List.of(),
                margin,
                threads,
                environment);
    }

    /** Plugins get what we got, but no secret of ours. */
    private Map<String, String> environmentOfPlugins() {
        Map<String, String> environment = new HashMap<>(shell.environment());
        environment.keySet().removeIf(name -> name.startsWith("NSCACHECK_"));
        return environment;
    }

    private Path stateFile() {
        if (state != null) {
            return state;
        }
        Map<String, String> environment = shell.environment();
        String name = config.getFileName() + "-" + hash(config) + ".outbox";
        String given = environment.getOrDefault(STATE_DIRECTORY, "").split(":")[0];
        if (!given.isEmpty()) {
            return Path.of(given, name);
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String local = environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state");
        return Path.of(local, "nscacheck", name);
    }

    private static String hash(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
