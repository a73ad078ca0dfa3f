/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.http.HttpReceiver;
import org.nscacheck.http.Told;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.LifeSign;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** What is posted, and what becomes of it when Alertmanager does not take it. */
class AlertmanagerPostsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AlertmanagerNotifierFactory FACTORY =
            new AlertmanagerNotifierFactory(SenderLimits.USUAL, InstantSource.fixed(NOW));

    private final HttpReceiver receiver = new HttpReceiver((request, headers) -> 200);

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static Notification warning(String metric) {
        return Told.of(Notification.Kind.PROBLEM, Severity.WARNING, metric, "worse");
    }

    private List<SendOutcome> send(Map<String, String> settings, Notification... told) throws Exception {
        return send(Alertmanagers.at(receiver.port(), settings), told);
    }

    private static List<SendOutcome> send(Server server, Notification... told) throws Exception {
        try (Sender sender = FACTORY.open(server)) {
            return Told.send(sender, told);
        }
    }

    private String body(int index) {
        return receiver.requests().get(index).body();
    }

    @Test
    void letsABadStateHoldForADayAndEndsTheOtherSeverityBeforeIt() throws Exception {
        assertThat(send(Map.of(), Told.problem("queued", "bad\nreally"))).containsExactly(new SendOutcome.Accepted());

        String labels = "\"labels\":{\"alertname\":\"orders/metric-queued\",\"host\":\"shop\",\"plugin\":\"orders\","
                + "\"type\":\"metric\",\"type_instance\":\"queued\",\"severity\":\"%s\"}";
        String annotations =
                "\"annotations\":{\"summary\":\"bad\",\"description\":\"bad\\nreally\",\"kind\":\"PROBLEM\","
                        + "\"server\":\"main\",\"queued\":\"7\",\"value\":\"7.5\",\"confirmed\":\"true\"}";
        String alert = "{" + labels + "," + annotations + ",\"startsAt\":\"2026-03-01T10:00:00Z\",\"endsAt\":\"%s\"}";
        assertThat(receiver.requests().get(0).path()).isEqualTo("/api/v2/alerts");
        assertThat(body(0))
                .isEqualTo("[" + alert.formatted("warning", "2026-03-01T12:00:00Z") + ","
                        + alert.formatted("critical", "2026-03-02T12:00:00Z") + "]");
    }

    @Test
    void endsBothSeveritiesOnARecovery() throws Exception {
        send(Map.of(), Told.recovery("queued", "good"));

        assertThat(body(0).split("\"endsAt\":\"2026-03-01T12:00:00Z\"", -1)).hasSize(3);
        assertThat(body(0)).contains("\"severity\":\"warning\"", "\"severity\":\"critical\"");
    }

    @Test
    void keepsTheSeverityOutOfTheLabelsIfThatIsWanted() throws Exception {
        Map<String, String> settings = Map.of("severity", "annotation", "refresh", "12h", "path", "/am/");
        send(settings, warning("queued"), Told.recovery("queued", "good"));

        assertThat(receiver.requests().get(0).path()).isEqualTo("/am/api/v2/alerts");
        assertThat(body(0))
                .contains("\"type_instance\":\"queued\"},\"annotations\":{", "\"severity\":\"warning\"")
                .contains("\"endsAt\":\"2026-03-03T12:00:00Z\"");
        assertThat(body(0).split("endsAt", -1)).hasSize(2);
        assertThat(body(1).split("\"endsAt\":\"2026-03-01T12:00:00Z\"", -1)).hasSize(2);
    }

    @Test
    void letsAnEventEndByItself() throws Exception {
        send(Map.of(), Told.of(Notification.Kind.EVENT, Severity.OKAY, "queued", "a test"));

        assertThat(body(0)).contains("\"severity\":\"info\"", "\"endsAt\":\"2026-03-01T12:15:00Z\"");
        assertThat(body(0).split("endsAt", -1)).hasSize(2);
    }

    @Test
    void postsAtOnceWhatIsAboutDifferentThings() throws Exception {
        send(
                Map.of(),
                Told.problem("a", "bad"),
                Told.problem("b", "bad"),
                Told.recovery("a", "good"),
                Told.problem("c", "bad"));

        assertThat(receiver.requests()).hasSize(2);
        assertThat(body(0)).contains("metric-a", "metric-b").doesNotContain("good");
        assertThat(body(1)).contains("good", "metric-c");
    }

    @Test
    void postsEachAloneWhenOneOfThemIsMalformed() throws Exception {
        receiver.answer((request, headers) -> request.body().contains("metric-b") ? 400 : 200);

        List<SendOutcome> outcomes =
                send(Map.of(), Told.problem("a", "bad"), Told.problem("b", "bad"), Told.problem("c", "bad"));

        assertThat(receiver.requests()).hasSize(4);
        assertThat(outcomes.get(0)).isEqualTo(new SendOutcome.Accepted());
        assertThat(outcomes.get(1)).isInstanceOf(SendOutcome.Refused.class);
        assertThat(outcomes.get(2)).isEqualTo(new SendOutcome.Accepted());
    }

    @Test
    void goesOnWithWhatFollowsAMalformedOneAndNotWhereAlertmanagerFails() throws Exception {
        receiver.answer((request, headers) -> request.body().contains("worse") ? 400 : 200);
        assertThat(send(Map.of(), warning("a"), Told.recovery("a", "good")).get(1))
                .isEqualTo(new SendOutcome.Accepted());
        receiver.answer((request, headers) -> request.body().contains("worse") ? 500 : 200);

        assertThat(send(Map.of(), warning("a"), Told.recovery("a", "good")))
                .hasSize(2)
                .allMatch(SendOutcome.Retry.class::isInstance);
    }

    @Test
    void logsInByPasswordOrToken() throws Exception {
        Server server = Alertmanagers.at(receiver.port(), Map.of("user", "ops")).with(Secret.of("pässword"));
        send(server, warning("a"));
        send(
                server.toBuilder()
                        .settings(Map.of("tls", "false"))
                        .secret(Secret.of("t0ken"))
                        .build(),
                warning("a"));

        assertThat(receiver.requests().get(0).headers().getFirst("Authorization"))
                .isEqualTo("Basic b3BzOnDDpHNzd29yZA==");
        assertThat(receiver.requests().get(1).headers().getFirst("Authorization"))
                .isEqualTo("Bearer t0ken");
    }

    @Test
    void renewsItsWatchdogAlertThreeTimesInTheTimeForWhichItHolds() throws Exception {
        LifeSign watchdog = FACTORY.lifeSign(Alertmanagers.at(receiver.port(), Map.of("watchdog", "15m")))
                .orElseThrow();

        assertThat(watchdog.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(watchdog.sign().send(Deadline.in(Duration.ofSeconds(5)))).isEqualTo(new SendOutcome.Accepted());
        assertThat(body(0))
                .contains("\"labels\":{\"alertname\":\"nscacheck/watchdog\",\"host\":\"shop\",\"plugin\":\"nscacheck\","
                        + "\"type\":\"watchdog\",\"severity\":\"none\"}")
                .contains("\"startsAt\":\"2026-03-01T12:00:00Z\",\"endsAt\":\"2026-03-01T12:15:00Z\"");
    }

    @Test
    void hasAWatchdogOnlyIfOneIsWanted() {
        assertThat(FACTORY.lifeSign(Alertmanagers.at(receiver.port(), Map.of())))
                .isEmpty();
        for (String wrong : List.of("2m", "31d", "-5m", "soon")) {
            Server server = Alertmanagers.at(receiver.port(), Map.of("watchdog", wrong));
            assertThat(FACTORY.validate(server)).singleElement().asString().contains("watchdog");
            assertThat(FACTORY.lifeSign(server)).isEmpty();
        }
    }

    @Test
    void neverPromisesLessThanADay() {
        for (Duration refresh : List.of(Duration.ofMinutes(1), Duration.ofHours(5), Duration.ofHours(6))) {
            assertThat(new Alerts(refresh, true).of(warning("a"), NOW).get(1).endsAt())
                    .isEqualTo(NOW.plus(Duration.ofHours(24)));
        }
        assertThat(new Alerts(Duration.ofHours(7), true)
                        .of(warning("a"), NOW)
                        .get(1)
                        .endsAt())
                .isEqualTo(NOW.plus(Duration.ofHours(28)));
    }
}
