/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

/**
 * How much text a receiver takes for one result, and of what kind.
 *
 * @param maxBytes most bytes of UTF-8 the whole output may have, at least {@value #LEAST_BYTES}
 * @param multiLine whether lines may follow the first one; if not, they are joined to it
 * @param rangeLimits whether warning and critical limits that are more than a plain number are sent. Icinga 2 ignores
 *     them and logs each one; Nagios passes them on and PNP4Nagios draws them
 * @param undetermined whether a metric without value is sent as {@code U}. The guidelines allow it, but Icinga 2, Shinken
 *     and Monitoring::Plugin discard the metric, and some versions of PNP4Nagios with it all others
 * @param units what the receiver does with units of measurement
 */
public record OutputFormat(int maxBytes, boolean multiLine, boolean rangeLimits, boolean undetermined, UnitRule units) {

    /** Smallest size: room for a few words, the mark of a cut and a short metric. */
    public static final int LEAST_BYTES = 64;

    /** NSCA 2.9 and newer, to Nagios: an output field of 4096 bytes that ends with NUL; the daemon escapes line ends. */
    public static final OutputFormat NSCA = new OutputFormat(4095, true, true, false, UnitRule.NAGIOS);

    /**
     * NSCA up to 2.8: an output field of 512 bytes that ends with NUL. Those daemons write a line end as it is into the
     * command file, where it would start a command of its own, so there is only one line.
     */
    public static final OutputFormat NSCA_SHORT = new OutputFormat(511, false, true, false, UnitRule.NAGIOS);

    /** @throws IllegalArgumentException if the size is too small for any output */
    public OutputFormat {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", but an output needs room for at least " + LEAST_BYTES + " bytes");
        }
    }

    /** Returns the same format with another size. */
    public OutputFormat withMaxBytes(int bytes) {
        return new OutputFormat(bytes, multiLine, rangeLimits, undetermined, units);
    }

    /** Returns the same format with lines joined to one, or not. */
    public OutputFormat withMultiLine(boolean lines) {
        return new OutputFormat(maxBytes, lines, rangeLimits, undetermined, units);
    }

    /** Returns the same format with or without limits that are more than a plain number. */
    public OutputFormat withRangeLimits(boolean ranges) {
        return new OutputFormat(maxBytes, multiLine, ranges, undetermined, units);
    }

    /** Returns the same format with or without metrics whose value could not be determined. */
    public OutputFormat withUndetermined(boolean send) {
        return new OutputFormat(maxBytes, multiLine, rangeLimits, send, units);
    }

    /** Returns the same format for a receiver that does this with units. */
    public OutputFormat withUnits(UnitRule rule) {
        return new OutputFormat(maxBytes, multiLine, rangeLimits, undetermined, rule);
    }
}
