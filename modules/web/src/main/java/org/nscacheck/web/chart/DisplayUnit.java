/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.Uom;

/**
 * The unit in which people read values: such that numbers are short, 1.5 GB rather than 1,500,000,000 B.
 *
 * @param symbol what stands behind the number, may be empty
 * @param factor what a value as measured is multiplied by
 */
public record DisplayUnit(String symbol, double factor) {

    private static final MathContext DIGITS = new MathContext(4);

    /** A unit and how many of the base it is. */
    private record Step(String symbol, double size) {}

    private static final List<Step> TIMES = List.of(
            new Step("d", 86_400),
            new Step("h", 3600),
            new Step("min", 60),
            new Step("s", 1),
            new Step("ms", 1e-3),
            new Step("µs", 1e-6));

    private static final List<Step> THOUSANDS =
            List.of(new Step("T", 1e12), new Step("G", 1e9), new Step("M", 1e6), new Step("K", 1e3), new Step("", 1));

    private static final List<Step> MILLIONS = List.of(new Step("G", 1e9), new Step("M", 1e6), new Step("", 1));

    private static final Map<Uom.Kind, List<Step>> STEPS = Map.of(
            Uom.Kind.TIME, TIMES,
            Uom.Kind.BYTES, THOUSANDS,
            Uom.Kind.BITS, THOUSANDS,
            Uom.Kind.BYTES_PER_SECOND, THOUSANDS,
            Uom.Kind.BITS_PER_SECOND, THOUSANDS,
            Uom.Kind.FREQUENCY, THOUSANDS,
            Uom.Kind.NUMBER, MILLIONS,
            Uom.Kind.COUNTER, MILLIONS);

    /**
     * Returns the unit for values of this size.
     *
     * @param unit unit as measured; a counter is shown as its rate per second
     * @param largest the largest of the values without its sign, as measured
     */
    public static DisplayUnit of(Uom unit, double largest) {
        List<Step> steps = STEPS.get(unit.kind());
        if (steps == null || unit.symbol().contains("i")) {
            return new DisplayUnit(unit.symbol(), 1);
        }
        double scale = unit.toBase(BigDecimal.ONE).doubleValue();
        Step step = fitting(steps, largest * scale);
        String base = unit.kind() == Uom.Kind.TIME ? "" : base(unit);
        return new DisplayUnit(step.symbol + base, scale / step.size);
    }

    private static String base(Uom unit) {
        return unit.kind() == Uom.Kind.COUNTER ? "/s" : unit.base().symbol();
    }

    /** The largest unit of which there is one at least; nothing is nothing of the base. */
    private static Step fitting(List<Step> steps, double largest) {
        return steps.stream()
                .filter(step -> largest >= step.size)
                .findFirst()
                .orElseGet(() -> largest > 0
                        ? steps.get(steps.size() - 1)
                        : steps.stream()
                                .filter(step -> step.size == 1)
                                .findFirst()
                                .orElseThrow());
    }

    /** Returns a value as measured as people read it, with four digits at most. */
    public String text(double measured) {
        return shown(BigDecimal.valueOf(measured * factor).round(DIGITS));
    }

    /** Returns a number that is in this unit already. */
    String shown(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = String.format(Locale.ROOT, "%,." + Math.max(0, stripped.scale()) + "f", stripped);
        return symbol.isEmpty() ? digits : digits + " " + symbol;
    }
}
