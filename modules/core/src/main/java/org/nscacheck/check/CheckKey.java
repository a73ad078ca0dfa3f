/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.regex.Pattern;
import org.nscacheck.RefusedException;

/**
 * Stable name of something that can be called as a check, such as {@code mail.queue}.
 *
 * @param value letters, digits, dots, hyphens and underscores, at most 200 of them
 */
public record CheckKey(String value) implements Comparable<CheckKey> {

    /** Key of the check whose silence means that the framework is dead. */
    public static final String HEARTBEAT = "nscacheck.heartbeat";

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** Key of the checks that agents report from outside: their code runs only when a report is late. */
    public static final CheckKey PUSHED = new CheckKey("nscacheck.pushed");

    /** @throws RefusedException if the key has other characters or is too long */
    public CheckKey {
        if (!ALLOWED.matcher(value).matches()) {
            throw new RefusedException("check key '" + value
                    + "' is not allowed: use up to 200 letters, digits, dots, hyphens and underscores");
        }
    }

    @Override
    public int compareTo(CheckKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
