/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Servers and reports of tests. */
final class Servers {

    static final Path CONFIG_DIRECTORY = Path.of(
            System.getProperty("java.io.tmpdir"),
            "nscacheck-nsca-test-" + ProcessHandle.current().pid());

    private Servers() {}

    static Server at(int port, String password, Map<String, String> settings) {
        return Server.builder("nagios", "nsca")
                .address("127.0.0.1")
                .port(port)
                .hostName("shop")
                .settings(settings)
                .secret(password.isEmpty() ? null : Secret.of(password))
                .build();
    }

    static NscaSenderFactory factory() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new NscaSenderFactory(
                CONFIG_DIRECTORY,
                SenderLimits.USUAL
                        .withConfigurations(List.of(temporary))
                        .withPrograms(List.of(temporary, Path.of("/usr/sbin"), Path.of("/usr/bin"))));
    }

    static List<SendOutcome> send(Server server, List<Report> reports) throws InterruptedException {
        return send(server, reports, Duration.ofSeconds(20));
    }

    static List<SendOutcome> send(Server server, List<Report> reports, Duration time) throws InterruptedException {
        try (Sender sender = factory().open(server)) {
            return sender.send(reports, Deadline.in(time));
        }
    }

    static Report report(Target target, Status status, String message, String longOutput, PerfData perfData) {
        return new Report(
                target,
                new CheckResult(status, message, longOutput, perfData),
                Instant.parse("2026-03-01T10:00:00Z"),
                null);
    }

    static List<Report> reports(int count) {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(report(
                    Target.service("shop", "Service " + i), Status.WARNING, "message " + i, "", PerfData.none()));
        }
        return reports;
    }
}
