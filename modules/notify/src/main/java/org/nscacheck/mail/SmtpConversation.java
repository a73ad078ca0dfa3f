/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.nscacheck.notification.Notification;
import org.nscacheck.notify.Connection;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.OneByOne;
import org.nscacheck.sender.SendOutcome;

/** One connection over which mails are sent, by a thread that another one ends by closing it. Throws nothing. */
final class SmtpConversation implements Runnable {

    private final MailSettings settings;
    private final Recipients recipients;
    private final List<Mail> mails;
    private final Deadline deadline;
    private final SmtpFaults faults;
    private final Connection connection = new Connection();
    private final AtomicReferenceArray<SendOutcome> outcomes;
    private volatile boolean closed;

    SmtpConversation(MailSettings settings, Recipients recipients, List<Mail> mails, Deadline deadline) {
        this.settings = settings;
        this.recipients = recipients;
        this.mails = mails;
        this.deadline = deadline;
        this.faults = new SmtpFaults(settings.smtp());
        this.outcomes = new AtomicReferenceArray<>(mails.size());
    }

    /** Returns what has become of a mail. */
    SendOutcome outcome(int mail) {
        SendOutcome outcome = outcomes.get(mail);
        return outcome == null ? faults.tooLate() : outcome;
    }

    /** Ends it because its time is over. */
    void close() {
        closed = true;
        setRest(faults.tooLate());
        connection.close();
    }

    @Override
    public void run() {
        Session session = Session.getInstance(settings.smtp().properties());
        try (SMTPTransport transport = transport(session)) {
            Smtp smtp = settings.smtp();
            transport.connect(connection.open(
                    smtp.endpoint(), smtp.security() == Smtp.Security.TLS ? smtp.tls() : null, deadline));
            sendAll(session, transport);
        } catch (AuthenticationFailedException e) {
            setRest(faults.login(e));
        } catch (MessagingException | IOException | RuntimeException e) {
            setRest(faults.connecting(e));
        } finally {
            connection.close();
        }
    }

    private SMTPTransport transport(Session session) {
        Smtp smtp = settings.smtp();
        Smtp.Login login = smtp.login();
        return new SMTPTransport(
                session,
                new URLName(
                        "smtp",
                        smtp.endpoint().host(),
                        smtp.endpoint().port(),
                        null,
                        login == null ? null : login.user(),
                        login == null ? null : login.password().reveal()));
    }

    private void sendAll(Session session, SMTPTransport transport) {
        OneByOne order = new OneByOne(deadline);
        for (int i = 0; i < mails.size() && transport.isConnected(); i++) {
            Notification first = mails.get(i).told().get(0);
            Optional<SendOutcome> held = order.held(first);
            if (held.isPresent()) {
                outcomes.set(i, held.get());
                continue;
            }
            // Stays so if nothing more is heard.
            outcomes.set(i, faults.unanswered());
            outcomes.set(i, order.note(first, send(mails.get(i), session, transport)));
        }
        setRest(new SendOutcome.Retry(
                settings.smtp().endpoint() + ": the connection or the time ended before it was sent"));
    }

    private SendOutcome send(Mail mail, Session session, SMTPTransport transport) {
        String id = mail.id();
        try {
            MimeMessage message = mail.message(
                    session,
                    settings.envelope().from(),
                    recipients.all(),
                    settings.smtp().localName());
            Mail.fill(message, mail.text(), settings.form().html());
            transport.sendMessage(message, recipients.of(id));
            recipients.done(id);
            return new SendOutcome.Accepted();
        } catch (SendFailedException e) {
            SendOutcome outcome = faults.sending(e);
            if (outcome instanceof SendOutcome.Refused) {
                recipients.done(id);
            } else if (e.getValidSentAddresses() != null) {
                recipients.reached(id, e.getValidSentAddresses());
            }
            return outcome;
        } catch (MessagingException | RuntimeException e) {
            return closed ? faults.unanswered() : faults.broken(e);
        }
    }

    private void setRest(SendOutcome outcome) {
        for (int i = 0; i < mails.size(); i++) {
            outcomes.compareAndSet(i, null, outcome);
        }
    }
}
