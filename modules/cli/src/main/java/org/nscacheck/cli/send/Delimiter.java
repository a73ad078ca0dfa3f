/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.send;

/** The options {@code -d} and {@code -ds}: a character as it is, or its number such as {@code 0x0a}. */
public final class Delimiter {

    private Delimiter() {}

    /**
     * Reads it as {@code send_nsca} 2.10 does: a single character stands for itself, also a digit; a longer text that begins with a
     * digit or a sign is a number as C writes them; of any other the first character counts.
     *
     * @throws IllegalArgumentException if it is empty, or a number that is no character of one byte
     */
    public static char parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a delimiter must not be empty");
        }
        char first = text.charAt(0);
        boolean number = text.length() > 1 && ((first >= '0' && first <= '9') || first == '+' || first == '-');
        if (!number) {
            return first;
        }
        try {
            int code = Integer.decode(text);
            if (code > 0 && code < 0x80) {
                return (char) code;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "delimiter '" + text + "' is neither a character nor a number from 0x01 to 0x7f");
    }
}
