/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The units of measurement that performance data may carry, as listed by the plugin interface. */
public enum Uom {
    NONE(""),
    SECONDS("s"),
    MILLISECONDS("ms"),
    MICROSECONDS("us"),
    PERCENT("%"),
    BYTES("B"),
    KILOBYTES("KB"),
    MEGABYTES("MB"),
    GIGABYTES("GB"),
    TERABYTES("TB"),
    /** A continuous counter, such as bytes sent since start; receivers turn it into a rate. */
    COUNTER("c");

    private final String symbol;

    Uom(String symbol) {
        this.symbol = symbol;
    }

    /** Returns what stands behind the value on the wire; empty for {@link #NONE}. */
    public String symbol() {
        return symbol;
    }

    /** Returns the unit with exactly this symbol; case matters ({@code b} is not a byte). */
    public static Optional<Uom> ofSymbol(String symbol) {
        return Arrays.stream(values()).filter(uom -> uom.symbol.equals(symbol)).findFirst();
    }

    /** Returns the known symbols for an error message. */
    static String known() {
        return Arrays.stream(values())
                .filter(uom -> uom != NONE)
                .map(Uom::symbol)
                .collect(Collectors.joining(", "));
    }
}
