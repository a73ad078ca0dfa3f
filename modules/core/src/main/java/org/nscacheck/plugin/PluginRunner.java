/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs plugins: programs that print a text and exit with a state. Each gets what is written here and nothing of this process: a
 * working folder of its own, which is removed afterwards; an environment of a few variables with the C locale; a standard input
 * that is empty, or given. Nothing of it is left when {@link #run} returns, see {@link PluginEnding} for how it can end. Thread-safe.
 *
 * <p>The result counts from the moment at which the plugin itself has ended. What it has started in the background cannot hold
 * it up by keeping its output open, and is killed; so is everything when its time is over.
 *
 * <p>On Linux each plugin is started through {@code setsid} of util-linux, so that it leads a process group that can be killed as
 * one. Without that program, or on another system, less is found of what it starts.
 */
public final class PluginRunner {

    /** Time limit of a plugin unless another is set: that of the plugin guidelines. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Name of the variable by which a plugin's processes are found; its value begins with the number of this process. */
    static final String COOKIE = "NSCACHECK_PLUGIN_RUN";

    private static final Logger log = LoggerFactory.getLogger(PluginRunner.class);

    /** What it exits with if it cannot execute a program. */
    private static final List<Integer> SETSID_FAILED = List.of(126, 127);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The end of a plugin wakes at once; this is how long a full pipe may hold it up. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Settings settings;
    private final ProgramStart start;

    /**
     * How plugins are run.
     *
     * @param maxOutput how many bytes of each output are kept, 1024 or more
     * @param environment variables beside and over those that each plugin gets
     * @param workFolders where the working folders are made
     */
    public record Settings(int maxOutput, Map<String, String> environment, Path workFolders) {

        /** 64 KiB, no further variables, and the folder of this machine for temporary files. */
        public static final Settings USUAL =
                new Settings(65_536, Map.of(), Path.of(System.getProperty("java.io.tmpdir")));

        /** @throws IllegalArgumentException if there is hardly room for an output, or a variable has no possible name */
        public Settings {
            environment = Map.copyOf(environment);
            if (maxOutput < 1024) {
                throw new IllegalArgumentException(
                        "the output of plugins is limited to " + maxOutput + " bytes, it must be 1024 or more");
            }
            environment.forEach((name, value) -> {
                if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("'" + name + "' cannot be an environment variable of plugins");
                }
            });
        }

        /** Returns the same with another limit. */
        public Settings withMaxOutput(int bytes) {
            return new Settings(bytes, environment, workFolders);
        }

        /** Returns the same with other variables. */
        public Settings withEnvironment(Map<String, String> variables) {
            return new Settings(maxOutput, variables, workFolders);
        }
    }

    /** A runner with the usual settings. */
    public PluginRunner() {
        this(Settings.USUAL);
    }

    public PluginRunner(Settings settings) {
        this(settings, SystemPrograms.find(ProgramStart.SETSID));
    }

    /** @param setsid the program that gives each plugin a session of its own, where there is one */
    PluginRunner(Settings settings, Optional<String> setsid) {
        this.settings = settings;
        this.start = new ProgramStart(settings.environment(), setsid);
    }

    /**
     * Runs a plugin with an empty standard input to its end, or kills it at the end of its time.
     *
     * @param limit how long it may take; what it has started is killed within another two seconds
     * @throws InterruptedException if this thread is interrupted; everything is killed then, too
     */
    public PluginRun run(PluginCommand command, Duration limit) throws InterruptedException {
        return run(command, new byte[0], limit);
    }

    /**
     * The same for a caller who may end it by an interrupt and wants to know what it had printed.
     *
     * @param limit how long it may take; what it has started is killed within another two seconds
     * @param printed gets the first lines, again and again while there come more, on this thread
     * @throws InterruptedException if this thread is interrupted; everything is killed then, too
     */
    PluginRun run(PluginCommand command, Duration limit, Consumer<String> printed) throws InterruptedException {
        return run(command, new byte[0], limit, printed);
    }

    /**
     * The same with something to read: a file in the working folder, so that a program that does not read it holds up nobody.
     *
     * @param input all that it can read from its standard input
     * @param limit how long it may take; what it has started is killed within another two seconds
     * @throws InterruptedException if this thread is interrupted; everything is killed then, too
     */
    public PluginRun run(PluginCommand command, byte[] input, Duration limit) throws InterruptedException {
        return run(command, input, limit, lines -> {});
    }

    private PluginRun run(PluginCommand command, byte[] input, Duration limit, Consumer<String> printed)
            throws InterruptedException {
        try (WorkFolder folder = WorkFolder.in(settings.workFolders())) {
            folder.keep(input);
            PluginRun run = run(command, limit, folder, printed);
            log.debug(
                    "plugin ended executable={} ending=\"{}\" left-behind={} output=\"{}\" errors=\"{}\"",
                    name(command),
                    run.ending().words(),
                    run.leftBehind(),
                    run.output().text(),
                    run.errors().text());
            return run;
        } catch (IOException e) {
            return PluginRun.notStarted("no working folder in " + settings.workFolders() + ": " + e);
        }
    }

    private PluginRun run(PluginCommand command, Duration limit, WorkFolder folder, Consumer<String> printed)
            throws InterruptedException {
        String cookie = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Process process;
        try {
            process = start.start(command, folder, folder.input(), cookie);
        } catch (IOException e) {
            return PluginRun.notStarted(String.valueOf(e.getMessage()));
        }
        ProcessFamily family = new ProcessFamily(process, COOKIE + "=" + cookie, start.hasOwnSession());
        Capture output = new Capture(process.getInputStream(), settings.maxOutput());
        Capture errors = new Capture(process.getErrorStream(), settings.maxOutput());
        PluginEnding ending;
        ProcessFamily.End left;
        try {
            ending = await(process, limit, output, errors, new FirstLines(output, errors, command.charset(), printed));
        } finally {
            left = end(command, process, family);
        }
        PluginRun run = new PluginRun(
                ending,
                output.text(command.charset()),
                errors.text(command.charset()),
                left.killed(),
                left.unkillable());
        return isFailureOfSetsid(run) ? PluginRun.notStarted(run.errors().text().strip()) : run;
    }

    /** Kills what is left of a program, and closes its streams unless something could not be killed. */
    static ProcessFamily.End end(PluginCommand command, Process process, ProcessFamily family) {
        ProcessFamily.End left = family.end();
        if (left.unkillable().isEmpty()) {
            ProgramStart.closeStreams(process);
        } else {
            log.warn(
                    "NSCA-250 processes of a plugin could not be killed executable={} pids={}",
                    name(command),
                    left.unkillable());
        }
        return left;
    }

    private static String name(PluginCommand command) {
        return Names.printable(command.executable().toString());
    }

    private static PluginEnding await(Process process, Duration limit, Capture output, Capture errors, FirstLines first)
            throws InterruptedException {
        long began = System.nanoTime();
        long pause = 0;
        // Reads what is there instead of waiting for more: a pipe may be held open for ever, by whoever was given it.
        while (!process.waitFor(pause, TimeUnit.NANOSECONDS)) {
            long left = limit.toNanos() - (System.nanoTime() - began);
            if (left <= 0) {
                return new PluginEnding.TimedOut(limit);
            }
            boolean busy = take(output);
            busy = take(errors) || busy;
            if (!busy) {
                pause = Math.min(left, Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pause)));
            } else {
                first.pass();
                // A flood must not keep a processor busy with dropping it.
                pause = output.isCut() || errors.isCut() ? FIRST_PAUSE_NANOS : 0;
            }
        }
        takeRest(output);
        takeRest(errors);
        return ProgramStart.ending(process.exitValue());
    }

    private static boolean take(Capture capture) {
        try {
            return capture.take();
        } catch (IOException e) {
            return false; // A closed pipe has nothing more to give; the end of the plugin is told by its exit code.
        }
    }

    private static void takeRest(Capture capture) {
        try {
            capture.takeRest();
        } catch (IOException e) {
            log.debug("output of a plugin could not be read to its end", e);
        }
    }

    private boolean isFailureOfSetsid(PluginRun run) {
        return start.hasOwnSession()
                && run.ending() instanceof PluginEnding.Exited exited
                && SETSID_FAILED.contains(exited.code())
                && run.output().isBlank()
                && run.errors().text().startsWith("setsid: ");
    }
}
