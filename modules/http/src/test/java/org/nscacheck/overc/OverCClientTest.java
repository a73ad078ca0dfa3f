/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Status;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.overc.FakeOverCServer;
import org.nscacheck.testkit.overc.OverCFault;
import org.nscacheck.testkit.overc.OverCRegister.Alert;

class OverCClientTest {

    private static final Identification ME = new Identification("localhost", Secret.of(Servers.KEY));

    private final FakeOverCServer overc = FakeOverCServer.start();
    private final OverCClient client = new OverCClient(OverCClientSettings.of(overc.url()));

    @AfterEach
    void stop() {
        overc.close();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void pingsReportsAndRaisesAlerts() throws Exception {
        assertThat(client.ping(ME, soon())).isEqualTo(OverCAnswer.DONE);
        StatusPost post =
                new StatusPost(ME, 60, List.of(new ServiceReport("app", Status.WARNING, "läuft \"fast\"", null)));
        assertThat(client.status(post, soon()).isTaken()).isTrue();
        AlertsPost alerts = new AlertsPost(ME, List.of(PostedAlert.of("down", null), PostedAlert.of("late", "app")));
        assertThat(client.alerts(alerts, soon()).isTaken()).isTrue();

        assertThat(overc.register().current("localhost", "app").info()).isEqualTo("läuft \"fast\"");
        assertThat(overc.register().period("localhost", "app")).isEqualTo(60);
        assertThat(overc.register().alerts())
                .extracting(Alert::service, Alert::message)
                .containsExactly(tuple(null, "down"), tuple("app", "late"));
    }

    @Test
    void readsARefusal() throws Exception {
        assertThat(client.status(new StatusPost(ME, 1, List.of()), soon()).isTaken())
                .isTrue();
        assertThat(client.ping(new Identification("localhost", Secret.of("other")), soon()))
                .satisfies(answer -> assertThat(answer.kind()).isEqualTo(Kind.WRONG_KEY))
                .satisfies(answer -> assertThat(answer.reason()).contains("Invalid server key (HTTP 403)"));
    }

    @Test
    void takesNoOtherPostsAnswerForItsOwn() throws Exception {
        overc.fail(new OverCFault.Answer(200, "{\"ok\": 1}"));
        assertThat(client.ping(ME, soon()).kind()).isEqualTo(Kind.TURNED_AWAY);
        overc.fail(new OverCFault.Answer(200, "{\"x\": {\"pong\": 1}, \"more\": [1], \"pong\": 1, \"z\": null}"));
        assertThat(client.ping(ME, soon()).isTaken()).isTrue();
    }

    @Test
    void tellsNobodyTheKeyThatAnAnswerQuotes() throws Exception {
        overc.fail(new OverCFault.Answer(400, "{\"error\": \"" + "x".repeat(290) + Servers.KEY + " and more\"}"));
        assertThat(client.ping(ME, soon()).reason())
                .doesNotContain(Servers.KEY.substring(0, 5))
                .contains("x***");
        overc.fail(new OverCFault.Answer(302, "", "Location: http://elsewhere/?key=" + Servers.KEY));
        assertThat(client.ping(ME, soon()).reason()).doesNotContain(Servers.KEY);
    }

    @Test
    void readsNoMoreOfAnAnswerThanOverCEverSends() throws Exception {
        overc.fail(new OverCFault.Answer(200, "{\"pong\": 1, \"x\": \"" + "x".repeat(60_000) + "\"}"));
        assertThat(client.ping(ME, soon()).isTaken()).isTrue();
        overc.fail(new OverCFault.Answer(200, "{\"pong\": 1, \"x\": \"" + "x".repeat(5_000_000) + "\"}"));
        assertThat(client.ping(ME, soon()).kind()).isEqualTo(Kind.TURNED_AWAY);
        overc.heal();
        assertThat(client.ping(ME, soon()).isTaken()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "1", "{", "{\"pong\": \"1\"}", "{\"pong\": true}", "{\"pong\": 1}}", "\u0000", "[[[["})
    void takesNothingElseForAnAnswer(String body) throws Exception {
        overc.fail(new OverCFault.Answer(200, body));
        assertThat(client.ping(ME, soon()).kind()).isIn(Kind.TURNED_AWAY, Kind.UNKNOWN);
    }

    @Test
    void doesNotBeginWhenItsTimeIsOver() throws Exception {
        assertThat(client.ping(ME, Deadline.in(Duration.ZERO)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(overc.posts()).isEmpty();
    }

    @Test
    void endsAtItsDeadline() throws Exception {
        overc.fail(new OverCFault.Delay(Duration.ofMinutes(1)));
        assertThat(client.ping(ME, Deadline.in(Duration.ofMillis(300))))
                .satisfies(answer -> assertThat(answer.kind()).isEqualTo(Kind.UNKNOWN))
                .satisfies(answer -> assertThat(answer.reason()).endsWith("OverC did not answer in time"));
    }

    /** The fake stands in for the proxy: it is asked for a host that nobody else knows. */
    @Test
    void goesThroughTheProxyOfTheJvm() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), overc.port())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            OverCClient behind = new OverCClient(OverCClientSettings.of("http://overc.invalid:5000/"));
            assertThat(behind.ping(ME, soon())).isEqualTo(OverCAnswer.DONE);
            assertThat(overc.register().key("localhost")).isEqualTo(Servers.KEY);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        overc.close();
        assertThat(client.ping(ME, soon()))
                .satisfies(answer -> assertThat(answer.kind()).isEqualTo(Kind.NOT_SENT))
                .satisfies(answer -> assertThat(answer.reason()).contains("connection refused"));
    }
}
