/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Counts the lines that a daemon appends to a file, reading each byte once. */
final class LineCount {

    /** What has not come this long after the last line does not come any more. */
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    private LineCount() {}

    /** Returns the number of lines as soon as it is reached, or what there is when nothing comes any more. */
    static int await(Path file, int lines) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        int found = 0;
        long last = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (found < lines && System.nanoTime() - last < PATIENCE_NANOS) {
                int before = found;
                while (channel.read(buffer.clear()) > 0) {
                    found += newlines(buffer.flip());
                }
                if (found > before) {
                    last = System.nanoTime();
                } else {
                    LockSupport.parkNanos(200_000);
                }
            }
        }
        return found;
    }

    private static int newlines(ByteBuffer bytes) {
        int found = 0;
        while (bytes.hasRemaining()) {
            if (bytes.get() == '\n') {
                found++;
            }
        }
        return found;
    }
}
