/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;

/** Notifications by PUTNOTIF, at a real collectd and at what only pretends to be one. */
class SocketNotifierTest {

    @TempDir
    Path folder;

    private static SocketNotifierFactory factory(Path allowed) {
        return new SocketNotifierFactory(SenderLimits.USUAL.withReceivers(List.of(allowed)));
    }

    private static Server server(Path socket) {
        return Servers.at("collectd-socket", 5667, Map.of("path", socket.toString(), "timeout", "500ms"), null);
    }

    private static List<SendOutcome> send(Path socket, Deadline deadline, Notification... notifications)
            throws InterruptedException {
        Path allowed = socket.getParent();
        try (Sender sender = factory(allowed).open(server(socket))) {
            return sender.send(
                    List.of(notifications).stream().map(Servers::report).toList(), deadline);
        }
    }

    @Test
    void isAcknowledgedByCollectd() throws InterruptedException {
        try (RealCollectd collectd = RealCollectd.start("")) {
            List<SendOutcome> outcomes = send(
                    collectd.socket(),
                    Servers.soon(),
                    Servers.notification(Severity.WARNING, "7 \"mails\" in C:\\queue\nand more"),
                    Servers.notification(Severity.OKAY, "Größe"));

            assertThat(outcomes).hasSize(2).containsOnly(new SendOutcome.Accepted());
            collectd.awaitLog("message = Größe");
            assertThat(collectd.log())
                    .contains("[2026-01-15 12:00:00] Notification: severity = WARNING, host = shop, plugin = mail,"
                            + " plugin_instance = Mail queue, type = metric, type_instance = queued, message ="
                            + " 7 \"mails\" in C:\\queue and more\n");
        }
    }

    @Test
    void saysWhyCollectdRefusesIt() throws InterruptedException {
        try (RealCollectd collectd = RealCollectd.start("")) {
            assertThat(send(collectd.socket(), Servers.soon(), Servers.notification(""), Servers.notification("x")))
                    .containsExactly(
                            new SendOutcome.Refused("collectd answers: -1 No message or message of length 0 given."),
                            new SendOutcome.Accepted());
        }
    }

    @Test
    void refusesNamesThatDoNotFitIntoALine() throws InterruptedException {
        String name = "\"".repeat(127);
        Notification notification = new Notification(
                Notification.Kind.PROBLEM,
                Severity.OKAY,
                Servers.AT,
                new Identity(name, name, name, name, name),
                "x",
                Map.of());
        try (Pretender pretender = new Pretender(folder, "0 Success\n")) {
            assertThat(send(pretender.path, Servers.soon(), notification))
                    .singleElement()
                    .isInstanceOf(SendOutcome.Refused.class);
        }
    }

    @Test
    void wantsToTryAgainWhereNobodyListens() throws Exception {
        Path socket = folder.resolve("socket");
        assertThat(send(socket, Servers.soon(), Servers.notification("x")))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .contains("does not exist"));
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(send(socket, Servers.soon(), Servers.notification("x"), Servers.notification("y")))
                .hasSize(2)
                .allMatch(SendOutcome.Retry.class::isInstance);
    }

    @Test
    void doesNotKnowWhatBecameOfOneWithoutAnAnswer() throws Exception {
        try (Pretender pretender = new Pretender(folder, "")) {
            long began = System.nanoTime();
            List<SendOutcome> outcomes =
                    send(pretender.path, Servers.soon(), Servers.notification("x"), Servers.notification("y"));

            assertThat(outcomes.get(0)).isInstanceOf(SendOutcome.Unknown.class);
            assertThat(outcomes.get(1)).isInstanceOf(SendOutcome.Retry.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        }
    }

    @Test
    void keepsItsDeadlineWhereNobodyAcceptsTheConnection() throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            assertThat(send(socket, Deadline.in(Duration.ofMillis(300)), Servers.notification("x")))
                    .singleElement()
                    .isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        try (Pretender pretender = new Pretender(folder, "")) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> send(pretender.path, Servers.soon(), Servers.notification("x")))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void takesAnAnswerThatIsNoneOfCollectdsForNone() throws Exception {
        try (Pretender pretender = new Pretender(folder, "220 mail.example.org ESMTP\n")) {
            assertThat(send(pretender.path, Servers.soon(), Servers.notification("x")))
                    .singleElement()
                    .isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Test
    void isNotTalkedToOutsideOfTheAllowedFolders() throws Exception {
        try (Pretender pretender = new Pretender(folder, "0 Success\n")) {
            assertThat(new SocketNotifierFactory().validate(server(pretender.path)))
                    .singleElement()
                    .asString()
                    .contains("nscacheck.allowed-paths.receivers");
        }
    }

    @Test
    void mustBeASocket() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(factory(folder).validate(server(file)))
                .singleElement()
                .asString()
                .contains("is not a socket");
    }

    /** Answers each line with the same text. */
    private static final class Pretender implements AutoCloseable {

        final Path path;
        private final ServerSocketChannel socket;

        Pretender(Path folder, String answer) {
            path = folder.resolve("pretender");
            try {
                socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                socket.bind(UnixDomainSocketAddress.of(path));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            Thread thread = new Thread(() -> answer(answer), "pretender");
            thread.setDaemon(true);
            thread.start();
        }

        private void answer(String answer) {
            try (SocketChannel client = socket.accept()) {
                ByteBuffer buffer = ByteBuffer.allocate(2000);
                while (client.read(buffer) > 0) {
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    buffer.clear();
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
