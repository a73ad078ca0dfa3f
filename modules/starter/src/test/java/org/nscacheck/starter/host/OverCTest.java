/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** OverC's agents and a real application with Spring Security: the requests of OverC's documentation, and what else comes over a wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverCTest {

    private static final String SERVER = "\"server\": { \"name\": \"localhost\", \"key\": \"1234\" }";
    private static final String ANNA =
            "Basic " + Base64.getEncoder().encodeToString("anna:pw".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private TestDatabase database;
    private FakeNscaDaemon daemon;
    private ConfigurableApplicationContext shop;
    private String address;
    private String token;

    @BeforeAll
    void start() {
        database = TestPostgres.shared().newDatabase();
        daemon = FakeNscaDaemon.builder().start();
        shop = new SpringApplicationBuilder(SmallShop.class)
                .web(WebApplicationType.SERVLET)
                .run(HostArguments.of(
                        database,
                        daemon,
                        "--server.port=0",
                        SmallShop.ROLE,
                        "--nscacheck.overc.enabled=true",
                        "--nscacheck.overc.requests-per-minute=100000"));
        address = "http://127.0.0.1:" + shop.getEnvironment().getRequiredProperty("local.server.port");
    }

    @BeforeEach
    void forget() {
        daemon.clear();
        token = csrfToken();
    }

    @AfterAll
    void close() {
        shop.close();
        daemon.close();
        database.close();
    }

    private HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address + "/overc" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> asAnna(String method, String path) {
        return send(HttpRequest.newBuilder(URI.create(address + "/overc/ui/api" + path))
                .header("Authorization", ANNA)
                .header("X-CSRF-TOKEN", token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** The application protects what changes something by a token that stands in its forms, and a session. */
    private String csrfToken() {
        String form = send(HttpRequest.newBuilder(URI.create(address + "/nscacheck/servers/new?kind=nsca"))
                        .header("Authorization", ANNA))
                .body();
        Matcher found = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(found.find()).as(form).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void answersTheRequestsOfOverCsDocumentation() {
        assertThat(post("/api/ping", "{" + SERVER + "}").body()).isEqualTo("{\"pong\":1}");
        HttpResponse<String> status = post("/api/set/service/status", "{" + SERVER + """
                , "period": 60,
                "services": [
                { "name": "application", "state": "OK", "info": "up 32h" },
                { "name": "cpu", "state": "OK", "info": "28% load" },
                { "name": "queue", "state": "OK", "info": "3 items" }
                ]}""");
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body()).isEqualTo("{\"ok\":1}");
        assertThat(status.headers().firstValue("Content-Type")).hasValue("application/json");
        HttpResponse<String> alerts = post("/api/set/alerts", "{" + SERVER + """
                , "alerts": [
                { "message": "System down" },
                { "message": "System down" },
                { "message": "Cannot check state for service A", "service": "queue" }
                ]}""");
        assertThat(alerts.body()).isEqualTo("{\"ok\":1}");

        await().untilAsserted(() -> assertThat(daemon.received())
                .extracting(each -> each.host() + " " + each.service() + " " + each.output())
                .contains("localhost application up 32h", "localhost cpu 28% load", "localhost queue 3 items"));
        assertThat(asAnna("GET", "/status/").body())
                .contains("\"name\":\"localhost\"", "\"period\":60", "\"info\":\"28% load\"");
        assertThat(asAnna("GET", "/status/alerts/").body()).contains("Cannot check state for service A", "System down");
    }

    @Test
    void bridgesValuesAndEveryStateToNagios() {
        post("/api/set/service/status", """
                {"server":{"name":"web2","key":"k"},"period":60,"services":[
                {"name":"disk","state":"WARN","info":"DISK WARNING - 90% | used=90%;80;95"},
                {"name":"old","state":"FAIL","info":"x"}, {"name":"documented","state":"ERR","info":"x"},
                {"name":"unknown","state":"UNK","info":"x"}, {"name":"odd","state":"FINE","info":"x"},
                {"name":"silent","state":"OK"}]}""");

        await().untilAsserted(() -> assertThat(daemon.received())
                .extracting(each -> each.service() + " " + each.returnCode())
                .contains("disk 1", "old 2", "documented 2", "unknown 3", "odd 3", "silent 0"));
        assertThat(daemon.received())
                .filteredOn(each -> each.service().equals("disk"))
                .singleElement()
                .satisfies(each -> assertThat(each.output()).isEqualTo("DISK WARNING - 90%|used=90%;80;95"));
    }

    @Test
    void answers403ToAnotherKeyAndSaysWhy() {
        post("/api/ping", "{\"server\":{\"name\":\"web3\",\"key\":\"right\"}}");
        HttpResponse<String> wrong = post("/api/ping", "{\"server\":{\"name\":\"web3\",\"key\":\"wrong\"}}");

        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).isEqualTo("{\"error\":\"Invalid server key\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"server\":null}",
                "{\"server\":{\"name\":\"a\"}}",
                "{\"server\":{\"name\":\"\",\"key\":\"k\"},\"period\":60,\"services\":[]}",
                "{\"server\":{\"name\":\"a;b\",\"key\":\"k\"},\"period\":60,\"services\":[]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":null,\"services\":[]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":[1],\"services\":[]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":0,\"services\":[{\"name\":\"s\",\"state\":\"OK\"}]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":-1,\"services\":[{\"name\":\"s\",\"state\":\"OK\"}]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":60,\"services\":{}}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":60,\"services\":[{\"name\":\"s\"}]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":60,\"services\":[{\"name\":\"s;t\",\"state\":\"OK\"}]}",
                "{\"server\":{\"name\":\"a\",\"key\":\"k\"},\"period\":60,\"services\":[{\"name\":\"s\",\"state\":1}]}",
                "{\"server\":{\"name\":\"a\\u0000b\",\"key\":\"k\"},\"period\":60,\"services\":[]}"
            })
    void answers400WithAReasonToWhatItCannotTake(String body) {
        HttpResponse<String> answer = post("/api/set/service/status", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).matches("(?s)\\{\"error\":\".{8,}\"}");
    }

    @Test
    void takesABodyThatCurlSendsAsAForm() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + "/overc/api/ping"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{" + SERVER + "}")));

        assertThat(answer.body()).isEqualTo("{\"pong\":1}");
    }

    @Test
    void answers400ToABodyThatIsTooLong() {
        HttpResponse<String> answer = post("/api/ping", "{" + SERVER + ",\"x\":\"" + "y".repeat(1 << 20) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void neverFailsWhateverComes() {
        Random random = new Random(20261127);
        List<String> good = List.of(
                "{" + SERVER + ",\"period\":60,\"services\":[{\"name\":\"fuzz\",\"state\":\"OK\",\"info\":\"x\"}]}",
                "{" + SERVER + ",\"alerts\":[{\"message\":\"m\",\"service\":\"s\"}]}");
        for (int i = 0; i < 500; i++) {
            StringBuilder body = new StringBuilder(good.get(random.nextInt(good.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(body.length());
                body.replace(at, Math.min(body.length(), at + random.nextInt(5)), noise(random));
            }
            String path = random.nextBoolean() ? "/api/set/service/status" : "/api/set/alerts";
            assertThat(post(path, body.toString()).statusCode())
                    .as(body.toString())
                    .isIn(200, 400, 403);
        }
    }

    /** Rubbish of all kinds, and good posts between; what was answered with 200 is there afterwards. */
    @Test
    @Tag("faults")
    void losesNothingThatItAcceptsAmongTwentyThousandPosts() {
        Random random = new Random(14);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean good = i % 20 == 0;
            StringBuilder body = new StringBuilder("{\"server\":{\"name\":\"fuzz\",\"key\":\"k\"},\"period\":60,"
                    + "\"services\":[{\"name\":\"kept\",\"state\":\"OK\",\"info\":\"post " + i + "\"}]}");
            for (int change = good ? -1 : random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(body.length() + 1);
                body.replace(at, Math.min(body.length(), at + random.nextInt(9)), noise(random));
            }
            HttpResponse<String> answer = post("/api/set/service/status", body.toString());
            assertThat(answer.statusCode()).as(body.toString()).isIn(good ? List.of(200) : List.of(200, 400, 403));
            accepted += good ? 1 : 0;
        }

        assertThat(database("SELECT coalesce(string_agg(i::text, ' '), 'none') FROM generate_series(0, 19980, 20) i"
                        + " WHERE NOT EXISTS (SELECT FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id"
                        + " WHERE c.name = 'fuzz: kept' AND r.message = 'post ' || i)"))
                .as("accepted posts that are not in the history")
                .isEqualTo("none");
        assertThat(accepted).isEqualTo(1000);
    }

    private static String noise(Random random) {
        return List.of(
                        "\"",
                        "{",
                        "]",
                        "\\u0000",
                        "\\ud800",
                        "null",
                        "1e999",
                        "-",
                        "é",
                        ",",
                        "\"period\":",
                        "\u0007",
                        "")
                .get(random.nextInt(13));
    }

    @Test
    void answers404ToIdsThatDoNotExistAndDeletesWhatDoes() {
        post("/api/set/service/status", """
                {"server":{"name":"web4","key":"k"},"period":60,"services":[{"name":"a","state":"OK"},{"name":"b","state":"WARN"}]}""");
        for (String path : List.of(
                "/status/server/99999",
                "/status/service/99999",
                "/status/service/99999/states",
                "/status/alerts/server/99999",
                "/status/alerts/service/99999")) {
            assertThat(asAnna("GET", path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(asAnna("GET", "/status/server/x").statusCode()).isEqualTo(400);
        assertThat(asAnna("GET", "/status/alerts/?hours=0").statusCode()).isEqualTo(400);
        String server = database("SELECT number FROM nscacheck.nsca_agent WHERE name = 'web4'");
        String service = database("SELECT number FROM nscacheck.nsca_pushed_service WHERE name = 'b'");

        assertThat(asAnna("GET", "/status/service/" + service + "/states?groups=yes")
                        .body())
                .contains("WARN");
        assertThat(asAnna("DELETE", "/item/service/" + service).body()).isEqualTo("{\"ok\":1}");
        assertThat(asAnna("GET", "/status/service/" + service).statusCode()).isEqualTo(404);
        assertThat(asAnna("DELETE", "/item/server/" + server).body()).isEqualTo("{\"ok\":1}");
        assertThat(asAnna("GET", "/status/server/" + server).statusCode()).isEqualTo(404);
    }

    @Test
    void letsNobodyReadWithoutALoginOfTheApplication() {
        for (String path : List.of("/overc/ui/api/status/", "/overc/ui/api/status/alerts/")) {
            assertThat(send(HttpRequest.newBuilder(URI.create(address + path))).statusCode())
                    .isIn(401, 403);
        }
        assertThat(send(HttpRequest.newBuilder(URI.create(address + "/nscacheck/checks")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsServicesOfAgentsAmongTheChecks() {
        post("/api/set/service/status", """
                {"server":{"name":"web5","key":"k"},"period":60,"services":[{"name":"shown","state":"OK","info":"all is well"}]}""");

        assertThat(send(HttpRequest.newBuilder(URI.create(address + "/nscacheck/checks"))
                                .header("Authorization", ANNA))
                        .body())
                .contains("web5: shown", "all is well");
        assertThat(send(HttpRequest.newBuilder(URI.create(address + "/nscacheck/checks/new"))
                                .header("Authorization", ANNA))
                        .body())
                .as("nobody makes such a check by hand")
                .contains("Mail queue")
                .doesNotContain("nscacheck.pushed");
    }

    @Test
    void letsAnAdministratorBlockAnAgentOnTheScreen() {
        post("/api/set/service/status", """
                {"server":{"name":"web6","key":"k"},"period":60,"services":[{"name":"s","state":"OK","info":"x"}]}""");
        String id = database("SELECT id FROM nscacheck.nsca_agent WHERE name = 'web6'");
        HttpRequest.Builder list = HttpRequest.newBuilder(URI.create(address + "/nscacheck/agents"))
                .header("Authorization", ANNA);
        assertThat(send(list).body()).contains("web6", "Take a new key", ">Agents</a>");

        HttpResponse<String> blocked =
                send(HttpRequest.newBuilder(URI.create(address + "/nscacheck/agents/" + id + "/block"))
                        .header("Authorization", ANNA)
                        .header("X-CSRF-TOKEN", token)
                        .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(blocked.statusCode()).isEqualTo(302);
        assertThat(send(list).body()).contains("Waits for approval, or is blocked");
        assertThat(post("/api/ping", "{\"server\":{\"name\":\"web6\",\"key\":\"k\"}}")
                        .statusCode())
                .isEqualTo(403);
    }

    private String database(String sql) {
        try (var connection = database.pool().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody switched it on. */
    @Test
    void isNotThereUnlessAPropertySaysSo() {
        try (TestDatabase other = TestPostgres.shared().newDatabase();
                ConfigurableApplicationContext plain = new SpringApplicationBuilder(SmallShop.class)
                        .web(WebApplicationType.SERVLET)
                        .run(HostArguments.of(other, daemon, "--server.port=0", SmallShop.ROLE))) {
            String port = plain.getEnvironment().getRequiredProperty("local.server.port");
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/overc/api/ping"))
                            .POST(HttpRequest.BodyPublishers.ofString("{" + SERVER + "}")));

            assertThat(Stream.of(403, 404)).contains(answer.statusCode());
        }
    }
}
