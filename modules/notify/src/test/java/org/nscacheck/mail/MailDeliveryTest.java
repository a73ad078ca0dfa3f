/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Server;

/** What arrives of mails, and who gets them. */
class MailDeliveryTest {

    private static final MailNotifierFactory FACTORY = new MailNotifierFactory();

    private final SmtpPost post = SmtpPost.start(builder -> builder);

    @AfterEach
    void stop() {
        post.close();
    }

    private Server server(Map<String, String> more) {
        return MailServers.at(post.port(), more);
    }

    private static String part(MimeMessage message, int index) throws Exception {
        return String.valueOf(
                ((Multipart) message.getContent()).getBodyPart(index).getContent());
    }

    @Test
    void fillsInTheTemplatesAndEscapesThemInHtml() throws Exception {
        Server server = server(Map.of(
                "subject", "${severity} on ${host}: ${kind} ${limit}${unknown}",
                "body", "${text} (${identity}, ${at}) $${host}",
                "recipients", "Größe <ops@example.net>, dev@example.net"));

        assertThat(MailServers.send(FACTORY, server, List.of(MailServers.problem("queued", "Größe <b>5</b> & mehr"))))
                .containsExactly(new SendOutcome.Accepted());

        SmtpPost.Arrived arrived = post.arrived().get(0);
        assertThat(arrived.recipients()).containsExactly("ops@example.net", "dev@example.net");
        MimeMessage message = arrived.message();
        assertThat(message.getSubject()).isEqualTo("FAILURE on shop: PROBLEM 5");
        assertThat(part(message, 0).strip())
                .isEqualTo("Größe <b>5</b> & mehr (shop/orders/metric-queued, 2026-03-01T10:00:00Z) ${host}");
        assertThat(part(message, 1))
                .contains("Größe &lt;b&gt;5&lt;/b&gt; &amp; mehr")
                .doesNotContain("<b>");
        assertThat(message.getAllRecipients()[0].toString()).contains("ops@example.net");
    }

    @Test
    void sendsPlainTextOnlyIfHtmlIsNotWanted() throws Exception {
        MailServers.send(FACTORY, server(Map.of("html", "false")), List.of(MailServers.problem("queued", "ä")));

        assertThat(post.arrived().get(0).message().getContent()).asString().contains("FAILURE: ä");
    }

    @Test
    void letsARecoveryFollowItsProblemAndKnowsAMailThatIsSentTwice() throws Exception {
        Notification problem = MailServers.problem("queued", "bad");
        Notification recovery = MailServers.told(Notification.Kind.RECOVERY, Severity.OKAY, "queued", "good");
        MailServers.send(
                FACTORY, server(Map.of()), List.of(problem, recovery, MailServers.problem("failed", "bad"), problem));

        List<String> threads = headers("In-Reply-To");
        assertThat(threads.get(1)).isEqualTo(threads.get(0));
        assertThat(threads.get(2)).isNotEqualTo(threads.get(0));
        List<String> ids = headers("Message-ID");
        assertThat(ids.subList(0, 3)).doesNotHaveDuplicates().allMatch(id -> id.endsWith("@shop>"));
        assertThat(ids.get(3)).isEqualTo(ids.get(0));
    }

    private List<String> headers(String name) throws Exception {
        List<String> headers = new java.util.ArrayList<>();
        for (SmtpPost.Arrived each : post.arrived()) {
            headers.add(each.message().getHeader(name)[0]);
        }
        return headers;
    }

    @Test
    void listsManyInOneMail() throws Exception {
        List<Notification> told = IntStream.range(0, 500)
                .mapToObj(i -> MailServers.problem("m" + i, "text " + i + "\nmore <i>"))
                .toList();

        assertThat(MailServers.send(FACTORY, server(Map.of("digest-above", "5")), told))
                .hasSize(500)
                .containsOnly(new SendOutcome.Accepted());

        assertThat(post.arrived()).hasSize(1);
        MimeMessage message = post.arrived().get(0).message();
        assertThat(message.getSubject()).isEqualTo("500 notifications: 500 FAILURE");
        assertThat(part(message, 0).lines().filter(line -> line.contains(" FAILURE shop/orders/metric-m")))
                .hasSize(500);
        assertThat(part(message, 0)).contains("metric-m499: text 499 more <i>");
        assertThat(part(message, 1)).contains("text 499 more &lt;i&gt;").doesNotContain("<i>");
    }

    @Test
    void keepsLineEndsOfANotificationOutOfHeaders() throws Exception {
        MailServers.send(
                FACTORY,
                server(Map.of("subject", "${text}")),
                List.of(MailServers.problem("queued", "first\r\nBcc: all@example.net\r\n\r\nforged")));

        MimeMessage message = post.arrived().get(0).message();
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("first  Bcc: all@example.net    forged");
    }

    @Test
    void reachesTheOthersWhereOneRecipientIsRefused() throws Exception {
        post.refuse("gone@example.net", 550);
        Server server = server(Map.of("recipients", "ops@example.net, gone@example.net, dev@example.net"));

        List<SendOutcome> outcomes = MailServers.send(FACTORY, server, List.of(MailServers.problem("queued", "bad")));

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(
                        refused.reason())
                .contains(
                        "gone@example.net",
                        "550",
                        "no such user here",
                        "the others got it: ops@example.net, dev@example.net"));
        assertThat(post.arrived()).singleElement().satisfies(each -> assertThat(each.recipients())
                .containsExactly("ops@example.net", "dev@example.net"));
    }

    @Test
    void doesNotTellTwiceWhoHasGotItWhileAnotherIsToWait() throws Exception {
        post.refuse("busy@example.net", 450);
        Server server = server(Map.of("recipients", "ops@example.net, busy@example.net"));
        try (Sender sender = FACTORY.open(server)) {
            List<Notification> told = List.of(MailServers.problem("queued", "bad"));
            assertThat(MailServers.send(sender, told))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("busy@example.net"));
            post.refuseData(451);
            assertThat(MailServers.send(sender, told)).singleElement().isInstanceOf(SendOutcome.Retry.class);
            post.refuseData(0);
            post.refuse("busy@example.net", 0);

            assertThat(MailServers.send(sender, told)).containsExactly(new SendOutcome.Accepted());
        }
        assertThat(post.arrived())
                .extracting(SmtpPost.Arrived::recipients)
                .containsExactly(List.of("ops@example.net"), List.of("busy@example.net"));
    }

    @Test
    void retriesWhatIsRefusedForNowAndNotWhatIsRefusedForGood() throws Exception {
        post.refuseData(451);
        assertThat(MailServers.send(FACTORY, server(Map.of()), List.of(MailServers.problem("queued", "bad"))))
                .singleElement()
                .isInstanceOf(SendOutcome.Retry.class);
        post.refuseData(554);
        assertThat(MailServers.send(FACTORY, server(Map.of()), List.of(MailServers.problem("queued", "bad"))))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("554", "not this one"));
        post.refuseData(0);
        post.refuse("ops@example.net", 550);
        assertThat(MailServers.send(FACTORY, server(Map.of()), List.of(MailServers.problem("queued", "bad"))))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("ops@example.net", "nobody got it"));
    }

    @Test
    void findsAddressesAndTemplatesThatCannotBe() {
        for (Map<String, String> faulty : List.of(
                Map.of("recipients", ""),
                Map.of("recipients", "ops"),
                Map.of("recipients", "ops@example.net\nBcc: x@example.net"),
                Map.of("from", "a@example.net, b@example.net"),
                Map.of("recipients", "größe@example.net"),
                Map.of("subject", "${severity"),
                Map.of("ca-file", "/etc/shadow"),
                Map.of("user", "ops"))) {
            assertThat(FACTORY.validate(server(faulty))).as("%s", faulty).hasSize(1);
        }
    }
}
