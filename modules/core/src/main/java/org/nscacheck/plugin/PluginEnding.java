/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.time.Duration;
import java.util.List;
import org.nscacheck.schedule.Durations;

/** How the run of a plugin ended. */
public sealed interface PluginEnding {

    /** Returns it in words, such as {@code exit code 4}. */
    String words();

    /**
     * It ended by itself.
     *
     * @param code its exit code
     */
    record Exited(int code) implements PluginEnding {

        @Override
        public String words() {
            return "exit code " + code;
        }
    }

    /**
     * A signal ended it, or it exited with the code by which shells tell so: 128 and the signal's number.
     *
     * @param signal number of the signal on Linux
     */
    record Killed(int signal) implements PluginEnding {

        private static final List<String> NAMES = List.of(
                "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
                "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
                "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

        /** The highest one, {@code SIGRTMAX}. */
        static final int LAST = 64;

        @Override
        public String words() {
            String name = signal <= NAMES.size() ? " (SIG" + NAMES.get(signal - 1) + ")" : "";
            return "killed by signal " + signal + name;
        }
    }

    /**
     * It took too long and was killed.
     *
     * @param limit how long it was allowed to take
     */
    record TimedOut(Duration limit) implements PluginEnding {

        @Override
        public String words() {
            return "timed out after " + Durations.text(limit);
        }
    }

    /**
     * It never ran.
     *
     * @param reason why, in the words of the system
     */
    record NotStarted(String reason) implements PluginEnding {

        @Override
        public String words() {
            return "could not be started: " + reason;
        }
    }
}
