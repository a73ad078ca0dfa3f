/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/app/nscacheck/plugin/", CheckCommandTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers as the endpoint of an application does. */
    private static void answer(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestURI().getRawPath().endsWith("/plugin/Mail%20queue%2Fa");
        boolean allowed = "Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = "WARNING: 7 mails, größer|unsent=7\nmore\n".getBytes(StandardCharsets.UTF_8);
        if (known && allowed) {
            exchange.getResponseHeaders().add("X-Nscacheck-Exit", "1");
        }
        exchange.sendResponseHeaders(!allowed ? 401 : known ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/app/nscacheck/";
    }

    private Ran check(String token, String name) {
        return Ran.command(Map.of("NSCACHECK_TOKEN", token), "", "check", "-u", url(), name);
    }

    @Test
    void printsAndEndsAsAPlugin() throws IOException {
        assertThat(check("t0ken", "Mail queue/a"))
                .isEqualTo(new Ran(1, "WARNING: 7 mails, größer|unsent=7\nmore\n", ""));
        Path token = Files.writeString(directory.resolve("token"), "t0ken\n");
        assertThat(Ran.command("check", "--url", url(), "--token-file", token.toString(), "Mail queue/a")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void isUnknownWhereTheApplicationRefusesOrDoesNotAnswer() {
        assertThat(check("wr0ng", "Mail queue/a").exitCode()).isEqualTo(3);
        assertThat(check("wr0ng", "Mail queue/a").out())
                .contains("refuses the token (HTTP 401)")
                .doesNotContain("wr0ng");
        assertThat(check("t0ken", "other").out()).contains("knows no check 'other'");
        server.stop(0);
        Ran away = check("t0ken", "other");
        assertThat(away.exitCode()).isEqualTo(3);
        assertThat(away.out()).contains("UNKNOWN: 127.0.0.1:").contains("connection refused");
    }

    @Test
    void isUnknownWhereItIsCalledWrongly() {
        assertThat(Ran.command("check").exitCode()).isEqualTo(3);
        assertThat(Ran.command("check", "-u", "nowhere", "x").exitCode()).isEqualTo(3);
        assertThat(Ran.command("check", "-u", url(), "--timeout", "0", "x").exitCode())
                .isEqualTo(3);
    }
}
