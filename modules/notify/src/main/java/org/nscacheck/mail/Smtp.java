/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notify.Tls;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.server.Secret;

/**
 * How to talk to an SMTP server.
 *
 * @param endpoint where it listens
 * @param security how the connection is encrypted
 * @param tls what is trusted where it is encrypted
 * @param login user and password, or null
 * @param localName what the client calls itself
 * @param timeout time for a batch of mails
 */
record Smtp(
        Endpoint endpoint,
        Security security,
        Tls tls,
        @Nullable Login login,
        String localName,
        Duration timeout) {

    /** How a connection is encrypted. */
    enum Security {
        /** By STARTTLS, without which nothing is sent. */
        STARTTLS,
        /** From the first byte on. */
        TLS,
        /** Not at all. */
        NONE
    }

    /** A user and the password. */
    record Login(String user, Secret password) {}

    /** Returns the properties of Angus Mail's package {@code org.eclipse.angus.mail.smtp}. */
    Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.smtp.localhost", localName);
        properties.put("mail.smtp.auth", String.valueOf(login != null));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.starttls.enable", String.valueOf(security == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(security == Security.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls.sockets());
        return properties;
    }
}
