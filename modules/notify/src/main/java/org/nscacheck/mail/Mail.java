/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.nscacheck.notification.Notification;

/**
 * One mail, and the notifications that it tells of.
 *
 * <p>Its id is made of them, so that a mail that is sent twice is known for the same. The mails of one identity answer a mail that
 * never was, so that readers show a recovery below its problem (RFC 5322 3.6.4).
 *
 * @param told what it tells of, one at least
 * @param text what it says
 */
record Mail(List<Notification> told, MailText text) {

    /** Returns the mails for a batch: one each, or one that lists them all. */
    static List<Mail> of(List<Notification> batch, MailSettings.Form form) {
        if (batch.size() > form.digestAbove()) {
            return List.of(new Mail(
                    List.copyOf(batch), batch.size() == 1 ? MailText.of(batch.get(0), form) : MailText.digest(batch)));
        }
        List<Mail> mails = new ArrayList<>();
        batch.forEach(each -> mails.add(new Mail(List.of(each), MailText.of(each, form))));
        return mails;
    }

    /** Returns its id without the domain. */
    String id() {
        StringBuilder all = new StringBuilder();
        told.forEach(each -> all.append(each.kind())
                .append(each.severity())
                .append(each.at())
                .append(each.identity())
                .append(each.text())
                .append('\n'));
        return hash(all.toString());
    }

    /** Returns it as it is sent. */
    MimeMessage message(Session session, InternetAddress from, List<InternetAddress> to, String domain)
            throws MessagingException {
        String id = "<" + id() + "@" + domain + ">";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to.toArray(InternetAddress[]::new));
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(latest()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (told.size() == 1) {
            String thread = "<" + hash(told.get(0).identity().toString()) + "@" + domain + ">";
            message.setHeader("In-Reply-To", thread);
            message.setHeader("References", thread);
        }
        return message;
    }

    /** Fills in the text. */
    static void fill(MimeMessage message, MailText text, boolean html) throws MessagingException {
        if (!html) {
            message.setText(text.plain(), StandardCharsets.UTF_8.name());
        } else {
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(text.plain(), StandardCharsets.UTF_8.name());
            MimeBodyPart page = new MimeBodyPart();
            page.setText(text.html(), StandardCharsets.UTF_8.name(), "html");
            message.setContent(new MimeMultipart("alternative", plain, page));
        }
        message.saveChanges();
    }

    private Instant latest() {
        return told.stream()
                .map(Notification::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
