/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.syslog.Facility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;
import org.nscacheck.notify.TestAuthority;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.daemon.Rsyslog;

/** What Debian's rsyslog reads, by each way that leads to it. */
class RsyslogTest {

    private static final SyslogNotifierFactory FACTORY = new SyslogNotifierFactory(
            SenderLimits.USUAL.withReceivers(List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private static Notification problem(String text) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("value", 7.5);
        facts.put("a b", "quoted \"x\" ]\\ Größe\nforged");
        return SyslogServers.told(Kind.PROBLEM, Severity.FAILURE, text, facts);
    }

    private static List<String> awaitMessages(Rsyslog rsyslog, int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rsyslog.messages()).hasSize(count));
        return rsyslog.messages();
    }

    @Test
    void understandsStructuredDataOverUdpAndTcp() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.start()) {
            Server udp = SyslogServers.at(rsyslog.udpPort(), "udp", Map.of("facility", "local3")).toBuilder()
                    .address("127.0.0.1")
                    .build();
            assertThat(SyslogServers.send(FACTORY, udp, problem("Größe; 5 %")))
                    .containsExactly(new SendOutcome.Sent(false));
            awaitMessages(rsyslog, 1);
            Server tcp = SyslogServers.at(rsyslog.tcpPort(), "tcp", Map.of("app-name", "shop-app"));
            assertThat(SyslogServers.send(
                            FACTORY, tcp, SyslogServers.told(Kind.RECOVERY, Severity.OKAY, "one\ntwo", Map.of())))
                    .containsExactly(new SendOutcome.Sent(true));

            assertThat(awaitMessages(rsyslog, 2))
                    .containsExactly(
                            "local3.crit 2026-03-01T10:00:00.515Z shop nscacheck PROBLEM"
                                    + " [nscacheck@32473 severity=\"FAILURE\" host=\"shop\" plugin=\"orders\" type=\"metric\""
                                    + " typeInstance=\"queued\" value=\"7.5\""
                                    + " a_b=\"quoted \\\"x\\\" \\]\\\\ Größe forged\"]"
                                    + " shop/orders/metric-queued: Größe; 5 %",
                            "daemon.notice 2026-03-01T10:00:00.515Z shop shop-app RECOVERY"
                                    + " [nscacheck@32473 severity=\"OKAY\" host=\"shop\" plugin=\"orders\" type=\"metric\""
                                    + " typeInstance=\"queued\"] shop/orders/metric-queued: one#012two");
        }
    }

    @Test
    void readsAThousandMessagesOfOneBatchInTheirOrder() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.start()) {
            Notification[] many = IntStream.range(0, 1000)
                    .mapToObj(
                            i -> SyslogServers.told(Kind.PROBLEM, Severity.WARNING, "number " + i + "\nmore", Map.of()))
                    .toArray(Notification[]::new);

            assertThat(SyslogServers.send(FACTORY, SyslogServers.at(rsyslog.tcpPort(), "tcp", Map.of()), many))
                    .hasSize(1000)
                    .containsOnly(new SendOutcome.Sent(true));

            List<String> messages = awaitMessages(rsyslog, 1000);
            for (int i = 0; i < 1000; i++) {
                assertThat(messages.get(i)).endsWith("number " + i + "#012more");
            }
        }
    }

    @Test
    void readsWhatIsEncrypted(@TempDir Path folder) throws Exception {
        TestAuthority authority = TestAuthority.in(folder);
        SyslogNotifierFactory factory =
                new SyslogNotifierFactory(SenderLimits.USUAL.withConfigurations(List.of(folder)));
        try (Rsyslog rsyslog = Rsyslog.startTls(authority.caFile(), authority.certificateFile(), authority.keyFile())) {
            Map<String, String> trusting = Map.of("ca-file", authority.caFile().toString());
            assertThat(SyslogServers.send(
                            factory, SyslogServers.at(rsyslog.tcpPort(), "tls", trusting), problem("secret")))
                    .hasOnlyElementsOfType(SendOutcome.Sent.class);
            assertThat(awaitMessages(rsyslog, 1)).singleElement().asString().endsWith(": secret");

            for (Server wrong : List.of(
                    SyslogServers.at(rsyslog.tcpPort(), "tls", Map.of()),
                    SyslogServers.at(rsyslog.tcpPort(), "tls", trusting).toBuilder()
                            .address("127.0.0.1")
                            .build())) {
                assertThat(SyslogServers.send(factory, wrong, problem("not sent")))
                        .singleElement()
                        .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                                .contains("TLS failed"));
            }
            assertThat(rsyslog.messages()).hasSize(1);
        }
    }

    @Test
    void readsTheSocketOfThisMachine() throws Exception {
        Map<String, String> socket;
        try (Rsyslog rsyslog = Rsyslog.start()) {
            socket = Map.of("socket", rsyslog.socket().toString());
            assertThat(SyslogServers.send(FACTORY, SyslogServers.at(514, "local", socket), problem("Größe 5")))
                    .containsExactly(new SendOutcome.Sent(false));

            assertThat(awaitMessages(rsyslog, 1))
                    .singleElement()
                    .asString()
                    .startsWith("daemon.crit ")
                    .contains(" nscacheck ")
                    .endsWith("shop/orders/metric-queued: Größe 5");
        }
        assertThat(SyslogServers.send(FACTORY, SyslogServers.at(514, "local", socket), problem("Größe 5")))
                .singleElement()
                .isInstanceOf(SendOutcome.Retry.class);
    }

    @Test
    void cutsTheTextAndNeitherACharacterNorTheHead() throws Exception {
        for (int bytes = 480; bytes < 500; bytes++) {
            SyslogSettings.Form form = new SyslogSettings.Form(Facility.DAEMON, "nscacheck", "shop", bytes);
            byte[] message = new SyslogMessages(form, ZoneOffset.UTC).structured(problem("ä".repeat(5000)));
            String text = new String(message, StandardCharsets.UTF_8);

            assertThat(message.length).isBetween(bytes - 1, bytes);
            assertThat(text).endsWith("ää").contains("typeInstance=\"queued\"").doesNotContain("\ufffd");
        }
    }

    @Test
    void writesToNoOtherFileAndConnectsToNoForbiddenAddress() throws Exception {
        assertThat(FACTORY.validate(SyslogServers.at(514, "local", Map.of("socket", "/etc/passwd"))))
                .singleElement()
                .asString()
                .contains("nscacheck.allowed-paths.receivers");
        SyslogNotifierFactory strict = new SyslogNotifierFactory(
                SenderLimits.USUAL.with(new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128"))));
        for (String transport : List.of("udp", "tcp")) {
            assertThat(SyslogServers.send(strict, SyslogServers.at(514, transport, Map.of()), problem("x")))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nscacheck.addresses.deny"));
        }
    }

    @Test
    void findsSettingsThatCannotBe() {
        for (Map<String, String> faulty :
                List.of(Map.of("app-name", "two words"), Map.of("max-bytes", "100"), Map.of("facility", "kernel"))) {
            assertThat(FACTORY.validate(SyslogServers.at(514, "udp", faulty)))
                    .as("%s", faulty)
                    .hasSize(1);
        }
    }
}
