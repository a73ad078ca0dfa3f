/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.matrix.Row;

/** A server whose certificate this JVM trusts or not, since the platform's own TLS is used. */
class OverCTlsTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final Identification ME = new Identification("localhost", Secret.of(Servers.KEY));

    @TempDir
    private Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;
    private SSLContext before;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (before != null) {
            SSLContext.setDefault(before);
        }
    }

    /** Starts one whose certificate is for the name localhost, by an authority of its own. */
    private KeyStore start(String... validity) throws Exception {
        Path file = directory.resolve("keys.p12");
        keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        List<String> options = new ArrayList<>(List.of(
                "-alias", "overc", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-signer", "authority"));
        options.addAll(List.of(validity));
        keytool(file, options.toArray(String[]::new));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        Certificate authority = keys.getCertificate("authority");
        keys.deleteEntry("authority"); // Its key is not the server's.
        keys.setCertificateEntry("authority", authority);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/api/ping", exchange -> {
            requests.incrementAndGet();
            byte[] pong = OverCEncoder.pong();
            exchange.sendResponseHeaders(200, pong.length);
            try (exchange) {
                exchange.getResponseBody().write(pong);
            }
        });
        server.start();
        return keys;
    }

    private static void keytool(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    private void trust(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        before = SSLContext.getDefault();
        SSLContext.setDefault(context);
    }

    private OverCAnswer ping(String host) throws Exception {
        String url = "https://" + host + ":" + server.getAddress().getPort() + "/";
        return new OverCClient(OverCClientSettings.of(url)).ping(ME, Deadline.in(Duration.ofSeconds(20)));
    }

    private void assertNothingSent(OverCAnswer answer) {
        assertThat(answer.kind()).as(answer.reason()).isEqualTo(Kind.NOT_SENT);
        assertThat(answer.reason()).contains("TLS failed: ");
        assertThat(requests).hasValue(0);
    }

    @Test
    void talksToAServerWhoseCertificateIsTrusted() throws Exception {
        trust(start());
        assertThat(ping("localhost")).isEqualTo(OverCAnswer.DONE);
    }

    @Test
    @Row(value = "R10", done = "a certificate of an unknown authority: nothing is sent, and named")
    void sendsNothingToAServerOfAnUnknownAuthority() throws Exception {
        start();
        assertNothingSent(ping("localhost"));
    }

    @Test
    @Row(value = "R10", done = "a certificate of another name: nothing is sent, and named")
    void sendsNothingToAServerOfAnotherName() throws Exception {
        trust(start());
        assertNothingSent(ping("127.0.0.1"));
    }

    @Test
    @Row(value = "R10", done = "an expired certificate: nothing is sent, and named")
    void sendsNothingToAServerWhoseCertificateHasExpired() throws Exception {
        trust(start("-startdate", "-10d", "-validity", "1"));
        assertNothingSent(ping("localhost"));
    }

    @Test
    void saysThatAPortDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerInPlainText(plain));
            thread.start();
            OverCClient client = new OverCClient(OverCClientSettings.of("https://127.0.0.1:" + plain.getLocalPort()));
            OverCAnswer answer = client.ping(ME, Deadline.in(Duration.ofSeconds(20)));
            assertThat(answer.isTaken()).isFalse();
            assertThat(answer.reason()).contains("check that this port speaks https");
            thread.join();
        }
    }

    @Test
    @Row(value = "R10", done = "a server that speaks TLS 1.0 only: nothing is sent, and named")
    void sendsNothingToAServerThatSpeaksOldTlsOnly() throws Exception {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerInOldTls(old, heard));
            thread.start();
            OverCClient client = new OverCClient(OverCClientSettings.of("https://127.0.0.1:" + old.getLocalPort()));
            assertNothingSent(client.ping(ME, Deadline.in(Duration.ofSeconds(20))));
            thread.join();
        }
        assertThat(heard.toString(StandardCharsets.ISO_8859_1))
                .as("the hello of TLS, and an alert")
                .startsWith("\u0016\u0003")
                .doesNotContain("POST", Servers.KEY);
    }

    /** A hello as RFC 2246 7.4.1.3 has it: version 3.1, 32 bytes, no session, a cipher suite, no compression. */
    private static void answerInOldTls(ServerSocket old, OutputStream heard) {
        byte[] hello = new byte[9 + 38];
        byte[] head = {22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1};
        System.arraycopy(head, 0, hello, 0, head.length);
        hello[44] = (byte) 0xC0; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
        hello[45] = 0x13;
        try (Socket socket = old.accept()) {
            heard.write(socket.getInputStream().read());
            socket.getOutputStream().write(hello);
            socket.getInputStream().transferTo(heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answerInPlainText(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
