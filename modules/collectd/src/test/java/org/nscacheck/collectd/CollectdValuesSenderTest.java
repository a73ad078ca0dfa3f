/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Uom;
import org.nscacheck.notification.Identity;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Metrics by network, asked back from a real collectd. */
class CollectdValuesSenderTest {

    private static final SenderFactory FACTORY = new CollectdValuesSenderFactory();
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static List<SendOutcome> send(Server server, List<Report> reports) throws InterruptedException {
        try (Sender sender = FACTORY.open(server)) {
            return sender.send(reports, Servers.soon());
        }
    }

    private static void awaitValue(RealCollectd collectd, String identifier, String answer) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(collectd.ask("GETVAL " + identifier))
                .isEqualTo(answer));
    }

    @ParameterizedTest
    @EnumSource
    void areSeenInCollectdHoweverTheyAreProtected(SecurityLevel level) throws InterruptedException {
        int port = RealCollectd.freePort();
        try (RealCollectd collectd = RealCollectd.start(RealCollectd.listening(port, level, Golden.USER, "geheim"))) {
            Server server = Servers.at("collectd-values", port, level, "geheim");
            Report report = Servers.report(
                    "Mail-Queue of/shop",
                    Servers.metric("queued", 7, Uom.NONE),
                    Servers.metric("oldest age", 1500, Uom.MILLISECONDS),
                    Servers.metric("sent", 12, Uom.COUNTER));

            assertThat(send(server, List.of(report, Servers.report("No metrics"))))
                    .containsExactly(new SendOutcome.Sent(false), new SendOutcome.Sent(false));
            awaitValue(collectd, "shop/Mail_Queue_of_shop/gauge-queued", "1 Value found\nvalue=7.000000e+00\n");
            awaitValue(collectd, "shop/Mail_Queue_of_shop/gauge-oldest_age", "1 Value found\nvalue=1.500000e+00\n");
            awaitValue(collectd, "shop/Mail_Queue_of_shop/derive-sent", "1 Value found\nvalue=NaN\n");
            assertThat(collectd.ask("LISTVAL")).startsWith("3 Values found\n1768478400.000 shop/");
        }
    }

    @Test
    void fillPacketsAndAllArrive() throws InterruptedException {
        int port = RealCollectd.freePort();
        List<Report> reports = IntStream.range(0, 200)
                .mapToObj(i -> Servers.report("Service " + i, Servers.metric("value", i, Uom.NONE)))
                .toList();
        try (RealCollectd collectd =
                RealCollectd.start(RealCollectd.listening(port, SecurityLevel.ENCRYPT, Golden.USER, "geheim"))) {
            assertThat(send(Servers.at("collectd-values", port, SecurityLevel.ENCRYPT, "geheim"), reports))
                    .hasSize(200)
                    .containsOnly(new SendOutcome.Sent(false));
            awaitValue(collectd, "shop/Service_199/gauge-value", "1 Value found\nvalue=1.990000e+02\n");
            assertThat(collectd.ask("LISTVAL")).startsWith("200 Values found\n");
        }
    }

    @Test
    void wantToTryAgainWhereNobodyListens() throws InterruptedException {
        Report report = Servers.report("x", Servers.metric("value", 1, Uom.NONE));

        assertThat(send(
                        Servers.at("collectd-values", RealCollectd.freePort(), Map.of(), null),
                        List.of(report, report)))
                .hasSize(2)
                .allMatch(SendOutcome.Retry.class::isInstance);
    }

    @Test
    void leaveOutWhatHasExpired() throws InterruptedException {
        Report report = Servers.report("x", Servers.metric("value", 1, Uom.NONE));
        try (Sender sender = FACTORY.open(Servers.at("collectd-values", RealCollectd.freePort(), Map.of(), null))) {
            assertThat(sender.send(List.of(report), Servers.soon().withStoreTime(Servers.AT.plusSeconds(3600))))
                    .singleElement()
                    .isInstanceOf(SendOutcome.Expired.class);
        }
    }

    @Test
    void haveTheIntervalThatTheCheckPromises() {
        assertThat(MetricValues.of(Servers.report("x", Metric.of("a", 1)), Duration.ofDays(1)))
                .containsExactly(new ValueList(
                        new Identity("shop", "x", "", "gauge", "a"), Servers.AT, INTERVAL, List.of(Value.gauge(1))));
    }

    @Test
    void haveTheConfiguredIntervalWhereTheCheckPromisesNone() {
        Report promisesNothing = new Report(
                Target.host("a/b"),
                new CheckResult(
                        Status.OK,
                        "fine",
                        "",
                        PerfData.of(new Metric("rta", null, Uom.MILLISECONDS, null, null, null, null))),
                Servers.AT,
                null);

        assertThat(MetricValues.of(promisesNothing, INTERVAL))
                .containsExactly(new ValueList(
                        new Identity("a_b", "host", "", "gauge", "rta"),
                        Servers.AT,
                        INTERVAL,
                        List.of(Value.gauge(Double.NaN))));
    }
}
