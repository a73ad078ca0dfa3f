/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.http.HttpExchange;
import org.nscacheck.http.HttpReceiver;
import org.nscacheck.http.SharedHttpClient;
import org.nscacheck.http.Told;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxJournal;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.Alertmanager;

/** The real Alertmanager: what it shows, and what it tells others. */
class RealAlertmanagerTest {

    private final HttpReceiver people = new HttpReceiver((request, headers) -> 200);

    @AfterEach
    void stop() {
        people.close();
    }

    private Alertmanager start() {
        return Alertmanager.start("http://127.0.0.1:" + people.port() + "/");
    }

    private void awaitTold(String status, String... contents) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(people.requests()).anySatisfy(request -> assertThat(request.body())
                        .contains("\"status\":\"" + status + "\"")
                        .contains(contents)));
    }

    @Test
    void showsAProblemFollowsItsSeverityAndResolvesIt() throws Exception {
        try (Alertmanager alertmanager = start();
                Sender sender =
                        new AlertmanagerNotifierFactory().open(Alertmanagers.at(alertmanager.port(), Map.of()))) {
            String ours = "host=\"shop\"";
            Notification warning = Told.of(Notification.Kind.PROBLEM, Severity.WARNING, "queued", "7 wait; Größe");

            assertThat(Told.send(sender, warning)).containsExactly(new SendOutcome.Accepted());
            assertThat(alertmanager.alerts(ours))
                    .contains("\"severity\":\"warning\"", "\"summary\":\"7 wait; Größe\"", "\"state\":\"active\"");
            awaitTold("firing", "orders/metric-queued", "warning");

            assertThat(Told.send(sender, Told.problem("queued", "70 wait")))
                    .containsExactly(new SendOutcome.Accepted());
            assertThat(alertmanager.alerts(ours))
                    .contains("\"severity\":\"critical\"")
                    .doesNotContain("\"severity\":\"warning\"");
            awaitTold("firing", "orders/metric-queued", "critical");
            awaitTold("resolved", "orders/metric-queued", "warning");

            assertThat(Told.send(sender, Told.recovery("queued", "none waits")))
                    .containsExactly(new SendOutcome.Accepted());
            assertThat(alertmanager.alerts(ours).strip()).isEqualTo("[]");
            awaitTold("resolved", "orders/metric-queued", "critical", "none waits");
        }
    }

    @Test
    void takesHostileNamesAndFactsOrRefusesThemAlone() throws Exception {
        String hostile = "a\"b\\c\nd\u0007{}=,|\ud800 Größe";
        Notification bad = new Notification(
                Notification.Kind.PROBLEM,
                Severity.FAILURE,
                Told.AT,
                new Identity("shop", hostile, hostile, "", ""),
                hostile,
                Map.of(hostile, hostile, "0", "digit", "", "empty"));
        try (Alertmanager alertmanager = start();
                Sender sender =
                        new AlertmanagerNotifierFactory().open(Alertmanagers.at(alertmanager.port(), Map.of()))) {
            List<SendOutcome> outcomes = Told.send(sender, Told.problem("a", "bad"), bad, Told.problem("b", "bad"));

            assertThat(outcomes.get(0)).isEqualTo(new SendOutcome.Accepted());
            assertThat(outcomes.get(1)).isEqualTo(new SendOutcome.Accepted());
            assertThat(outcomes.get(2)).isEqualTo(new SendOutcome.Accepted());
            assertThat(alertmanager.alerts("host=\"shop\"")).contains("metric-a", "metric-b", "a\\\"b\\\\c\\nd");
        }
    }

    @Test
    void learnsFromAlertmanagerItselfThatAnAlertIsMalformed() throws Exception {
        try (Alertmanager alertmanager = start();
                Sender sender =
                        new AlertmanagerNotifierFactory().open(Alertmanagers.at(alertmanager.port(), Map.of()))) {
            // Before the year 1, which its dates do not know.
            Notification malformed = new Notification(
                    Notification.Kind.PROBLEM,
                    Severity.FAILURE,
                    Instant.parse("-0001-01-01T00:00:00Z"),
                    new Identity("shop", "x", "", "", ""),
                    "bad",
                    Map.of());

            List<SendOutcome> outcomes =
                    Told.send(sender, Told.problem("a", "bad"), malformed, Told.problem("b", "bad"));

            assertThat(outcomes.get(0)).isEqualTo(new SendOutcome.Accepted());
            assertThat(outcomes.get(1)).isInstanceOf(SendOutcome.Refused.class);
            assertThat(outcomes.get(2)).isEqualTo(new SendOutcome.Accepted());
        }
    }

    /** The whole application, in memory, with nothing to tell but that it lives. */
    @Test
    void showsThatTheApplicationLivesAndGoesOnDoingSoForAWhileAfterItsEnd() throws Exception {
        try (Alertmanager alertmanager = start()) {
            Server server = Alertmanagers.at(alertmanager.port(), Map.of("watchdog", "3m"));
            EngineSettings settings = EngineSettings.builder("shop-1")
                    .servers(List.of(server))
                    .snapshotInterval(Duration.ofSeconds(1))
                    .build();
            Engine engine = Engine.start(
                    new InMemoryDatabase(InstantSource.system(), OutboxJournal.NONE).stores(),
                    settings,
                    Clockwork.NONE,
                    List.of(new AlertmanagerNotifierFactory()),
                    List::of);
            try (engine) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(alertmanager.alerts("type=\"watchdog\""))
                                .contains("nscacheck/watchdog", "\"host\":\"shop\"", "\"state\":\"active\""));
            }
            assertThat(alertmanager.alerts("type=\"watchdog\"")).contains("\"state\":\"active\"");
            awaitTold("firing", "nscacheck/watchdog");
        }
    }

    @Test
    void endsTheWatchdogAlertWhenNobodyRenewsItAnyMore() throws Exception {
        try (Alertmanager alertmanager = start()) {
            AlertmanagerSettings settings =
                    AlertmanagerSettings.read(Alertmanagers.at(alertmanager.port(), Map.of()), new ArrayList<>());
            AlertPosts posts = new AlertPosts(
                    settings, new HttpExchange(new SharedHttpClient(), AddressPolicy.USUAL, "Alertmanager", 1000));
            Watchdog watchdog = new Watchdog("shop", Duration.ofSeconds(6));
            Deadline deadline = Deadline.in(Duration.ofSeconds(30));
            Instant first = InstantSource.system().instant();

            posts.post(List.of(watchdog.at(first)), deadline);
            posts.post(List.of(watchdog.at(first.plusSeconds(4))), deadline);
            String renewed = alertmanager.alerts("type=\"watchdog\"");
            assertThat(renewed.split("nscacheck/watchdog", -1)).hasSize(2);
            assertThat(renewed)
                    .contains(first.plusSeconds(10)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString()
                            .replace("Z", ""));
            awaitTold("firing", "nscacheck/watchdog");
            awaitTold("resolved", "nscacheck/watchdog");
        }
    }
}
