/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.MessageTemplate;
import org.nscacheck.notify.Tls;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/**
 * The settings of one server of the kind {@code mail}.
 *
 * @param smtp how to talk to it
 * @param envelope from whom to whom
 * @param form how mails look
 */
record MailSettings(Smtp smtp, Envelope envelope, Form form) {

    /**
     * From whom to whom.
     *
     * @param from the sender
     * @param recipients those who get each mail, one at least
     */
    record Envelope(InternetAddress from, List<InternetAddress> recipients) {}

    /**
     * How mails look.
     *
     * @param subject template of the subject
     * @param body template of the text
     * @param html whether the text is also sent as HTML
     * @param digestAbove up to how many notifications of a batch have a mail each; more are listed in one
     */
    record Form(MessageTemplate subject, MessageTemplate body, boolean html, int digestAbove) {}

    private static final int MOST_MAILS = 1000;

    static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "security",
                    "Encryption",
                    "Certificates and the host's name in them are verified.",
                    "starttls",
                    List.of(
                            new Setting.Option("starttls", "STARTTLS, required (port 587 or 25)"),
                            new Setting.Option("tls", "TLS from the first byte on (port 465)"),
                            new Setting.Option("none", "none: everybody on the way reads mails and password"))),
            Tls.setting(),
            Setting.text("user", "User", "Logs in with this user and the password of this form; empty: no login.", ""),
            Setting.text(
                            "from",
                            "From",
                            "Address of the sender, such as nscacheck@example.net or Shop <shop@example.net>.",
                            "")
                    .freeOfSecret(),
            Setting.text("recipients", "Recipients", "Addresses, separated by commas. Each sees the others.", "")
                    .freeOfSecret(),
            Setting.text(
                            "subject",
                            "Subject",
                            "Template: ${severity}, ${host}, ${text}, ${identity}, ${kind}, ${at}, or the name of a metadata.",
                            "${severity} ${identity}")
                    .freeOfSecret(),
            Setting.text(
                            "body",
                            "Text",
                            "Template, with the same places; \\n begins a line.",
                            "${severity}: ${text}\\n\\nAbout: ${identity}\\nSince: ${at}")
                    .freeOfSecret(),
            new Setting(
                            "html",
                            "HTML",
                            "Plain text is always sent.",
                            "true",
                            List.of(
                                    new Setting.Option("true", "with HTML"),
                                    new Setting.Option("false", "plain text only")))
                    .freeOfSecret(),
            Setting.text(
                            "digest-above",
                            "Digest above",
                            "When more than so many notifications are sent at once, one mail lists them all; 0 to 1000.",
                            "5")
                    .freeOfSecret(),
            Setting.text("timeout", "Timeout", "Time for sending what is sent at once, such as 30s.", "30s")
                    .freeOfSecret());

    /** Reads the settings; each fault is added to the list, and something harmless stands in for what could not be read. */
    static MailSettings read(Server server, SenderLimits limits, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Smtp smtp = smtp(server, values, limits, faults);
        Envelope envelope = new Envelope(from(values, faults), Addresses.several("recipients", values, faults));
        Form form = new Form(
                template("subject", values, faults),
                template("body", values, faults),
                values.flag("html"),
                values.number("digest-above", MOST_MAILS));
        return new MailSettings(smtp, envelope, form);
    }

    private static Smtp smtp(Server server, SettingValues values, SenderLimits limits, List<String> faults) {
        return new Smtp(
                new Endpoint(server.address(), server.port(), limits.addresses()),
                values.choice("security", Smtp.Security.class),
                Tls.of(values.text("ca-file"), limits.configurations(), faults),
                login(server, values, faults),
                localName(server.hostName()),
                values.duration("timeout", Duration.ofMillis(1)));
    }

    private static Smtp.@Nullable Login login(Server server, SettingValues values, List<String> faults) {
        String user = values.text("user").strip();
        if (user.isEmpty()) {
            return null;
        }
        if (user.codePoints().anyMatch(Character::isISOControl)) {
            faults.add("user contains a control character");
        }
        if (server.secret() == null) {
            faults.add("the user needs a password");
            return null;
        }
        return new Smtp.Login(user, server.secret());
    }

    /** What is no host name of RFC 5321 would be refused by some servers. */
    private static String localName(String hostName) {
        return hostName.matches("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?") ? hostName : "localhost";
    }

    private static InternetAddress from(SettingValues values, List<String> faults) {
        List<InternetAddress> from = Addresses.several("from", values, faults);
        if (from.size() > 1) {
            faults.add("from must be one address");
        }
        return from.isEmpty() ? new InternetAddress() : from.get(0);
    }

    private static MessageTemplate template(String name, SettingValues values, List<String> faults) {
        try {
            return MessageTemplate.parse(values.text(name).replace("\\n", "\n"));
        } catch (RefusedException e) {
            faults.add(name + ": " + e.getMessage());
            return MessageTemplate.parse("");
        }
    }
}
