/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;

/**
 * Speaks one protocol to one server. Used by one thread at a time; may keep a connection between calls until
 * {@link #close()}.
 */
public interface Sender extends AutoCloseable {

    /**
     * Sends reports in the given order.
     *
     * <p>Expected failures are outcomes, not exceptions. An implementation neither waits past the deadline nor starts
     * another report after it; what was not sent by then is {@link SendOutcome.Retry}. It asks {@link Report#expiry} right
     * before it writes a report, and leaves out what has expired.
     *
     * @return one outcome per report, in the same order
     * @throws InterruptedException if the thread was interrupted; then what was under way counts as unknown
     */
    List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException;

    @Override
    default void close() {}
}
