/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.nscacheck.notification.Notification;
import org.nscacheck.notify.TimedWork;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.SendOutcome;

/** Sends one message for each notification, over one socket for each batch. For one thread at a time. */
final class SyslogNotifier implements Notifier {

    private final SyslogSettings settings;
    private final SyslogMessages messages;

    /** @param zone of this machine */
    SyslogNotifier(SyslogSettings settings, ZoneId zone) {
        this.settings = settings;
        this.messages = new SyslogMessages(settings.form(), zone);
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        Deadline limit = deadline.atMost(settings.timeout());
        if (limit.isOver() || notifications.isEmpty()) {
            return Collections.nCopies(
                    notifications.size(), new SendOutcome.Retry("there was no time left to send it"));
        }
        AtomicReferenceArray<SendOutcome> outcomes = new AtomicReferenceArray<>(notifications.size());
        String problem = send(texts(notifications), outcomes, limit);
        return IntStream.range(0, notifications.size())
                .mapToObj(i -> outcomes.get(i) == null ? new SendOutcome.Retry(problem) : outcomes.get(i))
                .toList();
    }

    private List<byte[]> texts(List<Notification> notifications) {
        boolean local = settings.transport() == SyslogSettings.Transport.LOCAL;
        return notifications.stream()
                .map(each -> local ? messages.local(each) : messages.structured(each))
                .toList();
    }

    /** Returns why not all were tried. */
    private String send(List<byte[]> texts, AtomicReferenceArray<SendOutcome> outcomes, Deadline limit)
            throws InterruptedException {
        AtomicReference<String> problem = new AtomicReference<>("");
        Wire wire = wire(limit);
        boolean inTime = TimedWork.run(
                "nscacheck-syslog", () -> problem.set(wire.send(texts, outcomes::set)), wire::close, limit);
        return inTime ? String.valueOf(problem.get()) : place() + ": no answer in time";
    }

    private String place() {
        return settings.transport() == SyslogSettings.Transport.LOCAL
                ? settings.socket().toString()
                : settings.endpoint().toString();
    }

    private Wire wire(Deadline limit) {
        Endpoint endpoint = settings.endpoint();
        return switch (settings.transport()) {
            case UDP -> new DatagramWire(place(), () -> udp(endpoint), limit);
            case LOCAL -> new DatagramWire(place(), () -> LocalSocket.open(settings.socket()), limit);
            case TCP -> new StreamWire(endpoint, null, limit);
            case TLS -> new StreamWire(endpoint, settings.tls(), limit);
        };
    }

    private static DatagramSocket udp(Endpoint endpoint) throws IOException {
        InetAddress address = endpoint.resolve().get(0);
        DatagramSocket socket = new DatagramSocket();
        socket.connect(address, endpoint.port());
        return socket;
    }
}
