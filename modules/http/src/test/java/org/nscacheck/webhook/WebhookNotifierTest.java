/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.http.HttpReceiver;
import org.nscacheck.http.HttpReceiver.Request;
import org.nscacheck.http.Told;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

/** What is posted, and what each answer means. */
class WebhookNotifierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:07Z");

    private static final WebhookNotifierFactory FACTORY =
            new WebhookNotifierFactory(SenderLimits.USUAL, InstantSource.fixed(NOW));

    private static final Notification TOLD = Told.problem("queued", "Größe \"5\"\nsecond");

    private final HttpReceiver receiver = new HttpReceiver((request, headers) -> 202);

    @AfterEach
    void stop() {
        receiver.close();
    }

    private List<SendOutcome> send(Map<String, String> settings, Notification... told) throws Exception {
        return send(FACTORY, Webhooks.at(receiver.port(), settings), told);
    }

    private static List<SendOutcome> send(WebhookNotifierFactory factory, Server server, Notification... told)
            throws Exception {
        try (Sender sender = factory.open(server)) {
            return Told.send(sender, told);
        }
    }

    private Request only() {
        assertThat(receiver.requests()).hasSize(1);
        return receiver.requests().get(0);
    }

    @Test
    void postsAllThatIsKnownAndSignsIt() throws Exception {
        assertThat(send(Map.of("path", "/hook?team=shop"), TOLD)).containsExactly(new SendOutcome.Accepted());

        Request request = only();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook?team=shop");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(request.body().replaceFirst("\"id\":\"[0-9a-f]{32}\"", "\"id\":\"?\""))
                .isEqualTo(
                        "{\"version\":1,\"id\":\"?\",\"sender\":\"shop\",\"kind\":\"PROBLEM\",\"severity\":\"FAILURE\","
                                + "\"at\":\"2026-03-01T10:00:00Z\",\"identity\":{\"host\":\"shop\",\"plugin\":\"orders\","
                                + "\"pluginInstance\":\"\",\"type\":\"metric\",\"typeInstance\":\"queued\"},"
                                + "\"text\":\"Größe \\\"5\\\"\\nsecond\",\"metadata\":{\"server\":\"main\",\"queued\":7,"
                                + "\"value\":7.5,\"confirmed\":true}}");
        assertThat(request.headers().getFirst("X-Nscacheck-Timestamp")).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Webhooks.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = NOW.getEpochSecond() + "." + request.body();
        assertThat(request.headers().getFirst("X-Nscacheck-Signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void knowsANotificationThatIsSentTwice() throws Exception {
        send(Map.of(), TOLD, Told.recovery("queued", "good"), TOLD);

        List<String> ids = receiver.requests().stream()
                .map(request -> request.body().replaceFirst(".*\"id\":\"([0-9a-f]{32})\".*", "$1"))
                .toList();
        assertThat(ids.get(2)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(1));
    }

    @Test
    void putsTheSecretWhereAHeaderWantsItAndSignsNothingThen() throws Exception {
        send(Map.of("headers", "Authorization: Bearer ${secret} | X-Team: shop", "method", "PUT"), TOLD);

        Request request = only();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer " + Webhooks.SECRET);
        assertThat(request.headers().getFirst("X-Team")).isEqualTo("shop");
        assertThat(request.headers()).doesNotContainKey("X-nscacheck-signature");
    }

    @Test
    void speaksToPagerDuty() throws Exception {
        Map<String, String> settings = Map.of("payload", "pagerduty", "path", "/v2/enqueue");
        send(settings, Told.problem("queued", "bad"), Told.recovery("queued", "good"));

        assertThat(receiver.requests().get(0).body())
                .isEqualTo("{\"routing_key\":\"" + Webhooks.SECRET + "\",\"event_action\":\"trigger\","
                        + "\"dedup_key\":\"shop/orders/metric-queued\",\"payload\":{"
                        + "\"summary\":\"shop/orders/metric-queued: bad\",\"source\":\"shop\",\"severity\":\"critical\","
                        + "\"timestamp\":\"2026-03-01T10:00:00Z\",\"component\":\"orders/metric-queued\","
                        + "\"class\":\"PROBLEM\",\"custom_details\":{\"server\":\"main\",\"queued\":7,"
                        + "\"value\":7.5,\"confirmed\":true}}}");
        assertThat(receiver.requests().get(1).body())
                .contains("\"event_action\":\"resolve\",\"dedup_key\":\"shop/orders/metric-queued\"");
        assertThat(receiver.requests().get(0).headers()).doesNotContainKey("X-nscacheck-signature");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @Row(value = "R12", done = "a webhook: a redirect is not followed but named")
    void followsNoRedirect(int status) throws Exception {
        try (HttpReceiver other = new HttpReceiver((request, headers) -> 200)) {
            receiver.answer((request, headers) -> {
                headers.add("Location", "http://user:pw@127.0.0.1:" + other.port() + "/");
                return status;
            });

            assertThat(send(Map.of(), TOLD))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                            .contains("HTTP " + status, "redirects are not followed")
                            .doesNotContain("pw"));
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void triesAgainWhatIsNotTakenForNowAndKeepsThePauseThatIsAskedFor(int status) throws Exception {
        receiver.answer((request, headers) -> {
            headers.add("Retry-After", "120");
            return status;
        });

        assertThat(send(Map.of(), TOLD, Told.problem("other", "bad")))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> {
                    assertThat(retry.reason()).contains("HTTP " + status);
                    assertThat(retry.notBefore()).isEqualTo(Duration.ofMinutes(2));
                }));
        // It asked for a pause, so the second one was not even tried.
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void doesNotRepeatWhatIsRefused(int status) throws Exception {
        receiver.answer(new HttpReceiver.Answer() {
            @Override
            public int status(Request request, Headers headers) {
                return status;
            }

            @Override
            public String body(Request request) {
                return "no: " + Webhooks.SECRET + "\u001b[31m";
            }
        });

        assertThat(send(Map.of(), TOLD, Told.recovery("queued", "good")))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(refused.reason())
                                .contains("HTTP " + status + " no: ***\\u001b")));
    }

    @Test
    void keepsWhatAWrongPasswordHoldsUp() throws Exception {
        receiver.answer((request, headers) -> 401);

        assertThat(send(Map.of(), TOLD))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .contains("check the password"));
    }

    @Test
    void doesNotWaitForASlowAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answer((request, headers) -> {
            end.await();
            return 200;
        });

        assertThat(send(Map.of("timeout", "200ms"), TOLD))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("did not answer in time"));
        end.countDown();
    }

    @Test
    @Row(value = "R59", done = "a webhook: a forbidden address, or a name that leads there: no connection")
    void connectsToNoForbiddenAddress() throws Exception {
        WebhookNotifierFactory strict = new WebhookNotifierFactory(
                SenderLimits.USUAL.with(new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128"))),
                InstantSource.system());
        for (String host : List.of("127.0.0.1", "localhost")) {
            Server server = Webhooks.at(receiver.port(), Map.of()).toBuilder()
                    .address(host)
                    .build();
            assertThat(send(strict, server, TOLD))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nscacheck.addresses.deny"));
        }
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void findsHeadersAndPathsThatCannotBe() {
        for (Map<String, String> faulty : List.of(
                Map.of("headers", "Host: example.net"),
                Map.of("headers", "no colon"),
                Map.of("headers", "X-A: b\u0007"),
                Map.of("headers", "content-type: text/plain"),
                Map.of("path", "hook"),
                Map.of("path", "/a b"))) {
            assertThat(FACTORY.validate(Webhooks.at(443, faulty)))
                    .as("%s", faulty)
                    .hasSize(1);
        }
        Server bare = Webhooks.at(443, Map.of("headers", "A: ${secret}", "payload", "pagerduty"))
                .withoutSecret();
        assertThat(FACTORY.validate(bare)).hasSize(2);
    }
}
