/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * A program that runs until it ends or is closed, for whoever reads what it writes meanwhile. It gets what a plugin gets, and nothing of
 * it is left after {@link #close}: see {@link PluginRunner}. For one thread.
 */
public final class RunningProgram implements AutoCloseable {

    private final PluginCommand command;
    private final WorkFolder folder;
    private final Process process;
    private final ProcessFamily family;

    private RunningProgram(PluginCommand command, WorkFolder folder, Process process, ProcessFamily family) {
        this.command = command;
        this.folder = folder;
        this.process = process;
        this.family = family;
    }

    /**
     * Starts a program, whose standard input is empty.
     *
     * @throws IOException if it cannot be started
     */
    public static RunningProgram start(PluginCommand command, PluginRunner.Settings settings) throws IOException {
        WorkFolder folder = WorkFolder.in(settings.workFolders());
        try {
            ProgramStart start = new ProgramStart(settings.environment(), SystemPrograms.find(ProgramStart.SETSID));
            String cookie = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
            Process process = start.start(command, folder, folder.input(), cookie);
            ProcessFamily family =
                    new ProcessFamily(process, PluginRunner.COOKIE + "=" + cookie, start.hasOwnSession());
            return new RunningProgram(command, folder, process, family);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Returns what it writes; whoever reads more than is there may wait for ever, since others may hold the pipe open. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** Returns what it complains of; it has to be read, or the program is held up. */
    public InputStream errors() {
        return process.getErrorStream();
    }

    /** Returns whether it itself has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns how it has ended.
     *
     * @throws IllegalThreadStateException if it is alive
     */
    public PluginEnding ending() {
        return ProgramStart.ending(process.exitValue());
    }

    /** Kills it, and all that it has started. Takes two seconds at the most. */
    @Override
    public void close() {
        PluginRunner.end(command, process, family);
        folder.close();
    }
}
