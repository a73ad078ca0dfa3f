/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.nscacheck.RefusedException;

/**
 * Where a {@link CollectdSocket} lies, and how much it takes.
 *
 * @param path absolute path of the socket; its folder exists and is this process's to write to
 * @param permissions who may connect: who may write to the file
 * @param maxConnections most connections at a time; others are told so and closed
 * @param maxLineBytes most bytes of a line; a longer one is refused
 * @param idle how long a connection may say nothing before it is closed
 */
public record SocketLimits(
        Path path, Set<PosixFilePermission> permissions, int maxConnections, int maxLineBytes, Duration idle) {

    /** The mode of a socket that its user and group may write to. */
    public static final String DEFAULT_MODE = "0660";

    /** @throws RefusedException if the path is not absolute, or a number is not positive */
    public SocketLimits {
        if (!path.isAbsolute()) {
            throw new RefusedException("the path of the socket, '" + path + "', is not absolute");
        }
        if (maxConnections < 1 || maxLineBytes < 1) {
            throw new RefusedException("a socket needs at least one connection and one byte of a line");
        }
        permissions = Set.copyOf(permissions);
    }

    /** Returns a socket for its user and group, with 32 connections, lines of 4096 bytes, and an hour of silence. */
    public static SocketLimits at(Path path) {
        return new SocketLimits(path, permissions(DEFAULT_MODE), 32, 4096, Duration.ofHours(1));
    }

    /** Returns the same with another mode, such as {@code 0600}. */
    public SocketLimits withMode(String mode) {
        return new SocketLimits(path, permissions(mode), maxConnections, maxLineBytes, idle);
    }

    private static Set<PosixFilePermission> permissions(String mode) {
        if (!mode.matches("0?[0-7]{3}")) {
            throw new RefusedException("the mode '" + mode + "' is not three octal digits such as " + DEFAULT_MODE);
        }
        StringBuilder text = new StringBuilder();
        for (char digit : mode.substring(mode.length() - 3).toCharArray()) {
            text.append((digit & 4) == 0 ? '-' : 'r')
                    .append((digit & 2) == 0 ? '-' : 'w')
                    .append((digit & 1) == 0 ? '-' : 'x');
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(PosixFilePermissions.fromString(text.toString()));
        return permissions;
    }
}
