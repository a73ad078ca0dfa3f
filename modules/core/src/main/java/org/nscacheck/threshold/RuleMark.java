/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a message says which rule decided the state of its result: {@code what it found (rule "its name"); the message}. */
public final class RuleMark {

    private static final Pattern MARK = Pattern.compile("^(.*?) \\(rule \"(.+?)\"\\)(?:; .*)?$", Pattern.DOTALL);

    private RuleMark() {}

    /**
     * What a rule has decided.
     *
     * @param found what it found, in words
     * @param name name of the rule
     */
    public record Decided(String found, String name) {}

    /** Returns a verdict with the name of its rule, which may be empty. */
    static String sentence(String found, String name) {
        return name.isEmpty() ? found : found + " (rule \"" + name + "\")";
    }

    /** Returns what the beginning of a message says of a rule, or empty if it names none. */
    public static Optional<Decided> in(String message) {
        Matcher mark = MARK.matcher(message);
        return mark.matches() ? Optional.of(new Decided(mark.group(1), mark.group(2))) : Optional.empty();
    }
}
