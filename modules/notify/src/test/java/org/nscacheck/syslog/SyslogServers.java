/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

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
final class SyslogServers {

    private SyslogServers() {}

    static Server at(int port, String transport, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("transport", transport));
        settings.putAll(more);
        return Server.builder("log", "syslog")
                .address("localhost")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .build();
    }

    static Notification told(Notification.Kind kind, Severity severity, String text, Map<String, Object> facts) {
        return new Notification(
                kind,
                severity,
                Instant.parse("2026-03-01T10:00:00.515Z"),
                new Identity("shop", "orders", "", "metric", "queued"),
                text,
                facts);
    }

    static List<SendOutcome> send(SenderFactory factory, Server server, Notification... told) throws Exception {
        try (Sender sender = factory.open(server)) {
            return sender.send(
                    List.of(told).stream()
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
}
