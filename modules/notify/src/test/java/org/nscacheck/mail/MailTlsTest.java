/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.notify.TestAuthority;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** Encrypted connections, certificates and logins. */
class MailTlsTest {

    private static final String PASSWORD = "s3cret-password";

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static MailNotifierFactory factory;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = TestAuthority.in(folder);
        factory = new MailNotifierFactory(SenderLimits.USUAL.withConfigurations(List.of(folder)));
    }

    private SmtpPost startTls() throws Exception {
        var context = authority.server();
        return SmtpPost.start(builder -> builder.startTlsSocketFactory(context)
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(SmtpPost.login("ops", PASSWORD)));
    }

    private SmtpPost tls() throws Exception {
        var context = authority.server();
        return SmtpPost.start(builder -> builder.serverSocketFactory(context));
    }

    private Server server(int port, String security, String... more) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("security", security, "ca-file", authority.caFile().toString()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return MailServers.at(port, settings);
    }

    private Server withLogin(int port, String password) throws Exception {
        return server(port, "starttls", "user", "ops").with(Secret.of(password));
    }

    private SendOutcome send(Server server) throws Exception {
        return MailServers.send(factory, server, List.of(MailServers.problem("queued", "bad")))
                .get(0);
    }

    @Test
    void logsInAfterStartTls() throws Exception {
        try (SmtpPost post = startTls()) {
            assertThat(send(withLogin(post.port(), PASSWORD))).isEqualTo(new SendOutcome.Accepted());
            assertThat(post.arrived()).hasSize(1);
        }
    }

    @Test
    void saysThatThePasswordIsWrongAndNotWhichOneItWas() throws Exception {
        try (SmtpPost post = startTls()) {
            assertThat(send(withLogin(post.port(), "wrong-password")))
                    .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                            .contains("the login was refused", "535")
                            .doesNotContain("wrong-password"));
            assertThat(post.arrived()).isEmpty();
        }
    }

    @Test
    void speaksTlsFromTheFirstByteOn() throws Exception {
        try (SmtpPost post = tls()) {
            assertThat(send(server(post.port(), "tls"))).isEqualTo(new SendOutcome.Accepted());
            assertThat(post.arrived()).hasSize(1);
        }
    }

    @Test
    void sendsNothingToACertificateThatIsNotTrustedOrOfAnotherName() throws Exception {
        try (SmtpPost started = startTls();
                SmtpPost tls = tls()) {
            for (Server server : List.of(
                    withLogin(started.port(), PASSWORD).toBuilder()
                            .address("127.0.0.1")
                            .build(),
                    server(tls.port(), "tls").toBuilder().address("127.0.0.1").build(),
                    server(started.port(), "starttls", "ca-file", ""),
                    server(tls.port(), "tls", "ca-file", ""))) {
                assertThat(send(server))
                        .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                                .contains("TLS", "certificate"));
            }
            assertThat(started.arrived()).isEmpty();
            assertThat(tls.arrived()).isEmpty();
        }
    }

    @Test
    void saysThatTheServerIsEncryptedInAnotherWay() throws Exception {
        try (SmtpPost plain = SmtpPost.start(builder -> builder)) {
            assertThat(send(server(plain.port(), "starttls")))
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("does not offer STARTTLS"));
            assertThat(send(server(plain.port(), "tls")))
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("check that this port speaks TLS"));
            assertThat(plain.arrived()).isEmpty();
        }
        try (SmtpPost tls = tls()) {
            assertThat(send(server(tls.port(), "none", "timeout", "500ms")))
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("no answer in time", "encrypted as set"));
        }
    }

    @Test
    void talksToGreenMailByItsTlsAndRefusesItsCertificate() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS));
        mail.start();
        try {
            assertThat(send(server(mail.getSmtps().getPort(), "tls")))
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("TLS failed"));
            assertThat(mail.getReceivedMessages()).isEmpty();
        } finally {
            mail.stop();
        }
    }

    @Test
    void connectsToNoForbiddenAddress() throws Exception {
        MailNotifierFactory strict = new MailNotifierFactory(
                SenderLimits.USUAL.with(new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128"))));
        try (SmtpPost post = SmtpPost.start(builder -> builder)) {
            assertThat(MailServers.send(
                            strict, MailServers.at(post.port(), Map.of()), List.of(MailServers.problem("m", "bad"))))
                    .singleElement()
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("nscacheck.addresses.deny"));
            assertThat(post.arrived()).isEmpty();
        }
    }
}
