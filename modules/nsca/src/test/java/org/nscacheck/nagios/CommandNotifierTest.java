/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Fifo;
import org.nscacheck.testkit.daemon.Nagios4;

/** Notifications as passive results: the lines, and what real Nagios makes of them. */
class CommandNotifierTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.9Z");

    private static final CommandNotifierFactory FACTORY = new CommandNotifierFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static Notification told(Severity severity, Instant at, Identity about, String text) {
        return new Notification(Notification.Kind.PROBLEM, severity, at, about, text, Map.of());
    }

    private static List<SendOutcome> send(Path path, Notification... told) throws InterruptedException {
        Server server = Server.builder("local", "nagios-command")
                .address("localhost")
                .hostName("own-host")
                .settings(Map.of("path", path.toString()))
                .build();
        try (Sender sender = FACTORY.open(server)) {
            return sender.send(
                    List.of(told).stream()
                            .map(each -> new Report(
                                    Target.host("shop"),
                                    CheckResult.of(each.severity().status(), "told"),
                                    each.at(),
                                    null,
                                    each))
                            .toList(),
                    Deadline.in(Duration.ofSeconds(10)));
        }
    }

    @Test
    void writesOneCommandForEachWhateverItSays() throws Exception {
        Identity metric = new Identity("shop", "orders", "eu", "metric", "queued");
        try (Fifo fifo = Fifo.create().startReading()) {
            assertThat(send(
                            fifo.path(),
                            told(Severity.FAILURE, AT, metric, "a \\ b; c\n[1] SHUTDOWN_PROGRAM"),
                            told(Severity.WARNING, AT, new Identity("a;b", "p", "", "", ""), "refused"),
                            told(Severity.WARNING, AT, new Identity("", "p", "", "", ""), "no host"),
                            told(Severity.OKAY, AT, new Identity("shop", "", "", "", ""), "no service")))
                    .satisfiesExactly(
                            outcome -> assertThat(outcome).isEqualTo(new SendOutcome.Sent(false)),
                            outcome -> assertThat(outcome)
                                    .isInstanceOfSatisfying(
                                            SendOutcome.Refused.class, refused -> assertThat(refused.reason())
                                                    .contains("a;b")),
                            outcome -> assertThat(outcome).isEqualTo(new SendOutcome.Sent(false)),
                            outcome -> assertThat(outcome).isEqualTo(new SendOutcome.Sent(false)));
            fifo.awaitResults(3);
            assertThat(fifo.lines())
                    .containsExactly(
                            "[1772359200] PROCESS_SERVICE_CHECK_RESULT;shop;orders-eu/metric-queued;2;"
                                    + "a \\\\ b; c\\n[1] SHUTDOWN_PROGRAM",
                            "[1772359200] PROCESS_SERVICE_CHECK_RESULT;own-host;p;1;no host",
                            "[1772359200] PROCESS_HOST_CHECK_RESULT;shop;0;no service");
        }
    }

    @Test
    void showsInNagiosWhatWasTold() throws Exception {
        Identity metric = new Identity("shop", "orders", "", "metric", "queued");
        try (Nagios4 nagios = Nagios4.builder()
                .host("shop")
                .service("shop", "orders/metric-queued")
                .start()) {
            assertThat(send(nagios.commandFile(), told(Severity.FAILURE, Instant.now(), metric, "Größe 5\nsecond")))
                    .containsExactly(new SendOutcome.Sent(false));

            CoreStatus service = nagios.await("shop", "orders/metric-queued", CoreStatus::hasResult);
            assertThat(service.state()).isEqualTo(2);
            assertThat(service.output()).isEqualTo("Größe 5");
            assertThat(service.longOutput()).isEqualTo("second");
        }
    }

    @Test
    void writesNowhereButIntoAllowedFolders() {
        for (String path : List.of("/etc/passwd", "nagios.cmd", "/dev/null")) {
            Server server = Server.builder("local", "nagios-command")
                    .address("localhost")
                    .hostName("shop")
                    .settings(Map.of("path", path))
                    .build();
            assertThat(FACTORY.validate(server)).as(path).hasSize(1);
        }
    }
}
