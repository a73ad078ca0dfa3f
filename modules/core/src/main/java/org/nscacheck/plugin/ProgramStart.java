/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs without a shell and with nothing of this process: an environment of a few variables, a working folder, and on Linux
 * a session of its own. Thread-safe.
 *
 * @param environment variables beside and over those that each program gets
 * @param setsid the program that gives each a session of its own, where there is one
 */
record ProgramStart(Map<String, String> environment, Optional<String> setsid) {

    /** Name of the program that gives another one a session of its own. */
    static final String SETSID = "setsid";

    private static final Logger log = LoggerFactory.getLogger(ProgramStart.class);

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int SIGNALLED = 128;
    private static final File NOTHING = new File(WINDOWS ? "NUL" : "/dev/null");

    /** Returns whether each program leads a session of its own. */
    boolean hasOwnSession() {
        return setsid.isPresent();
    }

    /**
     * Starts a program.
     *
     * @param input what it can read from its standard input, or empty for nothing
     * @param cookie by which its processes are found
     * @throws IOException if it cannot be started
     */
    Process start(PluginCommand command, WorkFolder folder, Optional<File> input, String cookie) throws IOException {
        List<String> words = new ArrayList<>();
        setsid.ifPresent(words::add);
        words.add(command.executable().toString());
        words.addAll(command.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.folder()).redirectInput(input.orElse(NOTHING));
        Map<String, String> variables = builder.environment();
        String windows = variables.get("SystemRoot");
        variables.clear();
        if (WINDOWS && windows != null) {
            variables.put("SystemRoot", windows);
        } else {
            variables.put("PATH", PATH);
        }
        variables.put("LC_ALL", "C");
        variables.put("HOME", folder.folder().getPath());
        variables.put("TMPDIR", folder.folder().getPath());
        variables.putAll(environment);
        variables.put(PluginRunner.COOKIE, cookie);
        return builder.start();
    }

    /** Returns how a process ended; shells exit with 128 and its number for a signal. */
    static PluginEnding ending(int code) {
        boolean signalled = !WINDOWS && code > SIGNALLED && code <= SIGNALLED + PluginEnding.Killed.LAST;
        return signalled ? new PluginEnding.Killed(code - SIGNALLED) : new PluginEnding.Exited(code);
    }

    static void closeStreams(Process process) {
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        } catch (IOException e) {
            log.debug("output of a program could not be closed", e);
        }
    }
}
