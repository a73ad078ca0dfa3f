/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nscacheck.Uom;

/**
 * Limits that the values of the past suggest: one of 20 values would have been a warning, one of 100 a failure. A person decides whether
 * that makes sense.
 *
 * @param warning the limit of a warning
 * @param failure the limit of a failure, further out
 * @param values over how many values
 * @param sums how many points among them are means of an hour or a day, whose peaks are not known
 */
public record LimitProposal(BigDecimal warning, BigDecimal failure, long values, int sums) {

    /** Which values are bad. */
    public enum Side {
        /** High ones: the limits are the 95th and the 99th percentile. */
        ABOVE,
        /** Low ones: the limits are the 5th and the 1st percentile. */
        BELOW
    }

    private static final int WARNING = 95;
    private static final int FAILURE = 99;
    private static final int DIGITS = 2;
    private static final double TOO_FAR = 0.02;

    /**
     * Proposes limits; empty if there are no values. Those of a counter are of its rate per second, by which rules judge it.
     *
     * @param unit unit of the values
     */
    public static Optional<LimitProposal> of(PastValues past, Uom unit, Side side) {
        List<Double> found = unit.kind() == Uom.Kind.COUNTER
                ? rates(past.points())
                : past.points().stream().map(MetricPoint::average).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        double[] sorted =
                found.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        boolean above = side == Side.ABOVE;
        return Optional.of(new LimitProposal(
                rounded(percentile(sorted, above ? WARNING : 100 - WARNING), side),
                rounded(percentile(sorted, above ? FAILURE : 100 - FAILURE), side),
                past.count(),
                past.sums()));
    }

    /** The counter went up by this much a second; where it went down, nothing is known. */
    private static List<Double> rates(List<MetricPoint> points) {
        List<Double> rates = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            double seconds =
                    points.get(i).at().getEpochSecond() - points.get(i - 1).at().getEpochSecond();
            double increase = points.get(i).average() - points.get(i - 1).average();
            if (seconds > 0 && increase >= 0) {
                rates.add(increase / seconds);
            }
        }
        return rates;
    }

    /** The smallest value that so many of a hundred do not exceed (nearest rank). */
    private static double percentile(double[] sorted, int percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)];
    }

    /** Two digits, or three where two would be off by more than 2 %; away from the good values, so that rounding alarms nobody. */
    private static BigDecimal rounded(double value, Side side) {
        RoundingMode outwards = side == Side.ABOVE ? RoundingMode.CEILING : RoundingMode.FLOOR;
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal two = exact.round(new MathContext(DIGITS, outwards));
        boolean isFar = two.subtract(exact).abs().doubleValue() > TOO_FAR * Math.abs(value);
        BigDecimal rounded = isFar ? exact.round(new MathContext(DIGITS + 1, outwards)) : two;
        return plain(rounded);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
