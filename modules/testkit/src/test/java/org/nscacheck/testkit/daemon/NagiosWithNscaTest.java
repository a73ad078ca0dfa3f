/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NagiosWithNscaTest {

    @Test
    void takesResultsFromSendNscaToTheCore() {
        Nagios4.Builder nagios = Nagios4.builder()
                .service("web1", "disk /")
                .service("web1", "load")
                .host("web2");
        NscaDaemon.Builder nsca = NscaDaemon.builder().method(14).password("p#s =ö");
        try (NagiosWithNsca site = NagiosWithNsca.start(nagios, nsca)) {
            SendNsca run = SendNsca.send(
                    site.port(),
                    "p#s =ö",
                    14,
                    "web1\tdisk /\t1\tfull ü|a=1;2;3\nmore\nlines|b=2",
                    "web2\t1\tdown",
                    "web1\tunknown\t0\tOK");
            assertThat(run.exitCode()).as(run.said()).isZero();
            CoreStatus disk = site.nagios().awaitResult("web1", "disk /");
            assertThat(disk.state()).isEqualTo(1);
            assertThat(disk.output()).isEqualTo("full ü");
            assertThat(disk.longOutput()).isEqualTo("more\nlines");
            assertThat(disk.performanceData()).isEqualTo("a=1;2;3 b=2");
            assertThat(site.nagios().awaitResult("web2", null).state()).isEqualTo(1);
            assertThat(site.nagios().status("web1", "load"))
                    .hasValueSatisfying(load -> assertThat(load.hasResult()).isFalse());
            assertThat(site.nagios().log()).anyMatch(line -> line.contains("unknown") && line.contains("Warning"));
        }
    }

    @Test
    void turnsASilentServiceCritical() {
        try (Nagios4 nagios = Nagios4.builder()
                .service("web1", "disk")
                .freshness(Duration.ofSeconds(2))
                .start()) {
            nagios.submit("PROCESS_SERVICE_CHECK_RESULT;web1;disk;0;fine");
            assertThat(nagios.await("web1", "disk", status -> status.output().equals("fine"))
                            .state())
                    .isZero();
            assertThat(nagios.await("web1", "disk", status -> status.state() == 2)
                            .output())
                    .isEqualTo("no result for too long");
        }
    }
}
