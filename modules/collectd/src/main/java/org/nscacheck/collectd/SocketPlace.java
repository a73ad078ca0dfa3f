/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a listening socket into the file system and takes it away. It is bound in a folder that only this process may enter, gets its
 * permissions there, and is then moved to its place: so at no moment may others connect than those who should, and a socket that
 * nobody listens on any more is replaced.
 */
final class SocketPlace {

    private final Path path;
    private final @Nullable Object key;
    private final ServerSocketChannel channel;

    private SocketPlace(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.key = key(path);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** @throws IOException if the place is taken, or cannot be written to; the message says which */
    static SocketPlace take(Path path, Set<PosixFilePermission> permissions) throws IOException {
        requireFree(path);
        Path folder = Objects.requireNonNull(path.getParent(), "a socket lies in a folder");
        Path room = Files.createTempDirectory(
                folder, ".n", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Path inside = room.resolve("s");
            channel.bind(UnixDomainSocketAddress.of(inside));
            Files.setPosixFilePermissions(inside, permissions);
            Files.move(inside, path, StandardCopyOption.ATOMIC_MOVE);
            return new SocketPlace(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            Files.deleteIfExists(room.resolve("s"));
            Files.deleteIfExists(room);
        }
    }

    private static void requireFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!SocketFile.isSocket(path)) {
            throw new IOException(path + " is there already and is no socket: remove it, or choose another path");
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return; // Nobody listens; it was left behind.
        }
        throw new IOException(path + " belongs to another process that listens on it");
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Closes the socket and removes its file, unless another one has taken its place. */
    void leave() throws IOException {
        channel.close();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(key, key(path))) {
            Files.delete(path);
        }
    }
}
