/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Writes the lines of collectd's text protocol, without their ends. A line cannot hold line ends or other control characters; they
 * become blanks. Pure.
 */
public final class CommandWriter {

    /** Most bytes of a line that collectd reads as one, its end not counted ({@code unixsock.c}). */
    public static final int MAX_LINE_BYTES = 1022;

    private static final int TIME_DIGITS = 6;

    private CommandWriter() {}

    /**
     * Returns the PUTNOTIF of a notification. Its text is shortened to {@value Fitted#TEXT_BYTES} bytes, or to what the line has room for;
     * metadata are written as strings, in their order, as long as they fit; other characters of their names than letters, digits,
     * underlines and colons become underlines.
     *
     * @throws IllegalArgumentException if the names alone have no room
     */
    public static String putNotification(Notification notification) {
        Identity identity = notification.identity();
        StringBuilder line = new StringBuilder("PUTNOTIF severity=")
                .append(notification.severity().name().toLowerCase(Locale.ROOT))
                .append(" time=")
                .append(seconds(notification.at()));
        given(line, "host", identity.host());
        given(line, "plugin", identity.plugin());
        given(line, "plugin_instance", identity.pluginInstance());
        given(line, "type", identity.type());
        given(line, "type_instance", identity.typeInstance());
        String message = " message=" + quoted(textThatFits(notification.text(), line.toString()));
        return withMetadata(line.append(message), notification.metadata());
    }

    private static void given(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append(' ').append(name).append('=').append(quoted(Fitted.name(value)));
        }
    }

    private static String textThatFits(String text, String head) {
        int room = MAX_LINE_BYTES - Fitted.bytes(head) - Fitted.bytes(" message=");
        for (int most = Fitted.TEXT_BYTES; most > 3; most--) {
            String shortened = Fitted.text(text, most);
            if (Fitted.bytes(quoted(shortened)) <= room) {
                return shortened;
            }
        }
        throw new IllegalArgumentException(
                "the names of the notification leave no room for its text in a line of " + MAX_LINE_BYTES + " bytes");
    }

    private static String withMetadata(StringBuilder line, Map<String, Object> metadata) {
        metadata.forEach((name, value) -> {
            String option = " s:" + name.replaceAll("[^A-Za-z0-9_:]", "_") + "=" + quoted(String.valueOf(value));
            if (!name.isEmpty() && Fitted.bytes(line + option) <= MAX_LINE_BYTES) {
                line.append(option);
            }
        });
        return line.toString();
    }

    /** Returns the PUTVAL of one value list. */
    public static String putValues(ValueList list) {
        String interval = list.interval()
                .map(length -> " interval=" + seconds(Instant.EPOCH.plus(length)))
                .orElse("");
        String values = list.values().stream().map(CommandWriter::number).collect(Collectors.joining(":"));
        return "PUTVAL " + quoted(Identifiers.format(list.identity())) + interval + " " + seconds(list.time()) + ":"
                + values;
    }

    private static String number(Value value) {
        if (value.type() != ValueType.GAUGE || Double.isFinite(value.number())) {
            return value.toString();
        }
        return Double.isNaN(value.number()) ? "U" : value.number() < 0 ? "-inf" : "inf";
    }

    /** Returns the GETVAL of one identity. */
    public static String getValue(Identity identity) {
        return "GETVAL " + quoted(Identifiers.format(identity));
    }

    /** Returns the LISTVAL. */
    public static String listValues() {
        return "LISTVAL";
    }

    /** Returns the GETTHRESHOLD of one identity. */
    public static String getThreshold(Identity identity) {
        return "GETTHRESHOLD " + quoted(Identifiers.format(identity));
    }

    /** Returns a FLUSH. Here the quotes stand around the whole option, as collectd wants it in this command. */
    public static String flush(FlushRequest request) {
        StringBuilder line = new StringBuilder("FLUSH");
        if (!request.olderThan().isZero()) {
            line.append(" timeout=").append(seconds(Instant.EPOCH.plus(request.olderThan())));
        }
        request.plugins().forEach(plugin -> line.append(' ').append(quoted("plugin=" + plugin)));
        request.identities()
                .forEach(identity -> line.append(' ').append(quoted("identifier=" + Identifiers.format(identity))));
        return line.toString();
    }

    private static String seconds(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        return seconds.setScale(TIME_DIGITS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(Character.isISOControl(c) ? ' ' : c);
        }
        return quoted.append('"').toString();
    }
}
