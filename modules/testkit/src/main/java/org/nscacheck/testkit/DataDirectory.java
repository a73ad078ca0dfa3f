/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory of one server, locked for this process while it is open.
 *
 * <pre>
 * nscacheck.lock   held by the process that uses the directory; the system frees it when that process dies
 * pgdata/          PostgreSQL's own; there only once it is complete
 * server.log       what the server says
 * </pre>
 */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is absent and locks it.
     *
     * @throws PostgresUnavailableException if another process uses it, for then no other place would be right
     */
    static DataDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        Path file = root.resolve("nscacheck.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new PostgresUnavailableException(
                    root + " is in use by another process; stop that or choose another directory");
        }
        return new DataDirectory(root, channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("pgdata");
    }

    Path log() {
        return root.resolve("server.log");
    }

    boolean holdsData() {
        return Files.isDirectory(data());
    }

    /** Tells why these programs, run as that identity, cannot use what lies here; empty if they can. */
    String obstacle(PostgresBinaries binaries, RunAs runAs) throws IOException {
        if (!holdsData()) {
            return "";
        }
        if (runAs.owner() >= 0 && Posix.owner(data()) != runAs.owner()) {
            return data() + " belongs to uid " + Posix.owner(data()) + ", not " + runAs.owner();
        }
        if (!Files.isReadable(data().resolve("PG_VERSION"))) {
            return data() + " is not readable";
        }
        String major = Files.readString(data().resolve("PG_VERSION")).strip();
        return major.equals(Integer.toString(binaries.major()))
                ? ""
                : data() + " was made by PostgreSQL " + major + "; dump it with that release, or remove it";
    }

    /** Returns the id of the server that a crash has left here, running or not; 0 if there is none. */
    long leftOver() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")
                ? 0
                : Long.parseLong(lines.get(0).strip());
    }

    /** Removes the note of a server that is gone and whose number may by now be some other program's. */
    void forgetLeftOver() throws IOException {
        Files.deleteIfExists(data().resolve("postmaster.pid"));
    }

    void delete() throws IOException {
        close();
        Posix.deleteTree(root);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
