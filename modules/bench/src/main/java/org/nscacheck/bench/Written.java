/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.nscacheck.testkit.daemon.Fifo;
import org.nscacheck.testkit.daemon.Nagios4;

/** What a daemon writes its results into, and how many came. */
interface Written extends AutoCloseable {

    /** What has not come this long after the last result does not come any more. */
    long PATIENCE_NANOS = 4_000_000_000L;

    /** Returns what the daemon has to write into. */
    Path commandFile();

    /** Forgets what has come so far. */
    void beginPass() throws IOException;

    /** Returns how many results have come, as soon as they are that many or nothing comes any more. */
    int await(int results) throws IOException;

    @Override
    void close() throws IOException;

    /** A regular file that is emptied before each pass. */
    static Written emptiedFile() throws IOException {
        return new IntoFile(0);
    }

    /** A regular file that has so many lines already and gets longer with each pass. */
    static Written growingFile(int lines) throws IOException {
        return new IntoFile(lines);
    }

    /** A FIFO that this process reads as a core does. */
    static Written fifo() throws IOException {
        return new IntoFifo();
    }

    /** The FIFO of a real Nagios; what it has logged counts. */
    static Written nagios() {
        return new IntoNagios();
    }

    /** A regular file. */
    final class IntoFile implements Written {

        private static final String LINE =
                "[1700000000] PROCESS_SERVICE_CHECK_RESULT;shop;Mail queue;0;" + "x".repeat(60);

        private final Path file = Files.createTempFile("nscacheck-bench-", ".cmd");
        private final boolean emptied;
        private long begin;

        private IntoFile(int lines) throws IOException {
            emptied = lines == 0;
            try (var writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
                for (int i = 0; i < lines; i++) {
                    writer.write(LINE + '\n');
                }
            }
        }

        @Override
        public Path commandFile() {
            return file;
        }

        @Override
        public void beginPass() throws IOException {
            if (emptied) {
                Files.write(file, new byte[0]);
            }
            begin = Files.size(file);
        }

        @Override
        public int await(int results) throws IOException {
            return LineCount.await(file, begin, "", results);
        }

        @Override
        public void close() throws IOException {
            Files.delete(file);
        }
    }

    /** A FIFO with a reader. */
    final class IntoFifo implements Written {

        private final Fifo fifo = Fifo.create();
        private final RandomAccessFile reader;
        private final AtomicLong lines = new AtomicLong();
        private long begin;

        private IntoFifo() throws IOException {
            reader = new RandomAccessFile(fifo.path().toFile(), "rw");
            Thread thread = new Thread(this::read, "fifo-reader");
            thread.setDaemon(true);
            thread.start();
        }

        private void read() {
            byte[] bytes = new byte[1 << 16];
            try (InputStream in = Channels.newInputStream(reader.getChannel())) {
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    int found = 0;
                    for (int i = 0; i < read; i++) {
                        found += bytes[i] == '\n' ? 1 : 0;
                    }
                    lines.addAndGet(found);
                }
            } catch (IOException e) {
                // Closed at the end.
            }
        }

        @Override
        public Path commandFile() {
            return fifo.path();
        }

        @Override
        public void beginPass() {
            begin = lines.get();
        }

        @Override
        public int await(int results) {
            long before = -1;
            long last = System.nanoTime();
            while (lines.get() - begin < results && System.nanoTime() - last < PATIENCE_NANOS) {
                if (lines.get() > before) {
                    before = lines.get();
                    last = System.nanoTime();
                }
                LockSupport.parkNanos(200_000);
            }
            return (int) (lines.get() - begin);
        }

        @Override
        public void close() throws IOException {
            reader.close();
            fifo.close();
        }
    }

    /** Nagios' own FIFO. */
    final class IntoNagios implements Written {

        private final Nagios4 nagios =
                Nagios4.builder().service(Scenario.HOST, Scenario.SERVICE).start();
        private long begin;

        @Override
        public Path commandFile() {
            return nagios.commandFile();
        }

        @Override
        public void beginPass() throws IOException {
            begin = Files.size(nagios.logFile());
        }

        @Override
        public int await(int results) throws IOException {
            return LineCount.await(nagios.logFile(), begin, "EXTERNAL COMMAND: PROCESS_SERVICE_CHECK_RESULT", results);
        }

        @Override
        public void close() {
            nagios.close();
        }
    }
}
