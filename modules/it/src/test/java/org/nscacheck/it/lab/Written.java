/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches a daemon's file grow, because the lines' own times are whole seconds. Thread-safe. */
final class Written implements AutoCloseable {

    private static final long EACH_MILLIS = 20;

    private final Path file;
    private final Timeline timeline;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> looking;
    /** The latest time at which the file was no longer than this. */
    private final TreeMap<Long, Long> sizes = new TreeMap<>();

    Written(Path file, Timeline timeline) {
        this.file = file;
        this.timeline = timeline;
        looking = clock.scheduleWithFixedDelay(this::look, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            // The time first: what is not there yet was written later.
            long now = timeline.now();
            long size = Files.size(file);
            synchronized (sizes) {
                sizes.put(size, now);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the earliest time at which what lies before this offset can have been complete, in microseconds. */
    long notBefore(long offset) {
        synchronized (sizes) {
            Map.Entry<Long, Long> smaller = sizes.lowerEntry(offset);
            return smaller == null ? 0 : smaller.getValue();
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        clock.shutdownNow();
    }
}
