/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckScope;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.nagios.CommandFileSenderFactory;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.plugin.PluginTemplate;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.CoreStatus;
import org.nscacheck.testkit.daemon.Icinga2;
import org.nscacheck.testkit.daemon.IcingaReading;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.NagiosWithNsca;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.Programs;
import org.slf4j.LoggerFactory;

/**
 * All plugins of Debian's packages as checks of an application, all the way to a real Nagios by a real nsca and to a real Icinga 2
 * by its command file: both hold the text and each metric that the plugin printed.
 */
class PluginsEndToEndTest {

    private static final String HOST = "shop";

    private static final String OURS =
            "NSCACHECK_PLUGIN_RUN=" + ProcessHandle.current().pid() + "-";

    /** This one looks at a host. */
    private static final String OF_HOST = "check_host";

    /** What no form may run, since its arguments name other programs. */
    private static final Set<String> WITH_FIXED_ARGUMENTS =
            Set.of("negate", "urlize", "check_by_ssh", "check_apt", "check_flexlm", "check_mailq", "check_oracle");

    @TempDir
    private Path directory;

    private final Path plugins = Programs.require("check_snmp").getParent();
    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PluginRunner.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private LoopbackServices services;
    private List<PluginTable.Row> rows;
    private NagiosWithNsca nagios;
    private Icinga2 icinga;
    private NscaDatabase store;
    private Engine engine;

    /** What a plugin printed, as it was read. */
    private record Ended(String ending, String output, String errors) {

        private static Ended of(ILoggingEvent event) {
            Object[] arguments = event.getArgumentArray();
            return new Ended((String) arguments[1], (String) arguments[3], (String) arguments[4]);
        }
    }

    @BeforeEach
    void start() throws Exception {
        log.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
        services = new LoopbackServices();
        rows = PluginTable.of(plugins, services, database, directory);
        Nagios4.Builder core = Nagios4.builder();
        Icinga2.Builder other = Icinga2.builder();
        rows.forEach(row -> {
            core.service(HOST, row.plugin());
            other.service(HOST, row.plugin());
        });
        nagios = NagiosWithNsca.start(
                core, NscaDaemon.builder().password("s3cret").method(14));
        icinga = other.start();
        store = NscaDatabase.open(
                database.dataSource(),
                new NscaDatabase.Settings(
                        "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.of("k", Map.of("k", new byte[32]))));
        engine = new Engine(
                store.stores(),
                EngineSettings.builder(HOST)
                        .spread(Duration.ZERO)
                        .groups(Map.of(PluginChecks.GROUP, PluginChecks.DEFAULT_MAX_RUNNING))
                        .servers(List.of(nagiosServer(), icingaServer()))
                        .build(),
                new QuartzClockwork(),
                List.of(
                        new NscaSenderFactory(directory.resolve("nsca")),
                        new CommandFileSenderFactory(SenderLimits.USUAL.withReceivers(
                                List.of(Path.of(System.getProperty("java.io.tmpdir")))))),
                List.of(checks()));
        engine.start();
    }

    @AfterEach
    void stop() throws Exception {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        engine.stop();
        store.close();
        icinga.close();
        nagios.close();
        services.close();
        database.close();
        assertThat(leftovers()).isEmpty();
    }

    private Server nagiosServer() {
        return Server.builder("nagios", "nsca")
                .address("127.0.0.1")
                .port(nagios.port())
                .hostName(HOST)
                .settings(Map.of("encryption", "14"))
                .secret(Secret.of("s3cret"))
                .build();
    }

    private Server icingaServer() {
        return Server.builder("icinga", "nagios-files")
                .address("localhost")
                .hostName(HOST)
                .settings(Map.of("path", icinga.commandFile().toString()))
                .build();
    }

    private PluginChecks checks() {
        List<PluginTemplate> fixed = rows.stream()
                .filter(row -> WITH_FIXED_ARGUMENTS.contains(row.plugin()))
                .map(row -> new PluginTemplate(
                        row.plugin(),
                        row.plugin(),
                        row.words(),
                        List.of(),
                        null,
                        CheckScope.CLUSTER,
                        false,
                        "",
                        once(row)))
                .toList();
        return new PluginChecks(
                new PluginFolders("nscacheck.plugins.folders", List.of(plugins)), new PluginRunner(), fixed);
    }

    private static CheckSettings once(PluginTable.Row row) {
        return CheckSettings.builder()
                .service(row.plugin())
                .schedule(ScheduleSpec.every("1d"))
                .timeout(Duration.ofSeconds(40))
                .build();
    }

    /** As an administrator makes one on the screens. */
    private void save(PluginTable.Row row) {
        CheckSettings settings = once(row).toBuilder()
                .arguments(Map.of(
                        "executable", row.plugin(),
                        "arguments", row.line(),
                        "host-result", String.valueOf(row.plugin().equals(OF_HOST))))
                .build();
        engine.administration()
                .saveCheck(
                        Actor.SYSTEM,
                        new StoredCheck(CheckId.random(), PluginChecks.ANY, row.plugin(), settings, null, 0));
    }

    private Map<String, Ended> ended() {
        Map<String, Ended> ended = new HashMap<>();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            if (event.getMessage().startsWith("plugin ended")) {
                String plugin = String.valueOf(event.getArgumentArray()[0]);
                ended.put(plugin.substring(plugin.lastIndexOf('/') + 1), Ended.of(event));
            }
        }
        return ended;
    }

    @Test
    void bringsTextAndMetricsOfEachPluginToNagiosAndIcinga() {
        rows.stream()
                .filter(row -> !WITH_FIXED_ARGUMENTS.contains(row.plugin()))
                .forEach(this::save);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ended().size() == rows.size());
        Map<String, Ended> ended = ended();

        SoftAssertions all = new SoftAssertions();
        Map<String, Integer> metrics = new LinkedHashMap<>();
        for (PluginTable.Row row : rows) {
            Ended end = ended.get(row.plugin());
            Printed printed = Printed.by(end.ending(), end.output(), end.errors());
            String service = row.plugin().equals(OF_HOST) ? null : row.plugin();
            if (row.exit() != null) {
                all.assertThat(end.ending()).as("%s: %s", row, end).isEqualTo("exit code " + row.exit());
            }
            CoreStatus inNagios = nagios.nagios().awaitResult(HOST, service);
            CoreStatus inIcinga = icinga.awaitResult(HOST, service);
            int state = state(end.ending());
            int expected = service != null ? state : state > 1 ? 1 : 0;
            // Nagios shows a semicolon of the first line as a colon.
            all.assertThat(inNagios.output())
                    .as("%s", row.plugin())
                    .isEqualTo(printed.text().replace(';', ':'));
            all.assertThat(inIcinga.output()).as("%s", row.plugin()).isEqualTo(printed.text());
            for (CoreStatus held : List.of(inNagios, inIcinga)) {
                all.assertThat(held.state()).as("%s: %s", row, end).isEqualTo(expected);
                all.assertThat(held.longOutput()).as("%s", row.plugin()).isEqualTo(printed.longText());
                all.assertThat(Printed.metrics(held.performanceData()))
                        .as("%s", row.plugin())
                        .isEqualTo(printed.metrics());
            }
            if (service != null) {
                assertUnderstood(all, row, printed);
            }
            metrics.put(row.plugin(), printed.metrics().size());
        }
        all.assertAll();
        assertThat(metrics.values().stream().filter(count -> count > 0))
                .as("plugins with metrics: %s", metrics)
                .hasSizeGreaterThanOrEqualTo(20);
    }

    private static int state(String ending) {
        return ending.matches("exit code [0-3]") ? ending.charAt(ending.length() - 1) - '0' : 3;
    }

    /** Icinga reads the metrics as numbers in base units; of limits it takes plain numbers only. */
    private void assertUnderstood(SoftAssertions all, PluginTable.Row row, Printed printed) {
        IcingaReading reading = icinga.understood(HOST, row.plugin());
        all.assertThat(reading.rejected()).as("%s", row.plugin()).isEmpty();
        Map<String, Map<String, Double>> understood = new HashMap<>();
        reading.metrics().forEach((label, metric) -> understood.put(label, metric.fields()));
        Map<String, Map<String, Double>> expected = new HashMap<>();
        printed.metrics().forEach((label, metric) -> {
            Map<String, Double> fields = new HashMap<>();
            metric.fields().forEach((name, value) -> {
                if (Printed.Metric.isNumber(value)) {
                    fields.put(name, base(value, metric.unit()));
                }
            });
            expected.put(label.replaceAll("[ ./\\\\]", "_"), fields);
        });
        all.assertThat(understood.keySet()).as("%s", row.plugin()).isEqualTo(expected.keySet());
        expected.forEach((label, fields) -> fields.forEach((name, value) -> all.assertThat(
                        understood.getOrDefault(label, Map.of()).get(name))
                .as("%s: %s of %s", row.plugin(), name, label)
                .satisfies(
                        number -> assertThat(number).isNotNull().isCloseTo(value, Percentage.withPercentage(0.001)))));
    }

    private static double base(String value, String unit) {
        return Double.parseDouble(value) * (unit.equals("ms") ? 1e-3 : unit.equals("us") ? 1e-6 : 1);
    }

    /** Returns the words of each process that is left of any plugin of this process. */
    private static List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                if (read(process.resolve("environ")).contains(OURS)) {
                    left.add(read(process.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return left;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
