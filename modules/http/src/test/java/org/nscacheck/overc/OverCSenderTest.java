/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.nscacheck.overc.Servers.AT;
import static org.nscacheck.overc.Servers.report;
import static org.nscacheck.overc.Servers.reports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.SettableClock;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.overc.FakeOverCServer;
import org.nscacheck.testkit.overc.OverCFault;
import org.nscacheck.testkit.overc.OverCRegister.Alert;
import org.nscacheck.testkit.overc.OverCRegister.State;

class OverCSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STATUS = "/api/set/service/status";

    private final SettableClock clock = new SettableClock(AT);
    private final FakeOverCServer overc = FakeOverCServer.builder().clock(clock).start();
    private final OverCSenderFactory factory = new OverCSenderFactory();

    @AfterEach
    void stop() {
        overc.close();
    }

    private List<SendOutcome> send(List<Report> reports, Map<String, String> settings) throws InterruptedException {
        try (Sender sender = factory.open(Servers.at(overc.port(), settings))) {
            return sender.send(reports, Deadline.in(PATIENCE, () -> 0).withStoreTime(clock.instant()));
        }
    }

    private List<SendOutcome> send(List<Report> reports) throws InterruptedException {
        return send(reports, Map.of());
    }

    private static Report until(String service, Instant validUntil) {
        return report(Target.service("shop", service), Status.OK, validUntil);
    }

    private static String reason(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Retry retry) {
            return retry.reason();
        } else if (outcome instanceof SendOutcome.Rejected rejected) {
            return rejected.reason();
        } else if (outcome instanceof SendOutcome.Refused refused) {
            return refused.reason();
        } else if (outcome instanceof SendOutcome.Unknown unknown) {
            return unknown.reason();
        }
        throw new AssertionError("no reason in " + outcome);
    }

    @Test
    void sendsABatchInOnePostWithThePeriodOfEachService() throws Exception {
        List<Report> reports = List.of(
                until("minute", AT.plusSeconds(90)),
                until("day", AT.plusSeconds(90_000).plusNanos(1)),
                until("now", AT),
                until("endless", Instant.MAX),
                report("unlimited", Status.CRITICAL));
        assertThat(send(reports)).hasSize(5).allMatch(SendOutcome.Accepted.class::isInstance);

        assertThat(overc.posts()).singleElement().satisfies(post -> {
            assertThat(post.path()).isEqualTo(STATUS);
            assertThat(post.userAgent()).isEqualTo("nscacheck");
            assertThat(post.body()).contains("\"period\":31536000,\"services\":[");
        });
        assertThat(List.of("minute", "day", "now", "endless", "unlimited"))
                .extracting(service -> overc.register().period("shop", service))
                .containsExactly(90, 90_001, 1, 31_536_000, 31_536_000);
    }

    @Test
    void countsThePeriodFromTheMomentAtWhichItSends() throws Exception {
        clock.advance(Duration.ofSeconds(30));
        send(List.of(until("late", AT.plusSeconds(90))));
        assertThat(overc.register().period("shop", "late")).isEqualTo(60);
    }

    @Test
    void countsThePeriodFromTheEndOfTheCheckWhereTheStoresTimeIsUnknown() throws Exception {
        try (Sender sender = factory.open(Servers.at(overc.port()))) {
            sender.send(List.of(until("alone", AT.plusSeconds(45))), Deadline.in(PATIENCE));
        }
        assertThat(overc.register().period("shop", "alone")).isEqualTo(45);
    }

    @Test
    void isFoundLateByOverCWhenTheNextReportStaysAway() throws Exception {
        send(List.of(until("a", AT.plusSeconds(90)), until("b", AT.plusSeconds(600))));
        clock.advance(Duration.ofSeconds(90));
        assertThat(overc.register().supervise()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(overc.register().supervise())
                .extracting(Alert::service, Alert::event)
                .containsExactly(tuple("a", "offline"));

        send(List.of(until("a", clock.instant().plusSeconds(90))));
        assertThat(overc.register().supervise())
                .extracting(Alert::service, Alert::event)
                .containsExactly(tuple("a", "online"));
    }

    @Test
    void leavesTheAlertsToOverC() throws Exception {
        send(List.of(report("a", Status.OK), report("b", Status.WARNING)));
        send(List.of(report("a", Status.CRITICAL)));
        assertThat(overc.posts()).extracting(FakeOverCServer.Post::path).containsOnly(STATUS);
        assertThat(overc.register().supervise())
                .extracting(Alert::service, Alert::event)
                .containsExactly(tuple("b", "WARN"), tuple("a", "FAIL"));
    }

    @Test
    void sendsTwoReportsOfAServiceInTheirOrder() throws Exception {
        send(List.of(report("a", Status.CRITICAL), report("b", Status.OK), report("a", Status.OK)));
        assertThat(overc.register().states())
                .extracting(State::service, State::state)
                .containsExactly(tuple("a", "FAIL"), tuple("b", "OK"), tuple("a", "OK"));
        assertThat(overc.register().current("shop", "a").state()).isEqualTo("OK");
    }

    @Test
    void writesMessageAndFurtherLinesAndThePerformanceDataOnlyOnRequest() throws Exception {
        Report report = new Report(
                Target.service("shop", "a"),
                new CheckResult(Status.OK, "7 | mails", "first\nsecond", PerfData.of(Metric.of("queued", 7))),
                AT,
                null);
        send(List.of(report));
        send(List.of(report), Map.of("performance-data", "true"));
        assertThat(overc.register().states())
                .extracting(State::info)
                .containsExactly("7 ¦ mails\nfirst\nsecond", "7 ¦ mails|queued=7\nfirst\nsecond");
    }

    @Test
    void neverSendsMoreTextThanAScreenShows() throws Exception {
        send(List.of(new Report(
                Target.service("shop", "a"),
                new CheckResult(Status.OK, "ä".repeat(100_000), "", PerfData.none()),
                AT,
                null)));
        assertThat(overc.register().states().get(0).info().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(8000, 8192);
    }

    @Test
    void showsTheStateOfTheHostAsAService() throws Exception {
        send(List.of(report(Target.host("shop"), Status.CRITICAL, null)));
        send(List.of(report(Target.host("shop"), Status.OK, null)), Map.of("host-service", "the host itself"));
        assertThat(overc.register().states())
                .extracting(State::service, State::state)
                .containsExactly(tuple("host", "FAIL"), tuple("the host itself", "OK"));
    }

    @Test
    void cutsLongNamesSoThatTheyStayApartAndTellsThemInFull() throws Exception {
        String fits = "s".repeat(32);
        String first = "orders.import.from.partners.first";
        String second = "orders.import.from.partners.second";
        String host = "shop-production-7d9f8b6c5d-x2x4z.example.net";
        send(List.of(report(fits, Status.OK), report(first, Status.OK), report(second, Status.OK)));
        send(List.of(report(Target.service(host, "a"), Status.OK, null)));
        List<State> states = overc.register().states();
        assertThat(states.get(0).service()).isEqualTo(fits);
        assertThat(states.subList(1, 3))
                .extracting(State::service)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSize(32).startsWith("orders.import.from.partne~"));
        assertThat(states.get(1).info()).isEqualTo("message of shop/" + first + "\n[" + first + "]\nmore");
        assertThat(states.get(3).server()).hasSize(32).startsWith("shop-production-7d9f8b6c5~");
        assertThat(ShortNames.of("🚀".repeat(40))).startsWith("🚀".repeat(25) + "~");
    }

    @Test
    void sendsThePostsOfEachHostUnderItsNameWithTheSameKey() throws Exception {
        List<SendOutcome> outcomes = send(List.of(
                report(Target.service("shop", "a"), Status.OK, null),
                report(Target.service("cart", "b"), Status.OK, null),
                report(Target.service("shop", "c"), Status.OK, null)));
        assertThat(outcomes).allMatch(SendOutcome.Accepted.class::isInstance);
        assertThat(overc.posts()).hasSize(2);
        assertThat(overc.register().states())
                .extracting(State::server, State::service)
                .containsExactly(tuple("shop", "a"), tuple("shop", "c"), tuple("cart", "b"));
        assertThat(overc.register().key("cart")).isEqualTo(Servers.KEY);
    }

    @Test
    void isRejectedWithAWrongKeyAndRecoversByItself() throws Exception {
        overc.register().bind("shop", "another");
        assertThat(send(reports(3))).hasSize(3).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
            assertThat(reason(outcome)).contains("Invalid server key").doesNotContain(Servers.KEY);
        });
        assertThat(overc.posts()).hasSize(1);
        overc.register().bind("shop", Servers.KEY);
        assertThat(send(reports(3))).allMatch(SendOutcome.Accepted.class::isInstance);
    }

    @Test
    void refusesOnlyTheReportsOfAnotherHostWhoseKeyIsWrong() throws Exception {
        overc.register().bind("cart", "another");
        assertThat(send(List.of(
                        report(Target.service("cart", "a"), Status.OK, null),
                        report(Target.service("shop", "b"), Status.OK, null))))
                .extracting(Object::getClass)
                .containsExactly(SendOutcome.Refused.class, SendOutcome.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void findsTheOneReportForWhichAPostIsNotTaken(int status) throws Exception {
        List<Report> reports = reports(200);
        overc.fail(new OverCFault.FailAt("Service 77", status));
        List<SendOutcome> outcomes = send(reports);
        IntStream.range(0, 200).forEach(i -> assertThat(outcomes.get(i))
                .as("report " + i)
                .isInstanceOf(i == 77 ? SendOutcome.Refused.class : SendOutcome.Accepted.class));
        assertThat(reason(outcomes.get(77))).contains(status == 400 ? "not Service 77" : "HTTP 500");
        assertThat(overc.posts()).hasSizeLessThan(25);
        assertThat(overc.register().states()).hasSize(199);
        assertThat(overc.register().states())
                .extracting(State::service)
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .filter(i -> i != 77)
                        .mapToObj(i -> "Service " + i)
                        .toList());
    }

    @Test
    void letsOthersGoFirstWhenOverCFailsAtTheOnlyReport() throws Exception {
        overc.fail(new OverCFault.FailAt("Service 0", 500));
        assertThat(send(reports(1)))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.notBefore())
                        .isNotNull());
        overc.fail(new OverCFault.FailAt("Service 0", 400));
        assertThat(send(reports(1))).singleElement().isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    void holdsNoReportBackForAFailureThatPasses() throws Exception {
        overc.fail(new OverCFault.FailNext(1));
        assertThat(send(reports(1))).singleElement().isInstanceOf(SendOutcome.Accepted.class);
        overc.fail(new OverCFault.FailNext(1));
        assertThat(send(reports(50))).hasSize(50).allMatch(SendOutcome.Accepted.class::isInstance);
    }

    @Test
    void neverSendsAnOlderReportAfterANewerOneOfItsService() throws Exception {
        List<Report> reports = List.of(
                report("a", Status.CRITICAL), report("b", Status.OK), report("a", Status.OK), report("c", Status.OK));
        overc.fail(new OverCFault.FailAt("\"FAIL\"", 500));
        assertThat(send(reports))
                .extracting(Object::getClass)
                .containsExactly(
                        SendOutcome.Retry.class,
                        SendOutcome.Accepted.class,
                        SendOutcome.Accepted.class,
                        SendOutcome.Accepted.class);
        // All together, the first half, and alone; not once more.
        assertThat(overc.posts())
                .filteredOn(post -> post.body().contains("\"FAIL\""))
                .hasSize(3);
    }

    @Test
    void doesNotHalveWhatIsNotTheFaultOfAnyReport() throws Exception {
        overc.fail(new OverCFault.Answer(400, "{\"error\": \"no server\"}"));
        assertThat(send(reports(500))).hasSize(500).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(SendOutcome.Rejected.class);
            assertThat(reason(outcome)).contains("no server");
        });
        overc.fail(new OverCFault.Answer(500, "<h1>Internal Server Error</h1>"));
        assertThat(send(reports(500))).hasSize(500).allMatch(SendOutcome.Retry.class::isInstance);
        assertThat(overc.posts()).hasSize(4);
    }

    @Test
    void givesUpHalvingWhereNothingIsTaken() throws Exception {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            reports.add(report(Target.service("shop", "bad"), Status.OK, null));
        }
        overc.fail(new OverCFault.FailAt("bad", 400));
        assertThat(send(reports)).hasSize(500).noneMatch(SendOutcome.Accepted.class::isInstance);
        assertThat(overc.posts()).hasSizeLessThan(30);
    }

    @Test
    void splitsWhatIsTooLarge() throws Exception {
        List<Report> reports = IntStream.range(0, 300)
                .mapToObj(i -> new Report(
                        Target.service("shop", "Service " + i),
                        new CheckResult(Status.OK, "\"".repeat(8000), "", PerfData.none()),
                        AT,
                        null))
                .toList();
        assertThat(send(reports)).allMatch(SendOutcome.Accepted.class::isInstance);
        assertThat(overc.posts())
                .hasSizeGreaterThan(5)
                .allMatch(post -> post.body().length() < 1 << 20);

        overc.fail(new OverCFault.Answer(413, "<h1>Request Entity Too Large</h1>"));
        assertThat(send(reports(3))).allMatch(SendOutcome.Refused.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {\"error\": \"slowly\"} | Retry-After: 7 | Retry | slowly",
                "503 | <h1>later</h1> | Retry-After: soon | Retry | HTTP 503",
                "408 | '' | '' | Retry | HTTP 408",
                "502 | <h1>Bad Gateway</h1> | '' | Unknown | HTTP 502",
                "504 | '' | '' | Unknown | HTTP 504",
                "200 | <form>Log in</form> | '' | Rejected | not OverC's",
                "200 | {\"ok\": 0} | '' | Rejected | not OverC's",
                "200 | {\"ok\": 1 | '' | Rejected | not OverC's",
                "302 | '' | Location: https://user:pw@login.example.net/ | Rejected | redirected to https://***@login.example.net/",
                "308 | '' | '' | Rejected | redirected",
                "401 | '' | '' | Rejected | basic authentication",
                "404 | <h1>Not Found</h1> | '' | Rejected | no OverC at this path",
                "418 | '' | '' | Rejected | HTTP 418"
            })
    @Row(
            value = "R12",
            done = "OverC: a login page with 200 is not taken for an answer, and a redirect is not followed but named")
    void drawsTheConclusionOfAnAnswer(int status, String body, String header, String outcome, String words)
            throws Exception {
        overc.fail(new OverCFault.Answer(status, body, header));
        assertThat(send(reports(3))).hasSize(3).allSatisfy(each -> {
            assertThat(each.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(reason(each)).contains(words).startsWith("127.0.0.1:" + overc.port() + ": ");
            assertThat(each instanceof SendOutcome.Retry retry && retry.notBefore() != null)
                    .isEqualTo(status == 429);
        });
        overc.heal();
        assertThat(send(reports(3))).allMatch(SendOutcome.Accepted.class::isInstance);
    }

    @Test
    void doesNotKnowWhatHasBecomeOfAPostWhoseAnswerIsLost() throws Exception {
        overc.fail(new OverCFault.LoseAnswer());
        List<Report> reports = new ArrayList<>(reports(2));
        reports.add(report(Target.service("cart", "a"), Status.OK, null));
        assertThat(send(reports))
                .extracting(Object::getClass)
                .containsExactly(SendOutcome.Unknown.class, SendOutcome.Unknown.class, SendOutcome.Retry.class);
        assertThat(overc.register().states()).hasSize(2);

        overc.fail(new OverCFault.HangUpAfter(20));
        assertThat(send(reports(1))).allMatch(SendOutcome.Unknown.class::isInstance);
    }

    @Test
    void goesOnAtOnceWhenTheServerWasStartedAgain() throws Exception {
        int port = overc.port();
        try (Sender sender = factory.open(Servers.at(port))) {
            assertThat(sender.send(reports(2), Deadline.in(PATIENCE))).allMatch(SendOutcome.Accepted.class::isInstance);
            overc.close();
            assertThat(sender.send(reports(2), Deadline.in(PATIENCE)))
                    .noneMatch(SendOutcome.Accepted.class::isInstance);
            try (FakeOverCServer again = FakeOverCServer.builder().port(port).start()) {
                assertThat(sender.send(reports(2), Deadline.in(PATIENCE)))
                        .allMatch(SendOutcome.Accepted.class::isInstance);
                assertThat(again.register().states()).hasSize(2);
            }
        }
    }

    @Test
    void waitsNoLongerThanItsTimeout() throws Exception {
        overc.fail(new OverCFault.Delay(Duration.ofMinutes(1)));
        try (Sender sender = factory.open(Servers.at(overc.port(), Map.of("timeout", "300ms")))) {
            long began = System.nanoTime();
            assertThat(sender.send(reports(2), Deadline.in(PATIENCE))).allMatch(SendOutcome.Unknown.class::isInstance);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void speaksBelowAPathAndAsTheUserThatAWebServerAsksFor() throws Exception {
        try (FakeOverCServer guarded = FakeOverCServer.builder()
                .prefix("/overc")
                .login("shop", "pass word")
                .start()) {
            Map<String, String> settings = Map.of("path", "/overc/", "user", "shop");
            try (Sender sender =
                    factory.open(Servers.at(guarded.port(), settings).with(Secret.of("pass word " + Servers.KEY)))) {
                assertThat(sender.send(reports(2), Deadline.in(PATIENCE)))
                        .allMatch(SendOutcome.Accepted.class::isInstance);
            }
            assertThat(guarded.register().key("shop")).isEqualTo(Servers.KEY);
            try (Sender sender =
                    factory.open(Servers.at(guarded.port(), settings).with(Secret.of("another " + Servers.KEY)))) {
                assertThat(sender.send(reports(2), Deadline.in(PATIENCE)))
                        .allSatisfy(outcome -> assertThat(reason(outcome))
                                .contains("wrong or missing (HTTP 401)")
                                .doesNotContain("another"));
            }
        }
    }

    @Test
    @Row(value = "R13", done = "OverC: a name that leads to a forbidden address: no connection")
    @Row(value = "R59", done = "OverC: a forbidden address: no connection")
    void connectsToNoForbiddenAddress() throws Exception {
        OverCSenderFactory strict = new OverCSenderFactory(
                SenderLimits.USUAL.with(new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128"))));
        try (Sender sender = strict.open(
                Servers.at(overc.port()).toBuilder().address("localhost").build())) {
            assertThat(sender.send(reports(2), Deadline.in(PATIENCE))).allSatisfy(outcome -> {
                assertThat(outcome).isInstanceOf(SendOutcome.Retry.class);
                assertThat(reason(outcome)).contains("forbidden by nscacheck.addresses.deny");
            });
        }
        assertThat(overc.posts()).isEmpty();
    }

    @Test
    @Row(value = "R13", done = "OverC: a name that cannot be resolved is tried again, and named")
    void saysThatANameCannotBeResolved() throws Exception {
        try (Sender sender = factory.open(
                Servers.at(overc.port()).toBuilder().address("overc.invalid").build())) {
            assertThat(sender.send(reports(1), Deadline.in(PATIENCE)))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .isEqualTo("overc.invalid:" + overc.port() + ": the host name cannot be resolved"));
        }
    }
}
