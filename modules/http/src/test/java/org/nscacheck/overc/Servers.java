/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Servers of the kind overc on this machine, and reports for them. */
final class Servers {

    static final String KEY = "k3y-of-the-shop";
    static final Instant AT = Instant.parse("2026-01-15T12:00:00Z");

    private Servers() {}

    static Server at(int port) {
        return at(port, Map.of());
    }

    static Server at(int port, Map<String, String> settings) {
        return Server.builder("monitoring", "overc")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .secret(Secret.of(KEY))
                .build();
    }

    static Report report(String service, Status status) {
        return report(Target.service("shop", service), status, null);
    }

    static Report report(Target target, Status status, @Nullable Instant validUntil) {
        return new Report(
                target,
                new CheckResult(status, "message of " + target, "more", PerfData.of(Metric.of("queued", 7))),
                AT,
                validUntil);
    }

    static List<Report> reports(int count) {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(report("Service " + i, Status.ofCode(i % 4).orElseThrow()));
        }
        return reports;
    }
}
