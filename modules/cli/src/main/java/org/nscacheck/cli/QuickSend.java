/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.nscacheck.cli.send.Answer;
import org.nscacheck.cli.shell.Shell;

/**
 * Runs {@code nscacheck send} without picocli where each word is one that scripts give to {@code send_nsca}. Cron calls it for each
 * result, and picocli takes longer than everything else: it is made for Java 5, whose classes no archive of the Java machine holds.
 *
 * <p>Any other word, and any value that is not valid, is left to picocli, which alone knows what to say. Both take the same options:
 * a test compares them.
 */
final class QuickSend {

    private QuickSend() {}

    /** Runs a command that was read, and returns the exit code of the process. */
    static int run(SendCommand command, Shell shell) throws InterruptedException {
        try {
            return command.call();
        } catch (IOException | RuntimeException e) {
            e.printStackTrace(shell.err());
            return Answer.ERROR;
        }
    }

    /** Returns the command with its options, or empty if picocli has to read these arguments. */
    static Optional<SendCommand> read(Shell shell, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("send")) {
            return Optional.empty();
        }
        SendCommand command = new SendCommand(shell);
        Iterator<String> words =
                Arrays.asList(arguments).subList(1, arguments.length).iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (!command.takeFlag(option) && !(words.hasNext() && take(command, option, words.next()))) {
                return Optional.empty();
            }
        }
        return command.isReady() ? Optional.of(command) : Optional.empty();
    }

    /** What begins like this may mean something else to picocli: an option, a file of arguments, a value in quotes. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0;
    }

    private static boolean take(SendCommand command, String option, String value) {
        try {
            return isPlain(value) && command.take(option, value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
