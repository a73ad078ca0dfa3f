/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.nscacheck.sender.AllowedPaths;

/** UNIX sockets in the file system. */
final class SocketFile {

    /** File type bits of st_mode, and those of a socket (inode(7)). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFSOCK = 0140000;

    private SocketFile() {}

    /**
     * Returns the real path of a socket, with no link in it.
     *
     * @throws IOException if it is not there, not allowed, or no socket; the message says which
     */
    static Path require(Path path, AllowedPaths allowed) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(
                    path + " does not exist: is collectd running on this machine, with its unixsock plugin?");
        }
        Path real = allowed.require(path);
        if (!isSocket(real)) {
            throw new IOException(path + " is not a socket");
        }
        return real;
    }

    static boolean isSocket(Path real) throws IOException {
        try {
            return Files.getAttribute(real, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                    && (mode & S_IFMT) == S_IFSOCK;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("this system has no UNIX sockets", e);
        }
    }
}
