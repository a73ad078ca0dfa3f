/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** SubEtha's SMTP server, which knows STARTTLS, logins, and recipients that it refuses. */
final class SmtpPost implements AutoCloseable {

    /** One mail as it arrived. */
    record Arrived(List<String> recipients, MimeMessage message) {}

    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private volatile int dataCode;
    private final SMTPServer server;

    private SmtpPost(UnaryOperator<SMTPServer.Builder> more) {
        server = more.apply(SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .messageHandlerFactory(Handler::new))
                .build();
        server.start();
    }

    static SmtpPost start(UnaryOperator<SMTPServer.Builder> more) {
        return new SmtpPost(more);
    }

    static EasyAuthenticationHandlerFactory login(String user, String password) {
        return new EasyAuthenticationHandlerFactory((name, secret, context) -> {
            if (!name.equals(user) || !secret.equals(password)) {
                throw new LoginFailedException("no, not " + secret);
            }
        });
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Arrived> arrived() {
        return arrived;
    }

    /** Refuses a recipient with this code from now on, or takes the recipient again with 0. */
    void refuse(String recipient, int code) {
        refused.put(recipient, code);
    }

    /** Refuses what is sent with this code from now on. */
    void refuseData(int code) {
        dataCode = code;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();

        Handler(MessageContext context) {}

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            int code = refused.getOrDefault(recipient, 0);
            if (code > 0) {
                throw new RejectException(code, "no such user here");
            }
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException {
            try {
                MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), data);
                if (dataCode > 0) {
                    throw new RejectException(dataCode, "not this one");
                }
                arrived.add(new Arrived(List.copyOf(recipients), message));
                return null;
            } catch (jakarta.mail.MessagingException e) {
                throw new RejectException(e.getMessage());
            }
        }

        @Override
        public void done() {}
    }
}
