/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Servers and notifications of these tests. */
final class MailServers {

    private MailServers() {}

    static Server at(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("security", "none", "from", "nscacheck@example.net", "recipients", "ops@example.net"));
        settings.putAll(more);
        return Server.builder("mail", "mail")
                .address("localhost")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .build();
    }

    static Notification problem(String metric, String text) {
        return told(Notification.Kind.PROBLEM, Severity.FAILURE, metric, text);
    }

    static Notification told(Notification.Kind kind, Severity severity, String metric, String text) {
        return new Notification(
                kind,
                severity,
                Instant.parse("2026-03-01T10:00:00Z"),
                new Identity("shop", "orders", "", "metric", metric),
                text,
                Map.of("limit", 5L));
    }

    static List<SendOutcome> send(SenderFactory factory, Server server, List<Notification> told) throws Exception {
        try (Sender sender = factory.open(server)) {
            return send(sender, told);
        }
    }

    static List<SendOutcome> send(Sender sender, List<Notification> told) throws Exception {
        return sender.send(
                told.stream()
                        .map(each -> new Report(
                                Target.host("shop"),
                                CheckResult.of(each.severity().status(), "told"),
                                each.at(),
                                null,
                                each))
                        .toList(),
                Deadline.in(Duration.ofSeconds(20)));
    }
}
