/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.Uom;

/**
 * The units of Icinga 2 from 2.13 on ({@code lib/base/perfdatavalue.cpp}), as far as they have a meaning here. It multiplies a value by
 * the unit's scale, so that a graph stays the same when a plugin changes from MB to GB.
 *
 * <p>Its table calls data {@code Data (rate)}: it has no bytes a second, so those are written as bytes, which keeps the scale.
 */
final class Icinga2Units {

    private static final Set<String> SAME = Set.of(
            "", "%", "c", "packets", "s", "ms", "us", "ns", "h", "d", "B", "kB", "KB", "MB", "GB", "TB", "PB", "EB",
            "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "b", "kb", "Kb", "Mb", "Gb", "Tb", "V", "uV", "mV", "kV", "MV",
            "A", "uA", "mA", "kA", "MA", "W", "uW", "mW", "kW", "MW", "Ws", "Wh", "kWh", "MWh", "As", "Ah", "mAh", "C",
            "F", "g", "mg", "kg", "l", "ml", "lm", "dBm");

    /** What is written otherwise there: the usual symbol here, and Icinga's. */
    private static final Map<String, String> OTHER =
            Map.of("min", "m", "Ohm", "O", "uOhm", "uO", "mOhm", "mO", "kOhm", "kO", "MOhm", "MO");

    private static final Map<Uom.Kind, Uom.Kind> AMOUNTS =
            Map.of(Uom.Kind.BYTES_PER_SECOND, Uom.Kind.BYTES, Uom.Kind.BITS_PER_SECOND, Uom.Kind.BITS);

    private Icinga2Units() {}

    /** Returns whether Icinga reads the unit as it is written, with the same meaning. */
    static boolean has(Uom uom) {
        return uom.kind() != Uom.Kind.LABEL && SAME.contains(uom.symbol());
    }

    /** Returns Icinga's symbol for a unit that it does not have as it is written; empty if there is none. */
    static String translate(Uom uom) {
        List<Uom> same =
                Uom.known().stream().filter(known -> isSame(uom, known)).toList();
        for (Uom known : same) {
            if (has(known)) {
                return known.symbol();
            }
            if (OTHER.containsKey(known.symbol())) {
                return OTHER.getOrDefault(known.symbol(), "");
            }
        }
        return "";
    }

    private static boolean isSame(Uom uom, Uom known) {
        boolean isAmount = AMOUNTS.get(uom.kind()) == known.kind();
        return uom.isSameAs(known) || (isAmount && scale(uom).compareTo(scale(known)) == 0);
    }

    private static BigDecimal scale(Uom uom) {
        return uom.toBase(BigDecimal.ONE);
    }
}
