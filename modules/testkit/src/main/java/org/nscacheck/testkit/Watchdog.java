/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the server when this process is gone, in whatever way it went.
 *
 * <p>On Unix it is a small shell that waits for the end of a pipe held open by this process: that also notices
 * {@code kill -9}, and it comes after all shutdown hooks, so that an application that is told to stop can still
 * write. Elsewhere it is a shutdown hook; a server that outlives a killed process is then found at the next start.
 */
final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Waits for end of file, stops the server, removes the directory if one is given. Signals meant for us are not for it. */
    private static final String SCRIPT = "trap '' INT TERM HUP; read -r line;"
            + " \"$1\" stop -D \"$2\" -m fast -w -t 60; [ -z \"$3\" ] || rm -rf \"$3\"";

    /** Keeps the pipes reachable: a collected process object would close its pipe. */
    private static final Set<Watchdog> ACTIVE = ConcurrentHashMap.newKeySet();

    private final @Nullable Process shell;
    private final @Nullable Thread hook;

    private Watchdog(@Nullable Process shell, @Nullable Thread hook) {
        this.shell = shell;
        this.hook = hook;
    }

    static Watchdog start(RunAs runAs, String pgCtl, DataDirectory directory, boolean kept) throws IOException {
        Watchdog watchdog = Posix.isSupported()
                ? new Watchdog(shell(runAs, pgCtl, directory, kept), null)
                : new Watchdog(null, hook(pgCtl, directory));
        ACTIVE.add(watchdog);
        return watchdog;
    }

    private static Process shell(RunAs runAs, String pgCtl, DataDirectory directory, boolean kept) throws IOException {
        Path root = directory.root();
        List<String> words =
                runAs.wrap("sh", "-c", SCRIPT, "sh", pgCtl, directory.data().toString(), kept ? "" : root.toString());
        return new ProcessBuilder(words)
                .directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Thread hook(String pgCtl, DataDirectory directory) {
        List<String> words = List.of(pgCtl, "stop", "-D", directory.data().toString(), "-m", "fast");
        Thread thread = new Thread(
                () -> {
                    try {
                        Command.run(directory.root(), words);
                    } catch (IOException e) {
                        log.warn("PostgreSQL in {} was not stopped", directory.root(), e);
                    }
                },
                "nscacheck-postgres-stop");
        Runtime.getRuntime().addShutdownHook(thread);
        return thread;
    }

    /** Ends the watch; the server is stopped already. */
    void dismiss() {
        ACTIVE.remove(this);
        if (shell != null) {
            shell.destroyForcibly();
        }
        if (hook != null) {
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            log.debug("The process is ending; stopping a stopped server does no harm", e);
        }
    }
}
