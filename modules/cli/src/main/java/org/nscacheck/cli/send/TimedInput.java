/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.send;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Deadline;

/** Reads standard input to its end, but not for ever: a time limit holds for everything, also for what feeds us. */
public final class TimedInput {

    private TimedInput() {}

    /**
     * Returns everything, or null if the end has not come in time.
     *
     * @throws IOException if it cannot be read
     */
    public static byte @Nullable [] read(InputStream in, Deadline deadline) throws IOException, InterruptedException {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        all.complete(in.readAllBytes());
                    } catch (IOException | RuntimeException | Error e) {
                        all.completeExceptionally(e);
                    }
                },
                "nscacheck-input");
        reader.setDaemon(true);
        reader.start();
        try {
            return all.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IOException("standard input cannot be read: " + e.getCause(), e.getCause());
        }
    }
}
