/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import com.cloudbees.syslog.SDElement;
import com.cloudbees.syslog.Severity;
import com.cloudbees.syslog.SyslogMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Makes messages of notifications. Of the library only its form of RFC 5424 is used: its senders verify no host name, keep no
 * deadline and ask no address policy.
 *
 * <p>The local socket is read by syslog(3)'s form alone, with the time of this machine's zone; there is no structured data in it.
 *
 * @param form how they look
 * @param zone of this machine
 */
record SyslogMessages(SyslogSettings.Form form, ZoneId zone) {

    /** 32473 is the number for those who have none (RFC 5612). */
    private static final String SD_ID = "nscacheck@32473";

    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_VALUE = 255;

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    private static final Map<org.nscacheck.notification.Severity, Severity> SEVERITIES = Map.of(
            org.nscacheck.notification.Severity.OKAY, Severity.NOTICE,
            org.nscacheck.notification.Severity.WARNING, Severity.WARNING,
            org.nscacheck.notification.Severity.FAILURE, Severity.CRITICAL);

    /** Returns a message of RFC 5424 in UTF-8; the metadata are left out where there is no room for them and a text. */
    byte[] structured(Notification told) {
        String head = head(told, true);
        if (bytes(head).length > form.maxBytes() / 2) {
            head = head(told, false);
        }
        return cut(head + text(told));
    }

    /** Returns a message as syslog(3) writes it to the local socket. */
    byte[] local(Notification told) {
        int priority = form.facility().numericalCode() * 8 + severity(told).numericalCode();
        return cut("<" + priority + ">" + LOCAL_TIME.format(told.at().atZone(zone)) + " " + form.appName() + ": "
                + text(told));
    }

    private static Severity severity(Notification told) {
        return SEVERITIES.getOrDefault(told.severity(), Severity.CRITICAL);
    }

    private static String text(Notification told) {
        return (told.identity() + ": " + told.text()).replace('\0', '\ufffd').strip();
    }

    private String head(Notification told, boolean metadata) {
        SyslogMessage message = new SyslogMessage()
                .withFacility(form.facility())
                .withSeverity(severity(told))
                .withTimestamp(Date.from(told.at()))
                .withHostname(form.hostName().replaceAll("[^\\x21-\\x7e]", "_"))
                .withAppName(form.appName())
                .withMsgId(told.kind().name())
                .withSDElement(data(told, metadata))
                .withMsg("");
        StringWriter head = new StringWriter();
        try {
            message.toRfc5424SyslogMessage(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head.toString().stripTrailing() + " ";
    }

    private static SDElement data(Notification told, boolean metadata) {
        SDElement data = new SDElement(SD_ID);
        Identity about = told.identity();
        put(data, "severity", told.severity().name());
        put(data, "host", about.host());
        put(data, "plugin", about.plugin());
        put(data, "pluginInstance", about.pluginInstance());
        put(data, "type", about.type());
        put(data, "typeInstance", about.typeInstance());
        if (metadata) {
            told.metadata().forEach((name, value) -> put(data, name, String.valueOf(value)));
        }
        return data;
    }

    private static void put(SDElement data, String name, String value) {
        String plain = name.replaceAll("[^\\x21-\\x7e]|[=\\]\"]", "_");
        if (!value.isEmpty() && !plain.isEmpty()) {
            String shown = value.codePointCount(0, value.length()) > LONGEST_VALUE
                    ? value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE))
                    : value;
            data.addSDParam(
                    plain.substring(0, Math.min(plain.length(), LONGEST_NAME)),
                    shown.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " "));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** No character is cut in the middle. */
    private byte[] cut(String message) {
        byte[] whole = bytes(message);
        if (whole.length <= form.maxBytes()) {
            return whole;
        }
        int end = form.maxBytes();
        while ((whole[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(whole, end);
    }
}
