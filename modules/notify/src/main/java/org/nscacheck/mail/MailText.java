/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param plain the text
 * @param html the same as HTML
 */
record MailText(String subject, String plain, String html) {

    /** Longer ones are cut by readers anyway. */
    private static final int LONGEST_SUBJECT = 200;

    private static final int LONGEST_DIGEST_LINE = 300;

    private static final Map<Severity, String> COLOURS =
            Map.of(Severity.OKAY, "#1a7f37", Severity.WARNING, "#9a6700", Severity.FAILURE, "#cf222e");

    /** Returns the text of one notification. */
    static MailText of(Notification notification, MailSettings.Form form) {
        String text = printable(form.body().fill(notification));
        return new MailText(
                line(form.subject().fill(notification), LONGEST_SUBJECT),
                text,
                page(heading(notification.severity(), notification.identity().toString())
                        + "<p style=\"white-space:pre-wrap\">" + escaped(text) + "</p>"));
    }

    /** Returns the text of several: a line for each, in their order. */
    static MailText digest(List<Notification> notifications) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        notifications.forEach(each -> counts.merge(each.severity(), 1, Integer::sum));
        String summary = notifications.size() + " notifications: "
                + counts.entrySet().stream()
                        .sorted((one, other) -> other.getKey().compareTo(one.getKey()))
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        String lines = notifications.stream()
                .map(each -> each.at() + " " + each.severity() + " "
                        + line(each.identity().toString(), LONGEST_DIGEST_LINE) + ": "
                        + line(each.text(), LONGEST_DIGEST_LINE))
                .collect(Collectors.joining("\n"));
        return new MailText(
                summary, summary + "\n\n" + lines + "\n", page("<p>" + summary + "</p>" + table(notifications)));
    }

    private static String table(List<Notification> notifications) {
        return notifications.stream()
                .map(each -> "<tr><td>" + each.at() + "</td><td style=\"color:" + COLOURS.get(each.severity()) + "\">"
                        + each.severity() + "</td><td>"
                        + escaped(line(each.identity().toString(), LONGEST_DIGEST_LINE)) + "</td><td>"
                        + escaped(line(each.text(), LONGEST_DIGEST_LINE)) + "</td></tr>\n")
                .collect(Collectors.joining("", "<table cellpadding=\"4\">\n", "</table>\n"));
    }

    private static String page(String content) {
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n" + content + "\n</body></html>\n";
    }

    private static String heading(Severity severity, String identity) {
        return "<p style=\"border-left:6px solid " + COLOURS.get(severity) + ";padding-left:8px\"><strong>" + severity
                + "</strong> " + escaped(line(identity, LONGEST_DIGEST_LINE)) + "</p>";
    }

    /** Returns one line: whatever would end a header, or is not seen, becomes a blank. */
    static String line(String text, int longest) {
        String line = text.codePoints()
                .limit(longest + 1L)
                .map(c -> isHidden(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return line.codePointCount(0, line.length()) > longest
                ? line.substring(0, line.offsetByCodePoints(0, longest)) + "…"
                : line;
    }

    /** Returns lines without characters that a reader of mails would choke on. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> c != '\n' && c != '\r' && c != '\t' && isHidden(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
