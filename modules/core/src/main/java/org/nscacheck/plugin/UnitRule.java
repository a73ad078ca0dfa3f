/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.regex.Pattern;
import org.nscacheck.Uom;

/**
 * What a receiver does with units of measurement, and so what is written for it. A unit that it would misread, or for which it
 * would lose the metric, is replaced by another symbol of the same meaning, or left out: the value is sent in any case.
 */
public enum UnitRule {

    /** The receiver keeps any text: a unit is written as it came. */
    ANY {
        @Override
        boolean takes(Uom uom) {
            return true;
        }
    },

    /**
     * Nagios, which passes performance data on, and PNP4Nagios behind it: letters, digits, {@code _}, {@code /} and {@code %} (the
     * pattern of {@code _parse} in {@code process_perfdata.pl} has {@code [\w\/%]*}). With any other character PNP4Nagios takes what
     * follows for the next label or discards all metrics of the result.
     */
    NAGIOS {
        @Override
        boolean takes(Uom uom) {
            return WORD.matcher(uom.symbol()).matches();
        }
    },

    /** Shinken: as for Nagios, but an {@code E} behind the digits belongs to the number, which then is none. */
    SHINKEN {
        @Override
        boolean takes(Uom uom) {
            return NAGIOS.takes(uom) && !EXPONENT.matcher(uom.symbol()).lookingAt();
        }
    },

    /**
     * Icinga 2 from 2.13 on: the units of its own table that mean there what they mean here ({@code lib/base/perfdatavalue.cpp}). It
     * leaves out the units that it does not know, but loses a metric whose unit has a digit, a comma or a point, and takes
     * {@code 2.9G} for grams and {@code 512M} for minutes. So no label is written for it.
     */
    ICINGA2 {
        @Override
        boolean takes(Uom uom) {
            return Icinga2Units.has(uom);
        }

        @Override
        String translate(Uom uom) {
            return Icinga2Units.translate(uom);
        }
    };

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_/%]*");
    private static final Pattern EXPONENT = Pattern.compile("[eE]");

    /** Returns whether the receiver reads the unit as it is written, and as it is meant. */
    abstract boolean takes(Uom uom);

    /** Returns another symbol of a unit that the receiver does not take as it is; empty for none. */
    String translate(Uom uom) {
        return Uom.known().stream()
                .filter(known -> known.isSameAs(uom) && takes(known))
                .map(Uom::symbol)
                .findFirst()
                .orElse("");
    }

    /** Returns what is written behind a value of this unit for such a receiver, nothing if it has no symbol for it. */
    public String symbol(Uom uom) {
        return takes(uom) ? uom.symbol() : translate(uom);
    }
}
