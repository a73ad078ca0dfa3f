/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;

@Timeout(60)
class CollectdSocketTest {

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final RecordingPeer peer = new RecordingPeer(DataSets.BASIC, InstantSource.fixed(Golden.AT));
    private final CommandAnswers answers = new CommandAnswers(peer, DataSets.BASIC, InstantSource.fixed(Golden.AT));
    private final List<CollectdSocket> open = new ArrayList<>();

    private CollectdSocket start(SocketLimits limits) throws IOException {
        CollectdSocket socket = CollectdSocket.open(limits, answers);
        open.add(socket);
        executor.execute(socket);
        return socket;
    }

    private SocketLimits limits() {
        return SocketLimits.at(folder.resolve("socket"));
    }

    @AfterEach
    void stop() {
        open.forEach(CollectdSocket::close);
        executor.shutdownNow();
    }

    private static SocketChannel connect(CollectdSocket socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket.path()));
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String readToEnd(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void takesNotificationsAndValuesAndTellsOfThem() throws IOException {
        CollectdSocket socket = start(limits());

        assertThat(RealCollectd.ask(
                        socket.path(), "PUTNOTIF severity=warning time=1700000000.25 message=\"7 mails\" host=shop"))
                .isEqualTo("0 Success\n");
        assertThat(RealCollectd.ask(
                        socket.path(), "PUTVAL shop/mail/gauge interval=60 N:7\nGETVAL shop/mail/gauge\nFLUSH"))
                .isEqualTo("""
                        0 Success: 1 value has been dispatched.
                        1 Value found
                        value=7.000000e+00
                        0 Done: 1 successful, 0 errors
                        """);
        assertThat(peer.notifications()).singleElement().satisfies(notification -> {
            assertThat(notification.severity()).isEqualTo(Severity.WARNING);
            assertThat(notification.at()).isEqualTo(Golden.AT);
            assertThat(notification.identity().host()).isEqualTo("shop");
        });
        assertThat(peer.flushes()).containsExactly(new FlushRequest(List.of(), Duration.ZERO, List.of()));
    }

    @Test
    void answersWhatThePeerRefusesOrFailsAt() throws IOException {
        CollectdSocket socket = start(limits());

        assertThat(RealCollectd.ask(socket.path(), "PUTNOTIF severity=okay time=1 message=\"refuse me\""))
                .isEqualTo("-1 not today\n");
        assertThat(RealCollectd.ask(socket.path(), "PUTNOTIF severity=okay time=1 message=\"break me\""))
                .isEqualTo("-1 Internal error\n");
    }

    @Test
    void takesNotificationsOfOurOwnNotifier() throws Exception {
        CollectdSocket socket = start(limits());
        SocketNotifierFactory factory = new SocketNotifierFactory(SenderLimits.USUAL.withReceivers(List.of(folder)));
        Notification sent = Servers.notification("7 mails");
        try (Sender sender = factory.open(
                Servers.at("collectd-socket", 5667, Map.of("path", socket.path().toString()), null))) {
            assertThat(sender.send(List.of(Servers.report(sent)), Servers.soon()))
                    .containsExactly(new SendOutcome.Accepted());
        }
        assertThat(peer.notifications()).singleElement().satisfies(read -> {
            assertThat(read.identity()).isEqualTo(sent.identity());
            assertThat(read.at()).isEqualTo(sent.at());
            assertThat(read.metadata()).containsEntry("CurrentValue", "7.5").containsEntry("ok", "true");
        });
    }

    @Test
    void isOpenToItsUserAndGroupOnlyAndLeavesNothingBehind() throws IOException {
        CollectdSocket socket = start(limits());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                .isEqualTo("rw-rw----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(socket.path());
        }
        socket.close();
        socket.close();

        assertThat(folder).isEmptyDirectory();
        CollectdSocket another = start(limits().withMode("0600"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(another.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void endsWithItsThread() throws IOException {
        CollectdSocket socket = start(limits());
        executor.shutdownNow();

        await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(socket.path()));
    }

    @Test
    void replacesASocketThatNobodyListensOn() throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(limits().path()));
        }
        assertThat(RealCollectd.ask(start(limits()).path(), "LISTVAL")).isEqualTo("0 Values found\n");
    }

    @Test
    void takesNobodysPlace() throws IOException {
        CollectdSocket first = start(limits());
        assertThatThrownBy(() -> start(limits()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process");
        assertThat(RealCollectd.ask(first.path(), "LISTVAL")).isEqualTo("0 Values found\n");

        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> start(SocketLimits.at(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no socket");
        assertThat(file).exists();
    }

    @Test
    void leavesAnothersSocketWhereItsOwnWas() throws IOException {
        CollectdSocket socket = start(limits());
        Files.delete(socket.path());
        CollectdSocket successor = start(limits());
        socket.close();

        assertThat(RealCollectd.ask(successor.path(), "LISTVAL")).isEqualTo("0 Values found\n");
    }

    @Test
    void refusesALineThatIsTooLongAsOne() throws IOException {
        CollectdSocket socket = start(limits());
        String line = "PUTNOTIF severity=okay time=1 message=\"" + "x".repeat(5000) + "\"";

        assertThat(RealCollectd.ask(socket.path(), line + "\nLISTVAL"))
                .isEqualTo("-1 Line too long: it has more than 4096 bytes\n0 Values found\n");
        assertThat(peer.notifications()).isEmpty();
    }

    @Test
    void answersALastLineWithoutEndAndSkipsEmptyOnes() throws IOException {
        CollectdSocket socket = start(limits());
        try (SocketChannel channel = connect(socket)) {
            write(channel, "\n\r\nLISTVAL\r\nLISTVAL");
            channel.shutdownOutput();
            assertThat(readToEnd(channel)).isEqualTo("0 Values found\n".repeat(2));
        }
    }

    @Test
    void tellsThatThereAreTooManyConnections() throws IOException {
        SocketLimits usual = limits();
        CollectdSocket socket = start(new SocketLimits(usual.path(), usual.permissions(), 2, 100, usual.idle()));
        try (SocketChannel first = connect(socket);
                SocketChannel second = connect(socket);
                SocketChannel third = connect(socket)) {
            assertThat(readToEnd(third)).isEqualTo("-1 Too many connections\n");
            write(first, "LISTVAL\n");
            first.shutdownOutput();
            assertThat(readToEnd(first)).isEqualTo("0 Values found\n");
            second.shutdownOutput();
            assertThat(readToEnd(second)).isEmpty();
        }
        await().untilAsserted(() ->
                assertThat(RealCollectd.ask(socket.path(), "LISTVAL")).isEqualTo("0 Values found\n"));
    }

    @Test
    void closesConnectionsThatSayNothing() throws IOException {
        SocketLimits usual = limits();
        CollectdSocket socket =
                start(new SocketLimits(usual.path(), usual.permissions(), 2, 100, Duration.ofMillis(100)));
        try (SocketChannel silent = connect(socket)) {
            assertThat(readToEnd(silent)).isEmpty();
        }
    }

    /** Its answers fill the buffers, and it is not read from any more; nobody else notices. */
    @Test
    void servesOthersWhileAClientDoesNotRead() throws IOException {
        CollectdSocket socket = start(limits());
        for (int i = 0; i < 200; i++) {
            RealCollectd.ask(socket.path(), "PUTVAL shop/mail/gauge-" + "x".repeat(100) + i + " interval=60 N:7");
        }
        try (SocketChannel lazy = connect(socket)) {
            lazy.configureBlocking(false);
            ByteBuffer lines = ByteBuffer.wrap("LISTVAL\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
            lazy.write(lines);
            assertThat(RealCollectd.ask(socket.path(), "GETVAL x")).isEqualTo("-1 Cannot parse identifier `x'.\n");
        }
    }

    @Test
    void refusesModesAndPathsThatAreNone() {
        assertThatThrownBy(() -> limits().withMode("rw")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> limits().withMode("0999")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> SocketLimits.at(Path.of("socket"))).isInstanceOf(RefusedException.class);
    }
}
