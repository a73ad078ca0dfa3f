/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the fake daemon took and what it rejected, in its order; those who wait are woken. */
final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final List<Received> received = new ArrayList<>();
    private final List<String> rejections = new ArrayList<>();
    private final List<Consumer<Received>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<Received> listener) {
        listeners.add(listener);
    }

    void accept(Received result) {
        synchronized (this) {
            received.add(result);
            notifyAll();
        }
        for (Consumer<Received> listener : listeners) {
            try {
                listener.accept(result);
            } catch (RuntimeException e) {
                log.warn("A listener of the fake NSCA daemon failed", e);
            }
        }
    }

    synchronized void reject(int connection, String reason) {
        rejections.add("connection " + connection + ": " + reason);
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    synchronized List<String> rejections() {
        return List.copyOf(rejections);
    }

    synchronized void clear() {
        received.clear();
        rejections.clear();
    }

    synchronized List<Received> await(int count, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); received.size() < count; left = deadline - System.nanoTime()) {
                if (left <= 0) {
                    throw new AssertionError("received " + received.size() + " results within " + patience
                            + ", expected " + count + "; rejected: " + rejections + "; received: " + received);
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for results", e);
        }
        return received();
    }
}
