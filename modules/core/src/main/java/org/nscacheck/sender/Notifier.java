/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.List;
import org.nscacheck.notification.Notification;

/**
 * Tells people something in one way: by mail, to a program, to a service. Used by one thread at a time; may keep a connection
 * between calls until {@link #close()}.
 */
public interface Notifier extends AutoCloseable {

    /**
     * Sends notifications in the given order; several of them may become one message where that suits people better.
     *
     * <p>Expected failures are outcomes, not exceptions. An implementation neither waits past the deadline nor starts another one
     * after it; what was not sent by then is {@link SendOutcome.Retry}.
     *
     * @return one outcome per notification, in the same order
     * @throws InterruptedException if the thread was interrupted; then what was under way counts as unknown
     */
    List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException;

    @Override
    default void close() {}
}
