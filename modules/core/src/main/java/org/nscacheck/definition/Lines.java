/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.util.List;

/** Collects the lines of a file. Not thread-safe. */
final class Lines {

    private final StringBuilder text = new StringBuilder(4096);

    void add(String line) {
        text.append(line).append('\n');
    }

    /** Adds a line that a name cannot end. */
    void comment(String begin, String words) {
        add(begin + words.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]", " "));
    }

    /** Adds an object with its attributes, and an empty line. */
    void object(String head, List<String> attributes) {
        add(head + " {");
        attributes.forEach(attribute -> add("    " + attribute));
        add("}");
        add("");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
