/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of a check as it stands in addresses: its number, and the nanoseconds from 1970 to its end.
 *
 * @param number its number, which may begin anew
 * @param endedAt when it ended
 */
record RunKey(long number, Instant endedAt) {

    private static final long NANOS = 1_000_000_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18}|[1-8]\\d{18})");

    /** Returns the run that a part of an address names, or empty if it names none. */
    static Optional<RunKey> of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long nanos = Long.parseLong(parts.group(2));
        return Optional.of(
                new RunKey(Long.parseLong(parts.group(1)), Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS)));
    }

    @Override
    public String toString() {
        return number + "-" + (endedAt.getEpochSecond() * NANOS + endedAt.getNano());
    }
}
