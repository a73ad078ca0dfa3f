/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.nscacheck.nagios.CommandFileSenderFactory.Way;
import org.nscacheck.sender.AllowedPaths;

/** A command file or a directory of check results, checked each time before it is used. */
record Receiver(Path path, AllowedPaths allowed) {

    /** Usual name of Nagios' check_result_path; a directory of another name must be listed itself. */
    private static final String SPOOL_NAME = "checkresults";

    /** Why nothing was written when the time of a batch was over before it began. */
    static final String NO_TIME = "there was no time left to write it";

    /** File type bits of st_mode, and those of a FIFO (inode(7)). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFIFO = 0010000;

    /**
     * Returns the real path, with no link in it.
     *
     * @throws IOException if it is not there, not allowed, or something else than a receiver; the message says which
     */
    Path require(Way way) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist: is the monitoring core running on this machine?");
        }
        Path real = allowed.require(path);
        if (way == Way.SPOOL) {
            requireSpool(real);
        } else if (!isFifo(real)) {
            throw new IOException(path + " is not a FIFO: it is not the command file of a monitoring core");
        }
        return real;
    }

    /** Adds why nothing can ever be written there. A missing file may appear: the core makes its command file when it starts. */
    void addFault(Way way, List<String> faults) {
        try {
            if (Files.exists(path)) {
                require(way);
            } else {
                allowed.require(path);
            }
        } catch (IOException e) {
            faults.add("path: " + e.getMessage());
        }
    }

    private void requireSpool(Path real) throws IOException {
        if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a directory: it is not the check_result_path of Nagios");
        }
        if (!real.endsWith(SPOOL_NAME) && !allowed.names(real)) {
            throw new IOException(path + " is not called " + SPOOL_NAME
                    + ", as the check_result_path of Nagios is: a directory of another name must be allowed by itself");
        }
    }

    private static boolean isFifo(Path real) throws IOException {
        try {
            return Files.getAttribute(real, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                    && (mode & S_IFMT) == S_IFIFO;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("this system has no FIFOs", e);
        }
    }
}
