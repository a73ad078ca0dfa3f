/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Stores;
import org.nscacheck.testkit.daemon.Programs;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** From a real collectd, or a script beside the application, to the line that a person reads. */
class CollectdListenersTest {

    @TempDir
    private Path folder;

    private ApplicationContextRunner application() {
        return Host.withDatabase()
                .withConfiguration(AutoConfigurations.of(NscaOverCAutoConfiguration.class))
                .withPropertyValues(
                        "nscacheck.allowed-paths.receivers=" + folder,
                        "nscacheck.servers.book.kind=log-file",
                        "nscacheck.servers.book.host=localhost",
                        "nscacheck.servers.book.settings.path=" + folder.resolve("book.log"),
                        "nscacheck.policies.route.everything.notifiers=book",
                        // Otherwise a problem waits for a result of the heartbeat, a minute or so.
                        "nscacheck.notifications.heartbeat-first=false");
    }

    private List<String> book() {
        try {
            Path file = folder.resolve("book.log");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line to a socket and returns the answer's line. */
    private static String ask(Path socket, String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(1024);
            while (channel.read(answer) >= 0 && answer.get(answer.position() - 1) != '\n') {
                // The line goes on.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    private Process collectd(int port) throws IOException {
        Path program = Programs.require("collectd");
        Path file = Files.writeString(folder.resolve("collectd.conf"), """
                BaseDir "%1$s"
                PIDFile "%1$s/pid"
                TypesDB "/usr/share/collectd/types.db"
                Hostname "real"
                FQDNLookup false
                Interval 3600
                LoadPlugin unixsock
                <Plugin unixsock>
                  SocketFile "%1$s/real"
                </Plugin>
                LoadPlugin network
                <Plugin network>
                  Server "127.0.0.1" "%2$d"
                </Plugin>
                """.formatted(folder, port));
        return new ProcessBuilder(program.toString(), "-f", "-C", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("collectd.out").toFile())
                .start();
    }

    @Test
    void tellsPeopleWhatARealCollectdReports() {
        application()
                .withPropertyValues("nscacheck.collectd.port=0", "nscacheck.collectd.address=127.0.0.1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    int port = context.getBean(CollectdListeners.class).port().orElseThrow();
                    Process collectd = collectd(port);
                    try {
                        Path real = folder.resolve("real");
                        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(real));
                        String line = " time=N host=db plugin=disk type=gauge type_instance=free message=\"%s\"";
                        line = line.replace("N", String.valueOf(System.currentTimeMillis() / 1000));
                        assertThat(ask(real, "PUTNOTIF severity=failure" + line.formatted("disk full")))
                                .isEqualTo("0 Success\n");
                        await().atMost(Duration.ofSeconds(20)).until(() -> book().size() == 1);
                        assertThat(ask(real, "PUTNOTIF severity=okay" + line.formatted("room again")))
                                .isEqualTo("0 Success\n");
                        await().atMost(Duration.ofSeconds(20)).until(() -> book().size() == 2);
                    } finally {
                        collectd.destroyForcibly();
                    }
                    assertThat(book().get(0))
                            .contains("FAILURE PROBLEM db/disk/gauge-free", "disk full", "network:received=true");
                    assertThat(book().get(1)).contains("OKAY RECOVERY db/disk/gauge-free", "room again");
                });
    }

    @Test
    void tellsPeopleWhatAScriptWritesToTheSocketAndTakesItsValues() {
        Path socket = folder.resolve("ours");
        application().withPropertyValues("nscacheck.collectd.socket=" + socket).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(ask(socket, "PUTNOTIF severity=warning time=1700000000 plugin=mail message=\"7 mails\""))
                    .isEqualTo("0 Success\n");
            await().until(() -> book().size() == 1);
            assertThat(book().get(0)).contains("WARNING PROBLEM shop-1/mail", "7 mails");
            assertThat(ask(socket, "PUTVAL shop-1/mail/gauge-queued interval=60 N:7"))
                    .startsWith("0 Success");
            assertThat(ask(socket, "GETVAL shop-1/mail/gauge-queued")).startsWith("1 Value found");
        });
    }

    /** From a script's value to the line that a person reads, and back when it is good again. */
    @Test
    void judgesValuesOfAScriptByRules() {
        Path socket = folder.resolve("ours");
        application()
                .withPropertyValues(
                        "nscacheck.collectd.socket=" + socket,
                        "nscacheck.collectd.values=*/mail*",
                        "nscacheck.policies.rule.queue.label=queued",
                        "nscacheck.policies.rule.queue.warning-max=2",
                        "nscacheck.policies.rule.queue.failure-max=5")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(ask(socket, "GETTHRESHOLD shop-1/mail/gauge-queued"))
                            .isEqualTo(
                                    "4 Threshold found\nType: gauge\nType Instance: queued\nWarning Max: 2\nFailure Max: 5\n");
                    assertThat(ask(socket, "GETTHRESHOLD shop-1/disk/gauge-queued"))
                            .startsWith("-1 ");

                    assertThat(ask(socket, "PUTVAL shop-1/mail/gauge-queued interval=60 N:7"))
                            .startsWith("0 Success");
                    assertThat(ask(socket, "PUTVAL shop-1/disk/gauge-queued interval=60 N:7"))
                            .startsWith("0 Success");
                    assertThat(ask(socket, "FLUSH")).startsWith("0 Done");
                    await().atMost(Duration.ofSeconds(20)).until(() -> book().size() == 1);
                    assertThat(book().get(0)).contains("FAILURE PROBLEM", "mail/gauge-queued", "queued", "7");
                    assertThat(ask(socket, "LISTVAL")).startsWith("2 Values found");

                    assertThat(ask(
                                    socket,
                                    "PUTVAL shop-1/mail/gauge-queued interval=60 %d:1"
                                            .formatted(System.currentTimeMillis() / 1000 + 1)))
                            .startsWith("0 Success");
                    await().atMost(Duration.ofSeconds(20)).until(() -> book().size() == 2);
                    assertThat(book().get(1)).contains("OKAY RECOVERY");
                    assertThat(checks(context))
                            .filteredOn(name -> name.startsWith("shop-1: "))
                            .containsExactly("shop-1: mail/gauge-queued");
                });
    }

    private static List<String> checks(ApplicationContext context) {
        return context.getBean(Stores.class).checks().findAll().stream()
                .map(StoredCheck::name)
                .toList();
    }

    @Test
    void judgesValuesOfARealCollectdAndMissesThemWhenItIsSilent() {
        application()
                .withPropertyValues(
                        "nscacheck.collectd.port=0",
                        "nscacheck.collectd.address=127.0.0.1",
                        "nscacheck.collectd.values=*/disk/*",
                        "nscacheck.policies.rule.space.label=free",
                        "nscacheck.policies.rule.space.failure-min=10")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    int port = context.getBean(CollectdListeners.class).port().orElseThrow();
                    Process collectd = collectd(port);
                    try {
                        Path real = folder.resolve("real");
                        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(real));
                        assertThat(ask(real, "PUTVAL db/disk/gauge-free interval=2 N:3"))
                                .startsWith("0 Success");
                        // Its threads may not have given the value to its network plugin yet.
                        await().atMost(Duration.ofSeconds(30))
                                .until(() ->
                                        ask(real, "FLUSH plugin=network").startsWith("0 Done") && book().size() == 1);
                    } finally {
                        collectd.destroyForcibly();
                    }
                    assertThat(book().get(0)).contains("FAILURE PROBLEM", "disk/gauge-free", "free");
                    await().atMost(Duration.ofSeconds(40))
                            .until(() -> context.getBean(Stores.class).summaries().checks().stream()
                                    .anyMatch(check ->
                                            String.valueOf(check.lastRun()).contains("no report for")));
                });
    }

    @Test
    void listensToNothingUnlessPropertiesSaySo() {
        application().run(context -> assertThat(
                        context.getBean(CollectdListeners.class).isRunning())
                .isFalse());
    }

    @Test
    void refusesToRequireSignaturesOfNobody() {
        application()
                .withPropertyValues("nscacheck.collectd.port=0", "nscacheck.collectd.security-level=sign")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("nscacheck.collectd.security-level=SIGN needs users: set"
                                + " nscacheck.collectd.auth-file"));
    }
}
