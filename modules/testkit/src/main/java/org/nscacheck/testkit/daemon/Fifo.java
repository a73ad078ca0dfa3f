/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The command file of a monitoring core: a FIFO, and what a core would read from it. Without {@link #startReading} nobody
 * reads, and with {@link #hold} somebody has it open and does not. Linux only.
 */
public final class Fifo implements AutoCloseable {

    private final TempDirectory directory;
    private final Path path;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private @Nullable RandomAccessFile reader;
    private @Nullable Thread thread;

    private Fifo(TempDirectory directory) {
        this.directory = directory;
        this.path = directory.file("commands");
    }

    public static Fifo create() {
        String mkfifo = Programs.require("mkfifo").toString();
        try {
            Fifo fifo = new Fifo(TempDirectory.create("nscacheck-fifo-"));
            Process made = new ProcessBuilder(mkfifo, "-m", "600", fifo.path.toString()).start();
            if (made.waitFor() != 0) {
                throw new IOException("mkfifo " + fifo.path + " failed");
            }
            return fifo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mkfifo runs", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Opens the FIFO as a core does, and leaves in it what is written. */
    public Fifo hold() {
        try {
            // For reading and writing, so that opening does not wait and the end of a writer is not the end of the
            // file.
            reader = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Reads line by line from now on. */
    public Fifo startReading() {
        if (reader == null) {
            hold();
        }
        RandomAccessFile from = Objects.requireNonNull(reader);
        Thread started = new Thread(() -> read(from), "fifo-reader");
        started.setDaemon(true);
        started.start();
        thread = started;
        return this;
    }

    private void read(RandomAccessFile from) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(from.getChannel()), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    /** Returns what was read so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits half a minute at most until at least that many lines were read, and returns all. */
    public List<PassiveResult> awaitResults(int count) {
        return awaitResults(count, Await.PATIENCE);
    }

    /** @throws AssertionError if fewer have come in time */
    public List<PassiveResult> awaitResults(int count, Duration patience) {
        awaitLines(count, patience);
        return lines().stream().map(PassiveResult::parse).toList();
    }

    /** Waits half a minute at most until at least that many lines were read. */
    public void awaitLines(int count) {
        awaitLines(count, Await.PATIENCE);
    }

    private void awaitLines(int count, Duration patience) {
        Await.until(
                () -> lines.size() >= count,
                patience,
                () -> "the FIFO brought " + lines.size() + " lines, expected " + count + ": " + lines());
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
            if (thread != null) {
                thread.interrupt();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            directory.delete();
        }
    }
}
