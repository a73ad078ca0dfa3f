/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** What programs read, and what becomes of programs that hang, flood or die. */
class ExecNotifierTest {

    private static final Notification TOLD = told("queue is long;\nreally $(long)");

    @TempDir
    private Path folder;

    private Scripts scripts;

    @BeforeEach
    void make() {
        scripts = new Scripts(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(scripts.leftovers()).isEmpty();
    }

    private static Notification told(String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("CurrentValue", 7.5);
        facts.put("Severity", "none:\nForged: header");
        facts.put("a: b\nc", 3L);
        facts.put("confirmed", true);
        return new Notification(
                Notification.Kind.PROBLEM,
                Severity.FAILURE,
                Instant.parse("2026-03-01T10:00:00.515Z"),
                new Identity("shop", "mail-queue", "", "metric", "queued"),
                text,
                facts);
    }

    private SendOutcome send(Server server) throws Exception {
        return send(server, Duration.ofSeconds(20));
    }

    private SendOutcome send(Server server, Duration time) throws Exception {
        try (Sender sender = scripts.factory().open(server)) {
            Report report = new Report(
                    Target.host("shop"), CheckResult.of(TOLD.severity().status(), "told"), TOLD.at(), null, TOLD);
            return sender.send(List.of(report), Deadline.in(time)).get(0);
        }
    }

    private String read(String format) throws Exception {
        Path read = folder.resolve("read");
        assertThat(send(scripts.server("take", Map.of("format", format), "cat > " + read)))
                .isEqualTo(new SendOutcome.Accepted());
        return Files.readString(read);
    }

    @Test
    void givesHeadersAndTextAsCollectdDoes() throws Exception {
        assertThat(read("collectd")).isEqualTo("""
                        Severity: FAILURE
                        Time: 1772359200.515
                        Host: shop
                        Plugin: mail-queue
                        Type: metric
                        TypeInstance: queued
                        Kind: PROBLEM
                        CurrentValue: 7.5
                        Metadata-Severity: none: Forged: header
                        a__b_c: 3
                        confirmed: true

                        queue is long;
                        really $(long)
                        """);
    }

    @Test
    void givesTheTextThatOverCGives() throws Exception {
        assertThat(read("overc")).isEqualTo("""
                        shop mail-queue/metric-queued service:state/FAIL: queue is long;
                        FAIL: queue is long;
                        really $(long)
                        """);
    }

    @Test
    void givesEachArgumentAsItStandsAndHardlyAnyEnvironment() throws Exception {
        Path said = folder.resolve("said");
        Server server = scripts.server(
                "args",
                Map.of("arguments", "-t 'two words' $(id) \"a;b\" *"),
                "for each in \"$@\"; do echo \"[$each]\"; done > " + said,
                "env | sed 's/=.*//' | sort >> " + said,
                "echo $COLLECTD_HOSTNAME >> " + said);

        assertThat(send(server)).isEqualTo(new SendOutcome.Accepted());

        assertThat(Files.readAllLines(said))
                .startsWith("[-t]", "[two words]", "[$(id)]", "[a;b]", "[*]")
                .endsWith("shop")
                .doesNotContain("USER", "LANG", "JAVA_HOME");
    }

    @Test
    void killsAllThatAProgramHasStartedWhenItsTimeIsOver() throws Exception {
        Server server = scripts.server(
                "hang", Map.of("timeout", "1s"), "sleep FOREVER &", "(setsid sleep FOREVER &)", "sleep FOREVER");

        assertThat(send(server))
                .isInstanceOfSatisfying(SendOutcome.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("hang", "timed out after 1s"));
    }

    @Test
    void dropsAFloodAndKeepsTheExitCode() throws Exception {
        Server server = scripts.server(
                "flood", Map.of(), "head -c 50000000 /dev/zero | tr '\\0' x", "echo 'disk is full' >&2", "exit 7");

        assertThat(send(server)).isEqualTo(new SendOutcome.Retry("flood: exit code 7: disk is full"));
        Server endless = scripts.server("endless", Map.of("timeout", "1s"), "yes >&2");
        assertThat(send(endless)).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void saysThatAProgramDied() throws Exception {
        assertThat(send(scripts.server("die", Map.of(), "sleep FOREVER &", "kill -SEGV $$")))
                .isInstanceOfSatisfying(SendOutcome.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("killed by signal 11 (SIGSEGV)"));
    }

    @Test
    void doesNotMindAProgramThatReadsNothing() throws Exception {
        assertThat(send(scripts.server("deaf", Map.of(), "exit 0"))).isEqualTo(new SendOutcome.Accepted());
    }

    @Test
    void leavesNoFolderBehind() throws Exception {
        send(scripts.server("deaf", Map.of(), "touch a; mkdir b; exit 0"));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(folder.resolve("deaf"));
        }
    }

    @Test
    void runsNothingOutOfOtherFolders() throws Exception {
        Server server = scripts.server("gone", Map.of(), "exit 0");
        try (Sender sender = scripts.factory().open(server)) {
            Files.delete(folder.resolve("gone"));
            Files.createSymbolicLink(folder.resolve("gone"), Path.of("/bin/true"));
            Report report = new Report(
                    Target.host("shop"), CheckResult.of(TOLD.severity().status(), "told"), TOLD.at(), null, TOLD);
            assertThat(sender.send(List.of(report), Deadline.in(Duration.ofSeconds(5))))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nscacheck.plugins.folders"));
        }
        Server absolute =
                server.toBuilder().settings(Map.of("program", "/bin/sh")).build();
        assertThat(scripts.factory().validate(absolute))
                .singleElement()
                .asString()
                .contains("/bin/sh");
    }
}
