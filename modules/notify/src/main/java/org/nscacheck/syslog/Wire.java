/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.util.List;
import org.nscacheck.sender.SendOutcome;

/** One way to a syslog daemon, for one batch. Another thread may close it at any moment. */
interface Wire extends AutoCloseable {

    /**
     * Sends messages in the given order.
     *
     * @param tells takes what became of the first, the second, and so on; what it is not told of was not tried
     * @return why not all were tried, or an empty text if they were
     */
    String send(List<byte[]> messages, Tells tells);

    /** What became of a message. */
    @FunctionalInterface
    interface Tells {

        /** @param message its index */
        void outcome(int message, SendOutcome outcome);
    }

    @Override
    void close();
}
