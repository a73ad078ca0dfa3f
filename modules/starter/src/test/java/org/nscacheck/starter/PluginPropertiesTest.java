/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckScope;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.Parameter;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Plugins in the properties of an application. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PluginPropertiesTest {

    private static final String COMMAND = "nscacheck.plugins.commands.words.";

    @TempDir
    private Path temporary;

    private Path plugins;
    private String folders;

    @BeforeEach
    void prepare() throws Exception {
        plugins = temporary.toRealPath();
        folders = "nscacheck.plugins.folders=" + plugins;
        Path plugin = Files.writeString(
                plugins.resolve("words"), "#!/bin/sh\necho \"$# words: $*|n=$#;1\"\necho $OWN\nexit 1\n");
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static ApplicationContextRunner settings(String... properties) {
        return Host.settingsOnly().withPropertyValues(properties);
    }

    private static void failsWith(ApplicationContextRunner application, String... words) {
        application.run(context ->
                assertThat(context).getFailure().rootCause().message().contains(words));
    }

    @Test
    void offersNothingUnlessAFolderIsAllowed() {
        Host.settingsOnly().run(context -> {
            assertThat(context.getBean(PluginChecks.class).definitions()).isEmpty();
            assertThat(context.getBean(EngineSettings.class).capacity().groups())
                    .isEmpty();
        });
    }

    @Test
    void limitsHowManyPluginsRunAtOnce() {
        settings(folders).run(context -> assertThat(
                        context.getBean(EngineSettings.class).capacity().groups())
                .isEqualTo(Map.of("nscacheck-plugins", 4)));
        settings(folders, "nscacheck.plugins.max-running=7", "nscacheck.executor.groups.db=2")
                .run(context -> assertThat(
                                context.getBean(EngineSettings.class).capacity().groups())
                        .isEqualTo(Map.of("nscacheck-plugins", 7, "db", 2)));
        settings(folders, "nscacheck.plugins.max-running=7", "nscacheck.executor.groups.nscacheck-plugins=1")
                .run(context -> assertThat(
                                context.getBean(EngineSettings.class).capacity().groups())
                        .isEqualTo(Map.of("nscacheck-plugins", 1)));
    }

    @Test
    void makesACheckOfACommand() {
        settings(
                        folders,
                        COMMAND + "executable=words",
                        COMMAND + "arguments[0]=-p",
                        COMMAND + "arguments[1]=$port$",
                        COMMAND + "arguments[2]=$ratio$,$limit$",
                        COMMAND + "parameters.port.type=integer",
                        COMMAND + "parameters.port.min=1",
                        COMMAND + "parameters.port.max=65535",
                        COMMAND + "parameters.port.description=TCP port",
                        COMMAND + "parameters.ratio.type=number",
                        COMMAND + "parameters.ratio.default-value=0.5",
                        COMMAND + "parameters.limit.type=duration",
                        COMMAND + "parameters.limit.default-value=5s",
                        COMMAND + "parameters.limit.options=5s,10s",
                        COMMAND + "service=Words",
                        COMMAND + "every=1h",
                        COMMAND + "timeout=20s",
                        COMMAND + "scope=node",
                        COMMAND + "host-result=true",
                        COMMAND + "description=Counts words")
                .run(context -> {
                    CheckDefinition definition = context.getBean(PluginChecks.class).definitions().stream()
                            .filter(each -> each.key().value().equals("plugin.words"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(definition.origin()).isEqualTo("nscacheck.plugins.commands.words");
                    assertThat(definition.service()).isEqualTo("Words");
                    assertThat(definition.schedule()).isEqualTo(ScheduleSpec.every("1h"));
                    assertThat(definition.defaults().timeout()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(definition.scope()).isEqualTo(CheckScope.NODE);
                    assertThat(definition.description()).isEqualTo("Counts words");
                    assertThat(definition.template())
                            .as("no value for the port")
                            .isTrue();
                    assertThat(definition.parameters())
                            .extracting(Parameter::name)
                            .containsExactlyInAnyOrder("port", "ratio", "limit", "host-result");
                    Parameter port = definition.parameters().stream()
                            .filter(each -> each.name().equals("port"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(port.type()).isEqualTo(long.class);
                    assertThat(port.max()).isEqualTo("65535");
                    assertThat(definition.parameters())
                            .extracting(Parameter::type)
                            .contains(BigDecimal.class, Duration.class, boolean.class);
                });
    }

    @Test
    void tellsAllFaultsOfCommandsAtOnce() {
        ApplicationContextRunner application = settings(
                "nscacheck.plugins.commands.one.executable=words",
                "nscacheck.plugins.commands.one.arguments=$port$",
                "nscacheck.plugins.commands.two.arguments=x",
                "nscacheck.plugins.commands.three.executable=words",
                "nscacheck.plugins.commands.three.charset=KOI",
                "nscacheck.plugins.commands.four.executable=words",
                "nscacheck.plugins.commands.four.parameters.n.type=integer",
                "nscacheck.plugins.commands.four.parameters.n.default-value=many",
                "nscacheck.plugins.commands[fi ve].executable=words",
                "nscacheck.plugins.commands.six.executable=words",
                "nscacheck.plugins.commands.six.zone=UTC");
        application.run(context ->
                assertThat(context).getFailure().rootCause().isInstanceOf(FaultyConfigurationException.class));
        failsWith(
                application,
                "commands.one: there is no parameter 'port' for the placeholder $port$",
                "commands.two: no executable is set",
                "commands.three: 'KOI' is not a character set",
                "commands.four: parameter 'n': 'many' is not a value of long",
                "commands.fi ve: check key 'plugin.fi ve' is not allowed",
                "commands.six: a zone requires an interval",
                "nscacheck.plugins.folders allows no folder");
    }

    @Test
    void refusesLimitsThatCannotBe() {
        failsWith(settings("nscacheck.plugins.max-running=0"), "at least 1 plugin must be able to run");
        failsWith(settings("nscacheck.plugins.max-output=10B"), "must be 1KB to 16MB");
        failsWith(settings("nscacheck.plugins.max-output=1GB"), "must be 1KB to 16MB");
        failsWith(
                settings("nscacheck.plugins.folders=plugins"), "nscacheck.plugins.folders: 'plugins' is not absolute");
        failsWith(settings("nscacheck.plugins.folder=/usr/lib"), "nscacheck.plugins.folder");
    }

    @Test
    void takesCommandsFromEnvironmentVariablesForKnown() {
        for (String name : new String[] {
            "FOLDERS",
            "FOLDERS_0",
            "MAX_RUNNING",
            "COMMANDS_TCP_EXECUTABLE",
            "COMMANDS_TCP_PARAMETERS_PORT_TYPE",
            "ENVIRONMENT_LANG"
        }) {
            assertThat(EnvironmentVariablesTest.variables("NSCACHECK_PLUGINS_" + name, "x")
                            .unread())
                    .as(name)
                    .isEmpty();
        }
        assertThat(EnvironmentVariablesTest.variables("NSCACHECK_PLUGINS_FOLDRES", "x")
                        .unread())
                .singleElement()
                .asString()
                .contains("did you mean NSCACHECK_PLUGINS_");
    }

    @Test
    void reportsWhatTheCommandFinds() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            Host.withDatabase()
                    .withPropertyValues(
                            "nscacheck.secrets.key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                            "nscacheck.servers.nagios.host=127.0.0.1",
                            "nscacheck.servers.nagios.port=" + daemon.port(),
                            "nscacheck.servers.nagios.secret=" + daemon.password(),
                            "nscacheck.servers.nagios.settings.encryption=" + daemon.method(),
                            folders,
                            "nscacheck.plugins.environment[OWN]=own value",
                            COMMAND + "executable=words",
                            COMMAND + "arguments=$text$,$HOSTNAME$,$SERVICEDESC$",
                            COMMAND + "parameters.text.default-value=a b",
                            COMMAND + "service=All words")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Received result = daemon.awaitReceived(1).get(0);
                        assertThat(result.host()).isEqualTo("shop-1");
                        assertThat(result.service()).isEqualTo("All words");
                        assertThat(result.returnCode()).isEqualTo(1);
                        assertThat(result.output()).isEqualTo("3 words: a b shop-1 All words|n=3;1\nown value");
                    });
        }
    }

    private static long running(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(marker))
                .count();
    }

    /** An endless one is killed at the end of its time; one whose time is not over, when the application stops. */
    @Test
    void leavesNoPluginBehindThatHangs() throws Exception {
        String seconds = "7" + System.nanoTime();
        Path plugin = Files.writeString(
                plugins.resolve("hang"),
                "#!/bin/sh\ntouch " + plugins + "/$1\nsetsid sleep " + seconds + " & sleep " + seconds + "\n");
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            Host.withDatabase()
                    .withPropertyValues(
                            "nscacheck.secrets.key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                            "nscacheck.servers.nagios.host=127.0.0.1",
                            "nscacheck.servers.nagios.port=" + daemon.port(),
                            "nscacheck.servers.nagios.secret=" + daemon.password(),
                            "nscacheck.servers.nagios.settings.encryption=" + daemon.method(),
                            "nscacheck.executor.shutdown=100ms",
                            folders,
                            "nscacheck.plugins.commands.brief.executable=hang",
                            "nscacheck.plugins.commands.brief.arguments=brief",
                            "nscacheck.plugins.commands.brief.timeout=1s",
                            "nscacheck.plugins.commands.brief.every=1d",
                            "nscacheck.plugins.commands.endless.executable=hang",
                            "nscacheck.plugins.commands.endless.arguments=endless",
                            "nscacheck.plugins.commands.endless.timeout=1h",
                            "nscacheck.plugins.commands.endless.every=1d")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Received result = daemon.awaitReceived(1).get(0);
                        assertThat(result.service()).isEqualTo("brief");
                        assertThat(result.returnCode()).isEqualTo(2);
                        assertThat(result.output()).isEqualTo("timed out after 1s");
                        await().until(() -> Files.exists(plugins.resolve("endless")) && running(seconds) == 2);
                    });
        }
        assertThat(running(seconds)).isZero();
    }
}
