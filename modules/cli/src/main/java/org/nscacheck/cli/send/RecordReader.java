/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.send;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.nsca.NscaMessage;
import org.nscacheck.server.Names;

/**
 * Reads a record: {@code host<TAB>service<TAB>return code<TAB>output}, or without the service for the state of a host. Delimiters in a
 * row count once, and blanks at the end do not count, as in {@code send_nsca}. Otherwise than there
 *
 * <ul>
 *   <li>a service whose output is empty stays a service: there it becomes a host that is UP;
 *   <li>a host whose output contains the delimiter stays a host: there it becomes a service that is OK;
 *   <li>a return code of a service that is not 0 to 3 is UNKNOWN: there it is OK if it is not a number, and passed on if it is one;
 *   <li>line ends and blanks around a record's host and service do not count: there they become part of the name.
 * </ul>
 */
final class RecordReader {

    private static final int FIELDS_BEFORE_OUTPUT = 3;

    private final char delimiter;

    RecordReader(char delimiter) {
        this.delimiter = delimiter;
    }

    /**
     * @param warnings told what is sent otherwise than it was written
     * @throws IllegalArgumentException if it cannot be sent; the message says why
     */
    NscaMessage read(String record, Consumer<String> warnings) {
        String text = stripEnd(record);
        String[] fields = new String[FIELDS_BEFORE_OUTPUT];
        int at = 0;
        for (int i = 0; i < fields.length; i++) {
            while (at < text.length() && text.charAt(at) == delimiter) {
                at++;
            }
            int end = text.indexOf(delimiter, at);
            end = end < 0 ? text.length() : end;
            if (at == end) {
                throw new IllegalArgumentException(
                        "it has " + i + " of the fields host, service, return code and output;"
                                + " a host's state has host, return code and output");
            }
            fields[i] = text.substring(at, end);
            at = Math.min(end + 1, text.length());
        }
        return message(fields, text.substring(at), warnings);
    }

    private NscaMessage message(String[] fields, String output, Consumer<String> warnings) {
        String host = name("host", fields[0], Names.MAX_HOST_BYTES, warnings);
        Integer second = number(fields[1]);
        Integer third = number(fields[2]);
        boolean four = !output.isEmpty();
        if (four && third == null && second != null) {
            return ofHost(host, second, fields[2] + delimiter + output, warnings);
        }
        if (!four && second != null) {
            return ofHost(host, second, fields[2], warnings);
        }
        if (!four && third == null) {
            throw new IllegalArgumentException("the return code '" + Names.shortened(fields[1]) + "' of host '"
                    + Names.shortened(host) + "' is not a number");
        }
        String service = name("service", fields[1], Names.MAX_SERVICE_BYTES, warnings);
        return new NscaMessage(host, service, code(third, fields[2], warnings), output);
    }

    private static NscaMessage ofHost(String host, int code, String output, Consumer<String> warnings) {
        return new NscaMessage(host, null, code(code, String.valueOf(code), warnings), output);
    }

    private static int code(@Nullable Integer number, String text, Consumer<String> warnings) {
        if (number != null && number >= 0 && number <= Status.UNKNOWN.code()) {
            return number;
        }
        warnings.accept("the return code '" + Names.shortened(text) + "' is not 0 to 3; sent as 3, UNKNOWN");
        return Status.UNKNOWN.code();
    }

    private static @Nullable Integer number(String field) {
        try {
            return Integer.valueOf(field.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Cuts a name that is too long, as the program does. */
    private static String name(String what, String field, int maxBytes, Consumer<String> warnings) {
        String name = field.strip();
        if (name.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
            return name;
        }
        int end = Math.min(name.length(), maxBytes);
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > maxBytes
                || Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        warnings.accept("the " + what + " '" + Names.shortened(name) + "' is cut to " + maxBytes + " bytes");
        return name.substring(0, end).strip();
    }

    private static String stripEnd(String record) {
        int end = record.length();
        while (end > 0 && isBlank(record.charAt(end - 1))) {
            end--;
        }
        return record.substring(0, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
