/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole demo, as {@code mvn -Pdemo} starts it: own database, own receiver, page. */
class DemoTest {

    /** All that report something; the clean-up of orders reports nothing as long as it works. */
    private static final List<String> SERVICES = List.of(
            "Mail queue",
            "Mail delay",
            "Orders stuck in packing",
            "Open orders",
            "Warehouse stock",
            "Products",
            "Payment gateway",
            "Payments booked",
            "Sales today",
            "Java heap");

    private static final Path DATA = Path.of("target", "demo-test-data").toAbsolutePath();

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0", "--demo.data-directory=" + DATA, "--spring.main.register-shutdown-hook=false"));
        all.addAll(List.of(arguments));
        return new SpringApplicationBuilder(DemoApplication.class).run(all.toArray(String[]::new));
    }

    private static HttpResponse<String> page(ConfigurableApplicationContext demo) throws Exception {
        int port = ((WebServerApplicationContext) demo).getWebServer().getPort();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static long count(ConfigurableApplicationContext demo, String sql) {
        return demo.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
    }

    @Test
    void showsAllServicesAndGoesOnWithItsDataAfterARestart() throws Exception {
        long orders;
        byte[] key;
        try (ConfigurableApplicationContext demo = start()) {
            StatusBoard board = demo.getBean(StatusBoard.class);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(board.entries())
                    .extracting(StatusBoard.Entry::service)
                    .containsExactlyInAnyOrderElementsOf(SERVICES));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(count(
                            demo,
                            "SELECT count(*) FROM nscacheck.nsca_run r JOIN nscacheck.nsca_check c"
                                    + " ON c.id = r.check_id"
                                    + " WHERE c.handler_key = 'orders.clean-up' AND r.status IS NULL"))
                    .as("runs that had nothing to report")
                    .isPositive());
            // What a check writes is shown as text, whatever it is.
            board.take(received("evil <script>alert(1)</script>"));

            HttpResponse<String> page = page(demo);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
            assertThat(page.body())
                    .contains(SERVICES)
                    .contains("evil &lt;script&gt;")
                    .doesNotContain("<script")
                    .contains("tea-shop");
            demo.getBean(JdbcClient.class)
                    .sql("DELETE FROM received_status WHERE host = 'stranger'")
                    .update();
            orders = count(demo, "SELECT count(*) FROM customer_order");
            key = demo.getBean(DataDirectory.class).secretsKey();
            assertThat(orders).isPositive();
        }

        try (ConfigurableApplicationContext demo = start()) {
            assertThat(page(demo).body()).contains(SERVICES);
            assertThat(count(demo, "SELECT count(*) FROM customer_order")).isGreaterThanOrEqualTo(orders);
            assertThat(count(demo, "SELECT count(*) FROM nscacheck.nsca_server"))
                    .isEqualTo(1);
            assertThat(demo.getBean(DataDirectory.class).secretsKey()).isEqualTo(key);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(DATA.resolve("secrets.key"))))
                    .isEqualTo("rw-------");
            StatusBoard board = demo.getBean(StatusBoard.class);
            long before = results(board);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(results(board))
                    .as("results after a restart, with another port and password of the receiver")
                    .isGreaterThan(before + 5));
        }
    }

    @Test
    void sendsToTheDaemonThatThePropertiesName() throws Exception {
        try (FakeNscaDaemon daemon =
                        FakeNscaDaemon.builder().method(14).password("theirs").start();
                ConfigurableApplicationContext demo = start(
                        "--demo.nsca.host=127.0.0.1",
                        "--demo.nsca.port=" + daemon.port(),
                        "--demo.nsca.password=theirs",
                        "--demo.nsca.encryption=14")) {
            assertThat(daemon.awaitReceived(3)).extracting(Received::host).containsOnly("tea-shop");
            assertThat(demo.getBeanProvider(Receiver.class).getIfAvailable()).isNull();
            assertThat(page(demo).body()).contains("127.0.0.1:" + daemon.port());
        }
    }

    private static long results(StatusBoard board) {
        return board.entries().stream().mapToLong(StatusBoard.Entry::count).sum();
    }

    private static Received received(String output) {
        return new Received(Instant.EPOCH, 1, "stranger", "Nobody", 0, output, 0, java.nio.ByteBuffer.allocate(0));
    }
}
