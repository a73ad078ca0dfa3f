/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;

/** Notifications by network, at a real collectd. */
class CollectdNotifierTest {

    private static final SenderFactory FACTORY = new CollectdNotifierFactory();

    private static List<SendOutcome> send(Server server, Deadline deadline, Notification... notifications)
            throws InterruptedException {
        try (Sender sender = FACTORY.open(server)) {
            return sender.send(
                    List.of(notifications).stream().map(Servers::report).toList(), deadline);
        }
    }

    private static Server server(int port, SecurityLevel level, String password) {
        return Servers.at("collectd", port, level, password);
    }

    @ParameterizedTest
    @EnumSource
    void arrivesAtCollectdHoweverItIsProtected(SecurityLevel level) throws InterruptedException {
        int port = RealCollectd.freePort();
        try (RealCollectd collectd = RealCollectd.start(RealCollectd.listening(port, level, Golden.USER, "geheim"))) {
            List<SendOutcome> outcomes = send(
                    server(port, level, "geheim"),
                    Servers.soon(),
                    Servers.notification(Severity.FAILURE, "Größe 7 \"mails\""),
                    Servers.notification(Severity.WARNING, "x".repeat(300)),
                    Servers.notification(Severity.OKAY, "good again"));

            assertThat(outcomes).containsOnly(new SendOutcome.Sent(false)).hasSize(3);
            String from = ", host = shop, plugin = mail, plugin_instance = Mail queue, type = metric, type_instance ="
                    + " queued, message = ";
            collectd.awaitLog("good again");
            assertThat(collectd.log())
                    .contains("[2026-01-15 12:00:00] Notification: severity = FAILURE" + from + "Größe 7 \"mails\"\n")
                    .contains("severity = WARNING" + from + "x".repeat(252) + "...\n")
                    .contains("severity = OKAY" + from + "good again\n");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void doesNotArriveWithAWrongPasswordOrWithoutProtection(SecurityLevel level) throws InterruptedException {
        int port = RealCollectd.freePort();
        try (RealCollectd collectd = RealCollectd.start(RealCollectd.listening(port, level, Golden.USER, "geheim"))) {
            send(server(port, level, "falsch"), Servers.soon(), Servers.notification("with a wrong password"));
            send(server(port, SecurityLevel.NONE, "geheim"), Servers.soon(), Servers.notification("in the clear"));
            send(server(port, level, "geheim"), Servers.soon(), Servers.notification("as it should be"));

            collectd.awaitLog("as it should be");
            assertThat(collectd.log()).doesNotContain("with a wrong password").doesNotContain("in the clear");
        }
    }

    /** Its exec plugin tells of each part, and of the time in milliseconds. */
    @Test
    void hasEachPartWhereCollectdTellsAProgram(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path told = folder.resolve("told");
        Path script = Files.writeString(
                folder.resolve("tell.sh"),
                "#!/bin/sh\ncat > " + folder + "/part && mv " + folder + "/part " + told + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        String user = Files.getOwner(folder).getName().equals("root")
                ? "nobody"
                : Files.getOwner(folder).getName();
        int port = RealCollectd.freePort();
        String exec =
                "LoadPlugin exec\n<Plugin exec>\n  NotificationExec \"" + user + "\" \"" + script + "\"\n</Plugin>\n";
        try (RealCollectd collectd =
                RealCollectd.start(RealCollectd.listening(port, SecurityLevel.ENCRYPT, Golden.USER, "geheim") + exec)) {
            Notification sent = new Notification(
                    Notification.Kind.PROBLEM,
                    Severity.WARNING,
                    Golden.AT,
                    Golden.QUEUE,
                    "first line\nsecond line",
                    Map.of("lost", "on the way"));
            send(server(port, SecurityLevel.ENCRYPT, "geheim"), Servers.soon(), sent);

            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(told));
            assertThat(Files.readString(told)).as(collectd.log()).isEqualTo("""
                    Severity: WARNING
                    Time: 1700000000.250
                    Host: shop
                    Plugin: mail
                    PluginInstance: out
                    Type: gauge
                    TypeInstance: queue
                    network:received: true

                    first line
                    second line
                    """);
        }
    }

    @Test
    void wantsToTryAgainWhereNobodyListens() throws InterruptedException {
        List<SendOutcome> outcomes = send(
                server(RealCollectd.freePort(), SecurityLevel.NONE, ""),
                Servers.soon(),
                Servers.notification("one"),
                Servers.notification("two"));

        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .contains("127.0.0.1:")));
    }

    @Test
    void obeysTheAddressPolicy() throws InterruptedException {
        Server server = server(RealCollectd.freePort(), SecurityLevel.NONE, "").toBuilder()
                .address("169.254.1.1")
                .build();

        assertThat(send(server, Servers.soon(), Servers.notification("x")))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .contains("nscacheck.addresses.deny"));
    }

    @Test
    void beginsNothingWhenItsTimeIsOver() throws InterruptedException {
        assertThat(send(
                        server(RealCollectd.freePort(), SecurityLevel.NONE, ""),
                        Deadline.in(Duration.ZERO),
                        Servers.notification("x")))
                .singleElement()
                .isInstanceOf(SendOutcome.Retry.class);
    }

    @Test
    void answersNothingToNothing() throws InterruptedException {
        assertThat(send(server(RealCollectd.freePort(), SecurityLevel.NONE, ""), Servers.soon()))
                .isEmpty();
    }

    @Test
    void refusesWhatCameByNetworkAndWhatCollectdIgnores() throws InterruptedException {
        Notification usual = Servers.notification("x");
        Notification received = Golden.received(usual, Map.of());
        int port = RealCollectd.freePort();
        try (RealCollectd collectd =
                RealCollectd.start(RealCollectd.listening(port, SecurityLevel.NONE, Golden.USER, "geheim"))) {
            List<SendOutcome> outcomes = new ArrayList<>(send(
                    server(port, SecurityLevel.NONE, ""),
                    Servers.soon(),
                    received,
                    Servers.notification(""),
                    Servers.notification("the last one")));

            assertThat(outcomes.subList(0, 2)).allMatch(SendOutcome.Refused.class::isInstance);
            assertThat(outcomes.get(2)).isEqualTo(new SendOutcome.Sent(false));
            collectd.awaitLog("the last one");
        }
    }

    @Test
    void stopsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> send(
                        server(RealCollectd.freePort(), SecurityLevel.NONE, ""),
                        Servers.soon(),
                        Servers.notification("x")))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
