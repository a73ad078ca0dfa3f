/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Icinga2;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.NagiosWithNsca;
import org.nscacheck.testkit.daemon.NscaDaemon;

/** A host is up or down for the real cores, whatever state its check found. */
class HostStatesTest {

    private static final CommandFileSenderFactory FILES = new CommandFileSenderFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static String host(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Report report(Status status) {
        return new Report(Target.host(host(status)), CheckResult.of(status, "found " + status), Instant.now(), null);
    }

    private static void sendAll(SenderFactory factory, Server server) throws InterruptedException {
        List<Report> reports =
                Arrays.stream(Status.values()).map(HostStatesTest::report).toList();
        try (Sender sender = factory.open(server)) {
            assertThat(sender.send(reports, Deadline.in(Duration.ofSeconds(10))))
                    .hasSize(4)
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SendOutcome.Sent.class));
        }
    }

    private static Server files(String way, Path path) {
        return Server.builder("local", "nagios-files")
                .address("localhost")
                .hostName("shop")
                .settings(Map.of("way", way, "path", path.toString()))
                .build();
    }

    private static void assertUpOrDown(Status status, CoreStatus held) {
        boolean up = status == Status.OK || status == Status.WARNING;
        assertThat(held.output()).isEqualTo("found " + status);
        assertThat(held.state()).as("%s", status).isEqualTo(up ? 0 : 1);
    }

    private static Nagios4.Builder nagios() {
        Nagios4.Builder nagios = Nagios4.builder().service("ok", "it starts with no fewer");
        for (Status status : Status.values()) {
            nagios.host(host(status));
        }
        return nagios;
    }

    @Test
    void areUpOrDownForNagiosByNsca() throws InterruptedException {
        try (NagiosWithNsca peers = NagiosWithNsca.start(
                nagios(), NscaDaemon.builder().password("s3cret").method(14))) {
            sendAll(
                    new NscaSenderFactory(Path.of("target", "host-states")),
                    Server.builder("nagios", "nsca")
                            .address("127.0.0.1")
                            .port(peers.port())
                            .hostName("shop")
                            .settings(Map.of("encryption", "14"))
                            .secret(Secret.of("s3cret"))
                            .build());

            for (Status status : Status.values()) {
                assertUpOrDown(status, peers.nagios().awaitResult(host(status), null));
            }
        }
    }

    @Test
    void areUpOrDownForNagiosByCommandFileAndSpool() throws InterruptedException {
        for (String way : List.of("command_file", "spool")) {
            try (Nagios4 nagios = nagios().start()) {
                sendAll(FILES, files(way, way.equals("spool") ? nagios.checkResults() : nagios.commandFile()));

                for (Status status : Status.values()) {
                    assertUpOrDown(status, nagios.awaitResult(host(status), null));
                }
            }
        }
    }

    @Test
    void areUpOrDownForIcinga() throws InterruptedException {
        Icinga2.Builder builder = Icinga2.builder();
        for (Status status : Status.values()) {
            builder.host(host(status));
        }
        try (Icinga2 icinga = builder.start()) {
            sendAll(FILES, files("command_file", icinga.commandFile()));

            for (Status status : Status.values()) {
                assertUpOrDown(status, icinga.awaitResult(host(status), null));
            }
        }
    }

    /** Why the codes of services are not sent for hosts. */
    @Test
    void wouldBeUnreachableForNagiosAndLostForIcingaByTheCodesOfServices() {
        try (Nagios4 nagios = nagios().start()) {
            nagios.submit("PROCESS_HOST_CHECK_RESULT;critical;2;code 2");
            nagios.submit("PROCESS_HOST_CHECK_RESULT;unknown;3;code 3");
            nagios.submit("PROCESS_HOST_CHECK_RESULT;ok;0;code 0");

            assertThat(nagios.awaitResult("ok", null).state()).isZero();
            assertThat(nagios.status("critical", null).orElseThrow().state()).isEqualTo(2);
            assertThat(nagios.status("unknown", null).orElseThrow().hasResult()).isFalse();
        }
        try (Icinga2 icinga = Icinga2.builder().host("critical").host("ok").start()) {
            icinga.submit("PROCESS_HOST_CHECK_RESULT;critical;2;code 2");
            icinga.submit("PROCESS_HOST_CHECK_RESULT;ok;0;code 0");

            icinga.awaitResult("ok", null);
            assertThat(icinga.log()).anyMatch(line -> line.contains("Invalid status code: 2"));
        }
    }
}
