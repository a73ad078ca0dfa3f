/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.NagiosWithNsca;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.Programs;

/** All the way: from a report to what Nagios itself shows for host and service. */
class RealNagiosTest {

    @ParameterizedTest(name = "{0}, method {1}")
    @CsvSource({"native, 1", "native, 14", "program, 14"})
    void showsInNagiosWhatWasReported(String transport, int method) throws InterruptedException {
        Map<String, String> settings = new HashMap<>();
        settings.put("transport", transport);
        settings.put("encryption", String.valueOf(method));
        if (transport.equals("program")) {
            settings.put("program", Programs.require("send_nsca").toString());
        }
        try (NagiosWithNsca peers = NagiosWithNsca.start(
                Nagios4.builder().host("shop").service("shop", "Mail queue"),
                NscaDaemon.builder().password("pässword #1").method(method))) {
            PerfData perfData = PerfData.of(
                    Metric.of("unsent", 7), Metric.read("oldest mail", Map.of("value", 3.5, "uom", "s", "warn", 10)));
            List<Report> reports = List.of(
                    Servers.report(
                            Target.service("shop", "Mail queue"),
                            Status.CRITICAL,
                            "7 mails: Größe",
                            "second\nthird",
                            perfData),
                    Servers.report(Target.host("shop"), Status.CRITICAL, "host is down", "", PerfData.none()));

            assertThat(Servers.send(Servers.at(peers.port(), "pässword #1", settings), reports))
                    .containsOnly(new SendOutcome.Sent(transport.equals("native")));

            CoreStatus service = peers.nagios().await("shop", "Mail queue", CoreStatus::hasResult);
            assertThat(service.state()).isEqualTo(2);
            assertThat(service.output()).isEqualTo("7 mails: Größe");
            assertThat(service.longOutput()).isEqualTo("second\nthird");
            assertThat(service.performanceData()).isEqualTo("unsent=7 'oldest mail'=3.5s;10");
            CoreStatus host = peers.nagios().await("shop", null, CoreStatus::hasResult);
            assertThat(host.state()).isNotZero();
            assertThat(host.output()).isEqualTo("host is down");
        }
    }
}
