/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes labels that all receivers read alike.
 *
 * <p>The guidelines forbid {@code =} and {@code '}, and quotes protect nothing but blanks: PNP4Nagios and Shinken cut at
 * the first {@code =}, quoted or not, and nobody reads a doubled quote. {@code ::} belongs to check_multi. The others
 * are stripped from macros by Nagios or mean something to a shell or to HTML further down. All of them become
 * {@code _}; blanks are collapsed to one. A label {@code 0} is no label to PNP4Nagios, which then discards all metrics.
 *
 * <p>Labels that became equal are numbered. PNP4Nagios turns blanks, {@code :} and {@code /} into {@code _} for its file
 * names, so labels that differ only in those count as equal.
 */
final class Labels {

    /** PNP4Nagios makes a file name of service and label, so together they have to stay below 255 bytes. */
    static final int MAX_BYTES = 100;

    private static final String FORBIDDEN = "='\"|;`&<>$\\";

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private Labels() {}

    /** Returns a clean label for each of these, in their order, each different from all others. */
    static List<String> unique(List<String> labels) {
        return new Labels().assign(labels);
    }

    private List<String> assign(List<String> labels) {
        List<String> result = new ArrayList<>(Collections.nCopies(labels.size(), ""));
        // Labels that were good already come first, so that a bad one beside them cannot change their name.
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            if (clean(label).equals(label) && take(label)) {
                result.set(i, label);
            }
        }
        for (int i = 0; i < labels.size(); i++) {
            if (result.get(i).isEmpty()) {
                result.set(i, takeOrNumber(clean(labels.get(i))));
            }
        }
        return result;
    }

    private String takeOrNumber(String label) {
        if (take(label)) {
            return label;
        }
        String numbered;
        do {
            String suffix = "_" + numbers.merge(label, 2, (number, ignored) -> number + 1);
            numbered = CleanText.head(label, MAX_BYTES - suffix.length()) + suffix;
        } while (!take(numbered));
        return numbered;
    }

    private boolean take(String label) {
        return taken.add(label.replace(' ', '_').replace(':', '_').replace('/', '_'));
    }

    static String clean(String label) {
        StringBuilder clean = new StringBuilder();
        int bytes = 0;
        int next = 0;
        while (next < label.length()) {
            int from = label.codePointAt(next);
            next += Character.charCount(from);
            int to = clean(from);
            if (to == ' ' && (clean.isEmpty() || clean.charAt(clean.length() - 1) == ' ')) {
                continue;
            }
            bytes += CleanText.bytes(to);
            if (bytes > MAX_BYTES) {
                break;
            }
            clean.appendCodePoint(to);
        }
        String text = clean.toString().replace("::", "__").strip();
        return text.isEmpty() || text.equals("0") ? "_" + text : text;
    }

    private static int clean(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return FORBIDDEN.indexOf(c) >= 0 || CleanText.isUnsendable(c) ? '_' : c;
    }
}
