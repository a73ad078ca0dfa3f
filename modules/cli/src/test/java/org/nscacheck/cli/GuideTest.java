/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.overc.FakeOverCServer;

/** Does what docs/cli.md tells to do, in folders of its own. */
class GuideTest {

    private static final Path GUIDE = Path.of("../../docs/cli.md");
    private static final Path EXAMPLES = Path.of("../../src/assembly/cli/examples");
    private static final Pattern BLOCK = Pattern.compile("(?m)^ *```sh\n(.*?)^ *```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    private Path etc;
    private Path sbin;

    @BeforeEach
    void install() throws IOException {
        Installation.in(directory.resolve("opt"));
        etc = Files.createDirectories(directory.resolve("etc"));
        sbin = Files.createDirectories(directory.resolve("sbin"));
    }

    /** The commands of a section, with what is there in place of what it names. */
    private List<String> blocks(String section, Map<String, String> here) throws IOException {
        String text = Files.readString(GUIDE);
        String begin = text.substring(text.indexOf("\n## " + section + "\n") + 1);
        int end = begin.indexOf("\n## ", 1);
        Matcher block = BLOCK.matcher(end < 0 ? begin : begin.substring(0, end));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            String commands = block.group(1)
                    .replace("/opt/nscacheck", directory.resolve("opt").toString())
                    .replace("/etc/nscacheck", etc.toString())
                    .replace("/usr/local/sbin", sbin.toString());
            for (Map.Entry<String, String> each : here.entrySet()) {
                commands = commands.replace(each.getKey(), each.getValue());
            }
            blocks.add(commands);
        }
        assertThat(blocks).as(section).isNotEmpty();
        return blocks;
    }

    private String run(String commands) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NSCACHECK_CACHE", "off");
        builder.environment().put("PATH", sbin + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(commands + said).isZero();
        return said;
    }

    @Test
    void leadsFromCronWithSendNsca() throws Exception {
        Programs.require("send_nsca");
        try (NscaDaemon daemon = NscaDaemon.builder().method(14).start()) {
            Map<String, String> here = Map.of(
                    "nagios.example.net -p 5667",
                    "127.0.0.1 -p " + daemon.port(),
                    "/etc/send_nsca.cfg",
                    daemon.clientConfiguration().toString());
            List<String> said = new ArrayList<>();
            for (String block : blocks("From cron with send_nsca", here)) {
                said.add(run(block));
            }

            assertThat(said.get(0)).isEqualTo("1 data packet(s) sent to host successfully.\n");
            assertThat(said.get(1)).contains("shop/Backup: sent, and read by the daemon");
            assertThat(said.get(3)).isEqualTo("3 data packet(s) sent to host successfully.\n");
            assertThat(said.get(4)).isEmpty();
            assertThat(daemon.awaitResults(6))
                    .extracting(PassiveResult::service)
                    .containsExactly("Backup", "Backup", "Backup", "Mirror", null, "Backup");
            assertThat(Files.isSymbolicLink(sbin.resolve("send_nsca"))).isTrue();
        }
    }

    @Test
    void leadsFromOverC() throws Exception {
        Files.copy(EXAMPLES.resolve("monitor.ini"), etc.resolve("monitor.ini"));
        try (FakeOverCServer overc = FakeOverCServer.start()) {
            for (String block : blocks("From OverC", Map.of("http://localhost:5000", overc.url()))) {
                assertThat(run(block)).isEmpty();
            }

            assertThat(overc.posts())
                    .extracting(FakeOverCServer.Post::path)
                    .containsExactly("/api/ping", "/api/set/service/status", "/api/set/alerts");
            assertThat(etc.resolve("overc.key")).hasContent("1234");
            assertThat(etc.resolve("monitor.ini")).content().doesNotContain("1234");
        }
    }

    @Test
    void leadsFromOdoo() throws Exception {
        Files.writeString(directory.resolve("nsca.server.csv"), """
                Hostname,Port,Encryption method,Hostname of this node
                nagios.example.net,5667,1 - Simple XOR,MY-SERVER
                """);
        Files.writeString(directory.resolve("nsca.check.csv"), """
                Server,Service,Model,Method,Arguments,Allow void result,Interval Number,Interval Unit,Active
                nagios.example.net,Odoo Mail Queue,mail.mail,nsca_check_mails,,False,10,Minutes,True
                """);
        for (String block : blocks("From Odoo", Map.of())) {
            run(block);
        }

        assertThat(directory.resolve("application.yml"))
                .content()
                .contains("node-host-name: MY-SERVER", "\"[mail.mail.nsca_check_mails]\":", "every: 10m");
        assertThat(directory.resolve("to-do.txt"))
                .content()
                .contains("@NscaCheck(key = \"mail.mail.nsca_check_mails\", service = \"Odoo Mail Queue\")");
    }

    /** Each key of the example is one that is known, and its plugins run. */
    @Test
    void hasExamplesThatRun() throws Exception {
        Path ini = EXAMPLES.resolve("monitor.ini");
        assertThat(Ran.command("monitor", "--check-config", ini.toString())).isEqualTo(new Ran(0, "", ""));
        String all =
                Files.readString(ini).replaceAll("(?m)^#([a-z\\[])", "$1").replace("kind=nsca", "kind=nsca\nport=5667");
        Path whole = Files.writeString(
                directory.resolve("whole.ini"),
                all.replaceAll("key-file=.*", "").replaceAll("config-file=.*", "encryption=14"));
        assertThat(Ran.command("monitor", "--check-config", whole.toString())).isEqualTo(new Ran(0, "", ""));
        String plugins =
                EXAMPLES.resolve("plugin.d").toAbsolutePath().normalize().toString();
        assertThat(Ran.command("run-plugin", plugins + "/load.sh", "10000", "20000")
                        .exitCode())
                .isZero();
        assertThat(Ran.command("run-plugin", plugins + "/load.sh", "-1", "20000")
                        .exitCode())
                .isEqualTo(1);
        assertThat(Ran.command("run-plugin", plugins + "/process.sh", "no-such-program")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Ran.command("run-plugin", plugins + "/process.sh", "java").exitCode())
                .isZero();
    }

    @Test
    void hasUnitsThatSystemdTakes() throws Exception {
        Optional<Path> verify = Programs.find("systemd-analyze");
        assumeTrue(verify.isPresent(), "systemd-analyze is not installed; Debian has it in package systemd");
        for (String unit : List.of("nscacheck-monitor.service", "nscacheck-monitor@.service")) {
            String text = Files.readString(
                            Path.of("../../src/assembly/cli/systemd").resolve(unit))
                    .replace("/opt/nscacheck", directory.resolve("opt").toString())
                    .replace("User=nscacheck", "User=root");
            Path copy = Files.writeString(etc.resolve(unit.replace("@.", "@shop.")), text);
            assertThat(run(verify.get() + " verify --man=no " + copy)).as(unit).isEmpty();
        }
    }
}
