/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/**
 * Takes performance data apart into labels and what stands behind their equals signs, in one pass.
 *
 * <p>Blanks separate metrics, and so does a comma that is followed by a blank, by a quote, or by a label and its equals sign. One that is
 * followed by a digit is a decimal comma. A blank behind the equals sign, or between a number and its unit, does not end the metric.
 */
final class PerfTokens {

    private final String text;
    private int at;
    private boolean quotesBroken;
    /** The run of characters without blanks that was looked at last, and the place of the last equals sign up to its end. */
    private int runEnd = -1;

    private int lastEquals;

    PerfTokens(String text) {
        this.text = text;
    }

    /** Goes to the next metric and returns whether there is one. */
    boolean hasNext() {
        while (at < text.length() && (isBlank(at) || (isComma(at) && endsAt(at + 1)))) {
            at++;
        }
        return at < text.length();
    }

    String rest() {
        return text.substring(at);
    }

    /** Returns the label and goes behind its equals sign, or null if there is none. */
    @Nullable
    String label() {
        if (text.charAt(at) == '\'' && !quotesBroken) {
            String label = quotedLabel();
            if (label != null) {
                return label;
            }
            // Looked for once only: a closing quote that is missing here is missing from here on.
            quotesBroken = true;
        }
        int equals = text.indexOf('=', at);
        if (equals < 0) {
            return null;
        }
        String label = text.substring(at, equals).strip();
        at = equals + 1;
        return label;
    }

    private @Nullable String quotedLabel() {
        StringBuilder label = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            if (text.startsWith("''", i)) {
                i++;
            } else if (text.charAt(i) == '\'') {
                int next = behindBlanks(i + 1);
                if (next < text.length() && text.charAt(next) == '=') {
                    at = next + 1;
                    return label.toString();
                }
            }
            label.append(text.charAt(i));
        }
        return null;
    }

    /** Returns value, unit and limits, and goes behind the comma that may follow; empty if there is no value. */
    String value() {
        String value = token();
        if (value.isEmpty() && endsAt(at)) {
            value = behindBlank(true);
        }
        if (isPlainNumber(value) && endsAt(at)) {
            value += behindBlank(false);
        }
        while (at < text.length() && isComma(at)) {
            at++;
        }
        return value;
    }

    /** Returns the value behind {@code label= }, or the unit behind a number, with the limits that follow; empty if it is none. */
    private String behindBlank(boolean number) {
        int before = at;
        at = behindBlanks(at);
        String token = token();
        if (number ? startsLikeAValue(token) && token.indexOf('=') < 0 : isUnit(token)) {
            return token;
        }
        at = before;
        return "";
    }

    /** A word that is a unit may begin a label as well, which a percent sign, a limit or the end of the metric rules out. */
    private boolean isUnit(String token) {
        int semicolon = token.indexOf(';');
        String unit = semicolon < 0 ? token : token.substring(0, semicolon);
        boolean isMeant = semicolon >= 0 || unit.equals("%") || behindBlanks(at) == text.length() || isComma(at);
        return isMeant && !unit.isEmpty() && Uom.ofSymbol(unit).isPresent();
    }

    private static boolean startsLikeAValue(String token) {
        return !token.isEmpty() && "+-.0123456789U".indexOf(token.charAt(0)) >= 0;
    }

    private static boolean isPlainNumber(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c == '.' || c == '-' || c == '+' || isDigit(c));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Returns what stands here up to a blank or to a comma that separates metrics. */
    private String token() {
        int start = at;
        while (at < text.length() && !isBlank(at) && !(isComma(at) && isSeparator(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean isSeparator(int comma) {
        int next = comma + 1;
        if (endsAt(next) || isComma(next) || text.charAt(next) == '\'') {
            return true;
        }
        if (next > runEnd) {
            runEnd = next;
            while (!endsAt(runEnd)) {
                runEnd++;
            }
            lastEquals = text.lastIndexOf('=', runEnd - 1);
        }
        return lastEquals > next && !isDigit(text.charAt(next));
    }

    private int behindBlanks(int from) {
        int next = from;
        while (next < text.length() && isBlank(next)) {
            next++;
        }
        return next;
    }

    private boolean endsAt(int index) {
        return index >= text.length() || isBlank(index);
    }

    private boolean isBlank(int index) {
        return Character.isWhitespace(text.charAt(index));
    }

    private boolean isComma(int index) {
        return index < text.length() && text.charAt(index) == ',';
    }
}
