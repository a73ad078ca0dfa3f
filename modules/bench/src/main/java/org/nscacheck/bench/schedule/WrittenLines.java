/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a daemon appends to its command file as it comes, and notes how long after its due time each line was there. It
 * looks every 2 ms, by which a time may be too long. Thread-safe.
 */
final class WrittenLines implements AutoCloseable {

    private static final Pattern DUE = Pattern.compile(";due (\\d+)");
    private static final long PAUSE_NANOS = 2_000_000;

    private final Map<Long, Lateness> byDueTime = new HashMap<>();
    private final StringBuilder unfinished = new StringBuilder();
    private volatile boolean closed;

    private WrittenLines() {}

    static WrittenLines of(Path file) {
        WrittenLines lines = new WrittenLines();
        Thread thread = new Thread(() -> lines.follow(file), "written-lines");
        thread.setDaemon(true);
        thread.start();
        return lines;
    }

    private void follow(Path file) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (!closed) {
                int length = channel.read(buffer.clear());
                if (length > 0) {
                    read(StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString(), System.currentTimeMillis());
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void read(String text, long now) {
        unfinished.append(text);
        int end = unfinished.lastIndexOf("\n") + 1;
        Matcher matcher = DUE.matcher(unfinished.substring(0, end));
        while (matcher.find()) {
            long due = Long.parseLong(matcher.group(1));
            byDueTime.computeIfAbsent(due, key -> new Lateness()).add(now - due);
        }
        unfinished.delete(0, end);
    }

    /** Returns how late the lines of this due time were, in milliseconds since the epoch, and forgets all. */
    synchronized Lateness drain(long due) {
        Lateness found = byDueTime.getOrDefault(due, new Lateness());
        byDueTime.clear();
        return found;
    }

    @Override
    public void close() {
        closed = true;
    }
}
