/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Servers on this machine, and what is sent to them. */
final class Servers {

    static final Instant AT = Instant.parse("2026-01-15T12:00:00Z");

    private Servers() {}

    static Server at(String kind, int port, Map<String, String> settings, @Nullable String password) {
        return Server.builder("monitoring", kind)
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .secret(password == null ? null : Secret.of(password))
                .build();
    }

    static Server at(String kind, int port, SecurityLevel level, String password) {
        String security = level.name().toLowerCase(java.util.Locale.ROOT);
        return at(kind, port, Map.of("security", security, "user", Golden.USER), password);
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    static Notification notification(String text) {
        return notification(Severity.FAILURE, text);
    }

    static Notification notification(Severity severity, String text) {
        return new Notification(
                Notification.Kind.PROBLEM,
                severity,
                AT,
                new Identity("shop", "mail", "Mail queue", "metric", "queued"),
                text,
                Map.of("CurrentValue", 7.5, "ok", true));
    }

    /** Returns the report that brings a notification to a notifier. */
    static Report report(Notification notification) {
        return new Report(
                Target.service("shop", "Mail queue"),
                new CheckResult(Status.CRITICAL, notification.text(), "", PerfData.none()),
                notification.at(),
                null,
                notification);
    }

    static Metric metric(String label, double value, Uom uom) {
        return new Metric(label, BigDecimal.valueOf(value), uom, null, null, null, null);
    }

    static Report report(String service, Metric... metrics) {
        return new Report(
                Target.service("shop", service),
                new CheckResult(Status.OK, "fine", "", PerfData.of(metrics)),
                AT,
                AT.plusSeconds(300));
    }
}
