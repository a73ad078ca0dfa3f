/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
import org.nscacheck.server.Target;

/** Notifications, and how they are sent. */
public final class Told {

    public static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private Told() {}

    public static Notification of(Notification.Kind kind, Severity severity, String metric, String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("server", "main");
        facts.put("queued", 7L);
        facts.put("value", 7.5);
        facts.put("confirmed", true);
        return new Notification(kind, severity, AT, new Identity("shop", "orders", "", "metric", metric), text, facts);
    }

    public static Notification problem(String metric, String text) {
        return of(Notification.Kind.PROBLEM, Severity.FAILURE, metric, text);
    }

    public static Notification recovery(String metric, String text) {
        return of(Notification.Kind.RECOVERY, Severity.OKAY, metric, text);
    }

    public static List<SendOutcome> send(Sender sender, Notification... told) throws InterruptedException {
        return send(sender, Duration.ofSeconds(20), told);
    }

    public static List<SendOutcome> send(Sender sender, Duration time, Notification... told)
            throws InterruptedException {
        return sender.send(
                List.of(told).stream()
                        .map(each -> new Report(
                                Target.host("shop"),
                                CheckResult.of(each.severity().status(), "told"),
                                each.at(),
                                null,
                                each))
                        .toList(),
                Deadline.in(time));
    }
}
