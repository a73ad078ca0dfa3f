/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.SettableClock;
import org.nscacheck.testkit.overc.OverCRegister.Alert;
import org.nscacheck.testkit.overc.OverCRegister.State;

/** What OverC 1.0.9 answers to the same requests. */
class FakeOverCServerTest {

    private static final String ME = "\"server\": {\"name\": \"localhost\", \"key\": \"1234\"}";
    private static final String STATUS = "/api/set/service/status";

    private final SettableClock clock = new SettableClock();
    private final FakeOverCServer overc = FakeOverCServer.builder().clock(clock).start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        overc.close();
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + overc.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }

    private String report(String services) throws IOException, InterruptedException {
        return post(STATUS, "{" + ME + ", \"period\": 60, \"services\": [" + services + "]}");
    }

    @Test
    void registersAtTheFirstContactAndTakesNoOtherKey() throws Exception {
        assertThat(post("/api/ping", "{" + ME + "}")).isEqualTo("200 {\"pong\": 1}");
        assertThat(post("/api/ping", "{" + ME + "}")).isEqualTo("200 {\"pong\": 1}");
        assertThat(post("/api/ping", "{" + ME.replace("1234", "1__4") + "}"))
                .isEqualTo("403 {\"error\": \"Invalid server key\"}");
        assertThat(overc.register().key("localhost")).isEqualTo("1234");
    }

    @Test
    void storesStatesAndTheLastOneIsTheCurrentOne() throws Exception {
        assertThat(report("""
                        {"name": "app", "state": "OK", "info": "up"},
                        {"name": "que", "state": "HEY", "info": "2 ok"},
                        {"name": "err", "state": "ERR", "info": "\\u00fc"},
                        {"name": "app", "state": "WARN", "info": "slow", "period": "13"}""")).isEqualTo("200 {\"ok\": 1}");
        assertThat(overc.register().states())
                .extracting(State::service, State::state, State::info)
                .containsExactly(
                        tuple("app", "OK", "up"),
                        tuple("que", "UNK", "2 ok (sent unsupported state: \"HEY\")"),
                        tuple("err", "UNK", "ü (sent unsupported state: \"ERR\")"),
                        tuple("app", "WARN", "slow"));
        assertThat(overc.register().current("localhost", "app").info()).isEqualTo("slow");
        assertThat(overc.register().period("localhost", "app")).isEqualTo(13);
        assertThat(overc.register().period("localhost", "que")).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"server\": {\"name\": \"localhost\"}, \"period\": 60, \"services\": []}",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": \"often\", \"services\": []}",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": [{\"name\": \"a\"}]}",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": []} x",
                "{\"server\": {\"name\": \"a\", \"key\": \"k\"}, \"period\": 1, \"services\": [],}"
            })
    void refusesWhatIsMalformed(String body) throws Exception {
        assertThat(post(STATUS, body)).startsWith("400 {\"error\": ");
        assertThat(overc.register().states()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 | {\"name\": \"a\", \"state\": \"OK\"}",
                "null | {\"name\": \"a\", \"state\": \"OK\", \"info\": \"\"}",
                "60 | {\"name\": \"a\", \"state\": \"OK\", \"info\": \"\", \"period\": null}",
                "60 | {\"name\": \"a name of more than 32 characters\", \"state\": \"OK\", \"info\": \"\"}"
            })
    void failsWhereOverCFails(String period, String service) throws Exception {
        assertThat(post(STATUS, "{" + ME + ", \"period\": " + period + ", \"services\": [" + service + "]}"))
                .startsWith("500 ");
        assertThat(overc.register().states()).isEmpty();
    }

    @Test
    void storesAlerts() throws Exception {
        assertThat(post(
                        "/api/set/alerts",
                        "{" + ME + ", \"alerts\": [{\"message\": \"down\"}, {\"message\": \"late\", \"service\":"
                                + " \"test\", \"title\": 7}]}"))
                .isEqualTo("200 {\"ok\": 1}");
        assertThat(post("/api/set/alerts", "{" + ME + ", \"alerts\": [{\"message\": \"down\", \"level\": 1}]}"))
                .startsWith("400 ");
        assertThat(overc.register().alerts())
                .containsExactly(
                        new Alert("localhost", null, "api", "alert", "down"),
                        new Alert("localhost", "test", "api", "alert", "late"));
        assertThat(overc.register().period("localhost", "test")).isNull();
    }

    @Test
    void supervisesChangesAndLateness() throws Exception {
        report(
                "{\"name\": \"a\", \"state\": \"OK\", \"info\": \"\"}, {\"name\": \"b\", \"state\": \"FAIL\", \"info\": \"\"}");
        assertThat(overc.register().supervise())
                .containsExactly(
                        new Alert("localhost", "b", "service:state", "FAIL", "State changed: \"(?)\" -> \"FAIL\""));
        assertThat(overc.register().supervise()).isEmpty();

        clock.advance(Duration.ofSeconds(60));
        assertThat(overc.register().supervise()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(overc.register().supervise())
                .extracting(Alert::service, Alert::event)
                .containsExactly(tuple("a", "offline"), tuple("b", "offline"));
        assertThat(overc.register().supervise()).isEmpty();

        report("{\"name\": \"b\", \"state\": \"OK\", \"info\": \"\"}");
        assertThat(overc.register().supervise())
                .extracting(Alert::service, Alert::event, Alert::message)
                .containsExactly(
                        tuple("b", "OK", "State changed: \"FAIL\" -> \"OK\""),
                        tuple("b", "online", "Monitoring plugin back online"));
    }

    @Test
    void doesWhatItsFaultSays() throws Exception {
        overc.fail(new OverCFault.Answer(503, "<h1>later</h1>", "Retry-After: 7"));
        assertThat(post("/api/ping", "{" + ME + "}")).isEqualTo("503 <h1>later</h1>");
        overc.fail(new OverCFault.HangUpAfter(5));
        assertThatThrownBy(() -> post("/api/ping", "{" + ME + "}")).isInstanceOf(IOException.class);
        assertThat(overc.register().key("localhost")).isNull();
        overc.fail(new OverCFault.LoseAnswer());
        assertThatThrownBy(() -> post("/api/ping", "{" + ME + "}")).isInstanceOf(IOException.class);
        assertThat(overc.register().key("localhost")).isEqualTo("1234");
        overc.fail(new OverCFault.FailAt("bad", 400));
        assertThat(report("{\"name\": \"bad\", \"state\": \"OK\", \"info\": \"\"}"))
                .startsWith("400 ");
        assertThat(report("{\"name\": \"good\", \"state\": \"OK\", \"info\": \"\"}"))
                .startsWith("200 ");
        overc.fail(new OverCFault.FailNext(1));
        assertThat(report("{\"name\": \"good\", \"state\": \"OK\", \"info\": \"\"}"))
                .startsWith("500 ");
        assertThat(report("{\"name\": \"good\", \"state\": \"OK\", \"info\": \"\"}"))
                .startsWith("200 ");
        overc.heal();
        assertThat(report("{\"name\": \"bad\", \"state\": \"OK\", \"info\": \"\"}"))
                .startsWith("200 ");
    }

    @Test
    void asksForAUserAndKeepsItsPrefix() throws Exception {
        try (FakeOverCServer guarded =
                FakeOverCServer.builder().prefix("/overc").login("u", "p").start()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(guarded.url() + "api/ping"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{" + ME + "}"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
            HttpRequest known = HttpRequest.newBuilder(request, (name, value) -> true)
                    .header("Authorization", "Basic dTpw")
                    .build();
            assertThat(client.send(known, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(post("/overc/api/ping", "{}")).startsWith("404 ");
    }
}
