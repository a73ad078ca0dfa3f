/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notify;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.nscacheck.sender.Deadline;

/**
 * Work that may wait for others for longer than there is time: done by a daemon thread of its own, which is ended from outside, such
 * as by closing the socket that it waits for.
 */
public final class TimedWork {

    /** How long the thread is waited for after it was told to end. */
    private static final long PATIENCE_MILLIS = 1000;

    private TimedWork() {}

    /**
     * Returns whether the work ended in time.
     *
     * @param thread name of the thread
     * @param work throws nothing
     * @param abort makes the work end soon; called once, if it has not ended by the deadline or this thread is interrupted
     * @throws InterruptedException if this thread was interrupted
     */
    public static boolean run(String thread, Runnable work, Runnable abort, Deadline deadline)
            throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread worker = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        ended.countDown();
                    }
                },
                thread);
        worker.setDaemon(true);
        // Libraries look up their parts by it.
        worker.setContextClassLoader(TimedWork.class.getClassLoader());
        worker.start();
        boolean inTime = false;
        try {
            inTime = ended.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!inTime) {
                abort.run();
            }
        }
        if (!inTime) {
            ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return inTime;
    }
}
