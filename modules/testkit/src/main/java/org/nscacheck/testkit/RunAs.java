/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity PostgreSQL's programs are given, since they refuse to run as root.
 *
 * @param label how the way is called in messages
 * @param prefix what is put before a command; empty for an ordinary user
 * @param owner the numeric owner the data directory must have, or -1 if whoever made it may keep it
 */
record RunAs(String label, List<String> prefix, int owner) {

    /** The overflow id of Linux: exists everywhere, owns nothing. */
    private static final int NOBODY = 65534;

    static final RunAs SELF = new RunAs("as the current user", List.of(), -1);

    /** Gives up root for good. The other id cannot enter directories that are root's own. */
    static final RunAs SETPRIV = new RunAs(
            "as uid " + NOBODY + " by setpriv",
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
            NOBODY);

    /** Stays root for the file system but shows another id to PostgreSQL; needs user namespaces, which some hosts forbid. */
    static final RunAs UNSHARE = new RunAs("in a user namespace by unshare", List.of("unshare", "-U"), 0);

    /** Some containers run under a number that no user has; initdb wants a name, and a namespace shows it one. */
    static final RunAs NAMED = new RunAs("in a user namespace by unshare", List.of("unshare", "-U"), -1);

    /** Returns the ways this process has, best first. */
    static List<RunAs> ways() {
        if (isRoot()) {
            return List.of(SETPRIV, UNSHARE);
        }
        return isNameless() ? List.of(SELF, NAMED) : List.of(SELF);
    }

    private static boolean isNameless() {
        return System.getProperty("user.name", "?").equals("?");
    }

    private static boolean isRoot() {
        if (!Posix.isSupported()) {
            return false;
        }
        try {
            Path mine = Files.createTempFile("nscacheck", "");
            try {
                return Posix.owner(mine) == 0;
            } finally {
                Files.delete(mine);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> wrap(List<String> command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        return List.copyOf(words);
    }

    List<String> wrap(String... command) {
        return wrap(List.of(command));
    }

    /** Makes a directory this identity's own, as far as that is needed. */
    void adopt(Path directory) throws IOException {
        if (owner >= 0) {
            Posix.chown(directory, owner);
        }
    }

    /** Tells why this identity could not start {@code program} or write in {@code directory}; empty if it can. */
    String obstacle(Path program, Path directory) {
        if (prefix.isEmpty()) {
            return Files.isWritable(directory) ? "" : directory + " is not writable";
        }
        try {
            Command command = Command.run(
                    Path.of("/"),
                    wrap(
                            "sh",
                            "-c",
                            "test -x \"$1\" && test -w \"$2\"",
                            "sh",
                            program.toString(),
                            directory.toString()));
            if (command.succeeded()) {
                return "";
            }
            return command.output().isEmpty() ? "it cannot reach " + program + " or " + directory : command.output();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
