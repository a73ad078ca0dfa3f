/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.nscacheck.run.StoreFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits in an outbox, kept in a file: it survives the end of the process, however that comes, and the end of the machine as far
 * as its disk says the truth. One process at a time uses a file. Thread-safe.
 *
 * <p>Each change is appended, so that nothing is ever written twice:
 *
 * <pre>
 * bytes   field
 *     8   "NSCAOUT1", once
 *     1   1 for a delivery that was added, 2 for one that has ended
 *     4   length of what follows
 *     n   the delivery, or its number
 *     4   CRC-32 of what follows the first 8 bytes of this change
 * </pre>
 *
 * A change that was cut off, or is damaged, ends the file; what stands before it counts. The file is written anew when most of it has
 * ended. Only its owner can read it, since results may tell much.
 */
public final class OutboxFile implements OutboxJournal, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxFile.class);

    private static final byte[] MAGIC = {'N', 'S', 'C', 'A', 'O', 'U', 'T', '1'};
    private static final byte ADDED = 1;
    private static final byte ENDED = 2;
    /** More than the largest result that is kept. */
    private static final int MOST_BYTES = 4 << 20;
    /** A smaller file is not worth to be written anew. */
    private static final long SMALL = 1 << 20;

    private final Path file;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<Long, byte[]> waiting = new LinkedHashMap<>();
    private long waitingBytes;
    private @Nullable FileChannel channel;

    /** The file could not be written; what was to be stored is not to blame. */
    private static final class OutboxFileException extends UncheckedIOException implements StoreFailure {

        private static final long serialVersionUID = 1;

        OutboxFileException(String message, IOException cause) {
            super(message, cause);
        }

        @Override
        public boolean isOutage() {
            return true;
        }
    }

    private OutboxFile(Path file, FileChannel lockChannel, FileLock lock) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Opens a file, or makes it, and reads what waits in it.
     *
     * @throws IOException if it cannot be read or written, or another process uses it; the message names it
     */
    public static OutboxFile open(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel lockChannel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        OutboxFile opened = null;
        try {
            FileLock lock = lock(lockChannel);
            if (lock == null) {
                throw new IOException("the outbox " + file + " is used by another process");
            }
            OutboxFile outbox = new OutboxFile(file, lockChannel, lock);
            outbox.load();
            outbox.rewrite();
            opened = outbox;
            return outbox;
        } finally {
            if (opened == null) {
                lockChannel.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // It is another part of this process.
        }
    }

    private void load() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(bytes))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new IOException("the file " + file + " is no outbox of nscacheck: name another, or remove it");
            }
            int changes = 0;
            while (take(in)) {
                changes++;
            }
            log.debug("outbox read file={} changes={} waiting={}", file, changes, waiting.size());
        }
    }

    /** Returns whether there was another change, and not the end or damage. */
    private boolean take(DataInputStream in) throws IOException {
        try {
            int kind = in.read();
            if (kind < 0) {
                return false;
            }
            int length = in.readInt();
            if (length < 0 || length > MOST_BYTES) {
                throw new EOFException();
            }
            byte[] content = in.readNBytes(length);
            if (content.length < length || in.readInt() != checksum((byte) kind, content)) {
                throw new EOFException();
            }
            apply((byte) kind, content);
            return true;
        } catch (EOFException | IllegalArgumentException e) {
            log.warn(
                    "NSCA-360 end of the outbox file is damaged, as after a crash; what stands before it is kept file={}"
                            + " waiting={}",
                    file,
                    waiting.size());
            return false;
        }
    }

    private void apply(byte kind, byte[] content) {
        if (kind == ENDED) {
            byte[] gone = waiting.remove(ByteBuffer.wrap(content).getLong());
            waitingBytes -= gone == null ? 0 : gone.length;
        } else {
            waiting.put(EntryBytes.read(content).number(), content);
            waitingBytes += content.length;
        }
    }

    @Override
    public synchronized List<Entry> read() {
        return waiting.values().stream().map(EntryBytes::read).toList();
    }

    @Override
    public synchronized void added(List<Entry> entries) {
        Map<Long, byte[]> contents = new LinkedHashMap<>();
        entries.forEach(entry -> contents.put(entry.number(), EntryBytes.write(entry)));
        List<ByteBuffer> changes = new ArrayList<>();
        contents.values().forEach(content -> changes.add(change(ADDED, content)));
        append(changes);
        waiting.putAll(contents);
        contents.values().forEach(content -> waitingBytes += content.length);
    }

    @Override
    public synchronized void ended(Collection<Long> numbers) {
        List<ByteBuffer> changes = new ArrayList<>();
        for (Long number : numbers) {
            byte[] gone = waiting.remove(number);
            if (gone != null) {
                waitingBytes -= gone.length;
                changes.add(change(
                        ENDED, ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
            }
        }
        try {
            append(changes);
        } catch (OutboxFileException e) {
            log.warn(
                    "NSCA-361 outbox file cannot be written; what was sent just now is sent again after a restart"
                            + " file={} cause=\"{}\"",
                    file,
                    String.valueOf(e.getMessage()));
        }
    }

    private static ByteBuffer change(byte kind, byte[] content) {
        return ByteBuffer.allocate(1 + Integer.BYTES + content.length + Integer.BYTES)
                .put(kind)
                .putInt(content.length)
                .put(content)
                .putInt(checksum(kind, content))
                .flip();
    }

    private static int checksum(byte kind, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(kind);
        crc.update(content);
        return (int) crc.getValue();
    }

    /** After a failure the end of the file is not known any more, so it is written anew. */
    private void append(List<ByteBuffer> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            FileChannel open = channel == null ? rewrite() : channel;
            for (ByteBuffer change : changes) {
                write(open, change);
            }
            open.force(false);
            if (open.position() > SMALL && open.position() > 4 * waitingBytes) {
                rewrite();
            }
        } catch (IOException e) {
            close(channel);
            channel = null;
            throw new OutboxFileException("the outbox " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Puts a file with what waits in place of the former one, so that there is always a whole one. */
    private FileChannel rewrite() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        FileChannel open = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        boolean done = false;
        try {
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            write(open, ByteBuffer.wrap(MAGIC));
            for (byte[] content : waiting.values()) {
                write(open, change(ADDED, content));
            }
            open.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                open.close();
            }
        }
        close(channel);
        channel = open;
        return open;
    }

    private static void close(@Nullable FileChannel open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            log.debug("a former outbox file could not be closed", e);
        }
    }

    /** Leaves the file to the next process. */
    @Override
    public synchronized void close() throws IOException {
        close(channel);
        channel = null;
        if (lockChannel.isOpen()) {
            lock.release();
            lockChannel.close();
        }
    }
}
