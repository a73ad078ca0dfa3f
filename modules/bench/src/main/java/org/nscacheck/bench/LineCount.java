/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Counts the lines that a daemon appends to a file, reading each byte once. */
final class LineCount {

    private final FileChannel channel;
    private final String marker;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final StringBuilder begun = new StringBuilder();
    private int found;

    private LineCount(FileChannel channel, String marker) {
        this.channel = channel;
        this.marker = marker;
    }

    /**
     * Returns the number of lines as soon as it is reached, or what there is when nothing comes any more.
     *
     * @param begin where to begin, in bytes
     * @param marker what a line must contain to count, or nothing
     */
    static int await(Path file, long begin, String marker, int lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(begin);
            return new LineCount(channel, marker).await(lines);
        }
    }

    private int await(int lines) throws IOException {
        long last = System.nanoTime();
        while (found < lines && System.nanoTime() - last < Written.PATIENCE_NANOS) {
            int before = found;
            while (channel.read(buffer.clear()) > 0) {
                count(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            }
            if (found > before) {
                last = System.nanoTime();
            } else {
                LockSupport.parkNanos(200_000);
            }
        }
        return found;
    }

    private void count(CharSequence text) {
        begun.append(text);
        int start = 0;
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", start)) {
            int at = begun.indexOf(marker, start);
            found += at >= 0 && at < end ? 1 : 0;
            start = end + 1;
        }
        begun.delete(0, start);
    }
}
