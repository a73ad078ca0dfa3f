/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.Icinga2;
import org.nscacheck.testkit.daemon.IcingaReading;
import org.nscacheck.testkit.daemon.NscaNgDaemon;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** A unit goes out as the core behind each kind of server reads it, and no value is lost for it. */
class UnitsOfReceiversTest {

    private static final String PLUGIN =
            "fine|temp=21°C;30;40 used=2.9G freq=2.4GHz in=1838511.47b/s v=3.3V gas=5m3" + " left=3min archive=1EB";
    private static final String NAGIOS =
            "temp=21C;30;40 used=2.9G freq=2.4GHz in=1838511.47b/s v=3.3V gas=5m3 left=3min archive=1EB";
    private static final String ICINGA =
            "temp=21C;30;40 used=2.9 freq=2.4 in=1838511.47b v=3.3V gas=5 left=3m archive=1EB";
    private static final String SHINKEN =
            "temp=21C;30;40 used=2.9G freq=2.4GHz in=1838511.47b/s v=3.3V gas=5m3 left=3min archive=1";

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final CommandFileSenderFactory FILES =
            new CommandFileSenderFactory(SenderLimits.USUAL.withReceivers(List.of(TEMPORARY)));

    @TempDir
    private Path directory;

    private static Server.Builder server(String kind, Map<String, String> settings) {
        return Server.builder("local", kind)
                .address("127.0.0.1")
                .hostName("shop")
                .settings(settings);
    }

    private static List<SendOutcome> send(SenderFactory factory, Server server) {
        PluginOutput.Parsed parsed = PluginOutput.parse(PLUGIN);
        Report report = new Report(
                Target.service("shop", "units"),
                new CheckResult(Status.OK, parsed.message(), parsed.longOutput(), parsed.perfData()),
                Instant.now(),
                null);
        try (Sender sender = factory.open(server)) {
            return sender.send(List.of(report), Deadline.in(Duration.ofSeconds(20)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Row(value = "B11", done = "the real Icinga 2 keeps each value that comes through its command file")
    void icingaKeepsEachValueThatComesThroughItsCommandFile() {
        try (Icinga2 icinga = Icinga2.builder().service("shop", "units").start()) {
            Server server = server(
                            "nagios-files",
                            Map.of(
                                    "flavour",
                                    "icinga",
                                    "path",
                                    icinga.commandFile().toString()))
                    .build();

            IcingaReading reading = icinga.understood("shop", "units", () -> assertThat(send(FILES, server))
                    .containsExactly(new SendOutcome.Sent(false)));

            assertThat(reading.rejected()).isEmpty();
            assertThat(values(reading))
                    .isEqualTo(Map.of(
                            "temp",
                            21.0,
                            "used",
                            2.9,
                            "freq",
                            2.4,
                            "in",
                            1838511.47,
                            "v",
                            3.3,
                            "gas",
                            5.0,
                            "left",
                            180.0,
                            "archive",
                            1e18));
        }
    }

    private static Map<String, Double> values(IcingaReading reading) {
        return reading.metrics().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    @ParameterizedTest
    @CsvSource({"nagios, true", "icinga, false"})
    void nscaNgWritesWhatTheCoreBehindItReads(String flavour, boolean nagios) throws InterruptedException {
        try (NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", "password", ".*", ".*")) {
            Server server = server("nsca-ng", Map.of("identity", "shop-1", "flavour", flavour))
                    .port(daemon.port())
                    .secret(Secret.of("password"))
                    .build();

            assertThat(send(new NscaNgSenderFactory(), server)).containsExactly(new SendOutcome.Accepted());

            assertThat(daemon.commands().awaitResults(1).get(0).output())
                    .startsWith("fine|" + (nagios ? NAGIOS : ICINGA) + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"nagios", "icinga", "shinken"})
    void nscaWritesWhatTheReceiverReads(String flavour) throws InterruptedException {
        Map<String, String> expected = Map.of("nagios", NAGIOS, "icinga", ICINGA, "shinken", SHINKEN);
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            Server server = server("nsca", Map.of("encryption", "1", "flavour", flavour))
                    .port(daemon.port())
                    .secret(Secret.of("pw"))
                    .build();

            assertThat(send(new NscaSenderFactory(directory), server)).containsExactly(new SendOutcome.Sent(true));

            assertThat(daemon.awaitReceived(1).get(0).output())
                    .startsWith("fine|" + expected.get(flavour) + "\n")
                    .contains("[nscacheck] unit '°C' sent as 'C': 'temp'");
        }
    }

    @Test
    void icingaReadsNoSpool() {
        Server server = server(
                        "nagios-files",
                        Map.of("way", "spool", "flavour", "icinga", "path", "/var/lib/nagios4/spool/checkresults"))
                .build();
        assertThat(FILES.validate(server))
                .singleElement()
                .asString()
                .endsWith("way spool is not possible: Icinga reads the command file only");
    }
}
