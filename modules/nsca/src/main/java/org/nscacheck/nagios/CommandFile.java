/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;

/**
 * Writes into Nagios' command file, a FIFO. Each line is one write of at most PIPE_BUF bytes, which the system puts into the
 * FIFO as a whole or not at all, whatever others write at the same time.
 *
 * <p>Opening a FIFO waits until somebody reads it, and writing waits while it is full; Java can do neither without waiting. So
 * both are done by a thread of their own, which is released when the time is over: opening by opening the other end for a
 * moment, writing by closing the channel.
 *
 * <p>Written lines were taken by the system; whether the core reads them cannot be known, so nothing is ever acknowledged.
 */
final class CommandFile implements Sender {

    /** PIPE_BUF of Linux; POSIX promises 512. */
    static final int PIPE_BUF = 4096;

    private static final long PATIENCE_MILLIS = 1000;

    private final Receiver receiver;
    private final MonitoringCore core;

    CommandFile(Receiver receiver, MonitoringCore core) {
        this.receiver = receiver;
        this.core = core;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
        if (deadline.isOver()) {
            return Collections.nCopies(reports.size(), new SendOutcome.Retry(Receiver.NO_TIME));
        }
        Path fifo;
        try {
            fifo = receiver.require(CommandFileSenderFactory.Way.COMMAND_FILE);
        } catch (IOException e) {
            return Collections.nCopies(reports.size(), new SendOutcome.Retry(String.valueOf(e.getMessage())));
        }
        if (!Files.isWritable(fifo)) {
            return Collections.nCopies(
                    reports.size(), new SendOutcome.Retry(fifo + " may not be written by this user"));
        }
        List<Line> lines = new ArrayList<>();
        List<@Nullable SendOutcome> outcomes = new ArrayList<>();
        for (Report report : reports) {
            try {
                lines.add(new Line(ByteBuffer.wrap(ExternalCommand.line(report, PIPE_BUF, core)), report));
                outcomes.add(null);
            } catch (IllegalArgumentException e) {
                outcomes.add(new SendOutcome.Refused(String.valueOf(e.getMessage())));
            }
        }
        Writing writing = new Writing(fifo, lines, deadline);
        String problem = writing.await();
        return merge(outcomes, writing.done(), problem);
    }

    private static List<SendOutcome> merge(List<@Nullable SendOutcome> known, List<SendOutcome> done, String problem) {
        List<SendOutcome> outcomes = new ArrayList<>(known.size());
        int line = 0;
        for (SendOutcome outcome : known) {
            if (outcome != null) {
                outcomes.add(outcome);
            } else {
                outcomes.add(line < done.size() ? done.get(line) : new SendOutcome.Retry(problem));
                line++;
            }
        }
        return outcomes;
    }

    private record Line(ByteBuffer bytes, Report report) {}

    /** Opens the FIFO and writes lines, in a thread of its own. */
    private static final class Writing implements Runnable {

        private final Path fifo;
        private final List<Line> lines;
        private final Deadline deadline;
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        /** What became of the first lines. */
        private final List<SendOutcome> done = new CopyOnWriteArrayList<>();

        private final AtomicReference<@Nullable FileChannel> channel = new AtomicReference<>();
        private volatile boolean givenUp;
        private volatile String problem = "";

        Writing(Path fifo, List<Line> lines, Deadline deadline) {
            this.fifo = fifo;
            this.lines = lines;
            this.deadline = deadline;
            Thread thread = new Thread(this, "nscacheck-command-file");
            thread.setDaemon(true);
            thread.start();
        }

        List<SendOutcome> done() {
            return List.copyOf(done);
        }

        @Override
        public void run() {
            try (FileChannel open = FileChannel.open(fifo, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.set(open);
                opened.countDown();
                for (Line line : lines) {
                    if (givenUp || deadline.isOver()) {
                        problem = Receiver.NO_TIME;
                        return;
                    }
                    done.add(write(line, open));
                }
            } catch (IOException e) {
                problem = fifo + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            } finally {
                opened.countDown();
                ended.countDown();
            }
        }

        /** The FIFO may have had no reader, or been full, for a while. */
        private SendOutcome write(Line line, FileChannel open) throws IOException {
            Optional<SendOutcome.Expired> expiry = line.report.expiry(deadline);
            if (expiry.isPresent()) {
                return expiry.get();
            }
            open.write(line.bytes);
            return new SendOutcome.Sent(false);
        }

        /** Returns why not all lines were written, or an empty text if they were. */
        String await() throws InterruptedException {
            boolean finished = false;
            try {
                long patience = Math.min(PATIENCE_MILLIS, deadline.left().toMillis());
                if (!opened.await(patience, TimeUnit.MILLISECONDS)) {
                    return "nobody reads " + fifo + ": the monitoring core is not running or does not take commands";
                }
                finished = ended.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
                return finished ? problem : fifo + " is full: the monitoring core does not read it";
            } finally {
                if (!finished) {
                    release();
                }
            }
        }

        private void release() throws InterruptedException {
            givenUp = true;
            FileChannel open = channel.get();
            try {
                if (open != null) {
                    open.close();
                } else {
                    // For reading too, which never waits; whoever waits for a reader goes on and writes nothing.
                    FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)
                            .close();
                }
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
            ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
