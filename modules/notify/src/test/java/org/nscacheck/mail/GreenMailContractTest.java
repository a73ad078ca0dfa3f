/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.contract.SilentReceiver;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** Mails, at GreenMail, each notification with one of its own. */
class GreenMailContractTest extends NotifierContract {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private final SilentReceiver silent = new SilentReceiver();
    private final SenderFactory factory = new MailNotifierFactory();

    @BeforeEach
    void start() {
        mail.setUser("ops@example.net", "ops", "password");
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
        silent.close();
    }

    @Override
    public SenderFactory factory() {
        return factory;
    }

    private static Server at(int port) {
        return MailServers.at(port, Map.of("digest-above", "1000", "user", "ops"))
                .with(Secret.of("password"));
    }

    @Override
    public Server server() {
        return at(mail.getSmtp().getPort());
    }

    @Override
    protected Optional<Server> unreachable() {
        return Optional.of(at(SilentReceiver.unusedPort()));
    }

    @Override
    protected Optional<Server> stuck() {
        return Optional.of(at(silent.port()));
    }

    @Override
    protected String arrived() {
        StringBuilder all = new StringBuilder();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                Multipart parts = (Multipart) message.getContent();
                all.append(message.getSubject())
                        .append('\n')
                        .append(parts.getBodyPart(0).getContent());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return all.toString();
    }
}
