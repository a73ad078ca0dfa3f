/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.notification.Notification;
import org.nscacheck.server.Server;

/**
 * Makes notifiers of one kind. A notifier is configured as a {@link Server} is, and what it is to send waits in the same outbox, with
 * the same leases, retries and promises.
 *
 * @param <S> the settings of one notifier
 */
public abstract class NotifierFactory<S> extends TypedSenderFactory<S> {

    /** Returns a notifier for settings without faults; does not connect yet. */
    protected abstract Notifier notifier(Server server, S settings);

    @Override
    public final Purpose purpose() {
        return Purpose.NOTIFICATIONS;
    }

    /** A notification says itself when it arose. */
    @Override
    public final boolean carriesResultTime() {
        return true;
    }

    @Override
    protected final Sender open(Server server, S settings) {
        return new NotifyingSender(notifier(server, settings));
    }

    /** Hands the notifications on that reports carry. */
    private record NotifyingSender(Notifier notifier) implements Sender {

        @Override
        public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
            List<Notification> notifications = reports.stream()
                    .flatMap(report -> report.notification().stream())
                    .toList();
            List<SendOutcome> sent = notifications.isEmpty() ? List.of() : notifier.send(notifications, deadline);
            List<SendOutcome> outcomes = new ArrayList<>();
            int next = 0;
            for (Report report : reports) {
                outcomes.add(
                        report.notification().isPresent()
                                ? sent.get(next++)
                                : new SendOutcome.Refused("notifiers take notifications, not results of checks"));
            }
            return outcomes;
        }

        @Override
        public void close() {
            notifier.close();
        }
    }
}
