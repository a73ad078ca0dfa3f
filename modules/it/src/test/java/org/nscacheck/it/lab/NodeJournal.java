/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.nscacheck.sender.SendOutcome;

/**
 * What a node did, in its own words, one line each. A line is with the kernel before what it announces begins, so that it
 * outlives the process. Thread-safe.
 *
 * <pre>
 * start TIME               a process begins
 * run   TIME CHECK SLOT    a check begins
 * send  TIME BATCH SERVER REPORT...   a batch is handed to the sender
 * done  TIME BATCH OUTCOMES           and comes back, with one letter per report
 * </pre>
 *
 * Times are microseconds since 1970, of the clock that all processes of the machine share.
 */
final class NodeJournal implements AutoCloseable {

    /** The report left us, as far as the sender can know. */
    static final char SENT = 'S';
    /** It may have arrived. */
    static final char UNKNOWN = 'U';
    /** It has not. */
    static final char NOT_SENT = 'N';

    private final OutputStream out;
    private final AtomicLong batches = new AtomicLong();
    private final InstantSource clock = InstantSource.system();

    NodeJournal(Path file) {
        try {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("start " + now());
    }

    void runs(String check, Instant slot) {
        write("run " + now() + " " + check + " " + slot);
    }

    /** Returns the number of the batch in this process. */
    long sends(String server, List<String> reports) {
        long batch = batches.incrementAndGet();
        write("send " + now() + " " + batch + " " + server + " " + String.join(" ", reports));
        return batch;
    }

    void done(long batch, List<SendOutcome> outcomes) {
        StringBuilder letters = new StringBuilder(outcomes.size());
        outcomes.forEach(outcome -> letters.append(letter(outcome)));
        write("done " + now() + " " + batch + " " + letters);
    }

    private static char letter(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent || outcome instanceof SendOutcome.Accepted) {
            return SENT;
        }
        // A connection that is cut behind its first packet looks like a rejection, and then that packet has arrived.
        return outcome instanceof SendOutcome.Unknown || outcome instanceof SendOutcome.Rejected ? UNKNOWN : NOT_SENT;
    }

    private long now() {
        return Timeline.micros(clock.instant());
    }

    private void write(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
