/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.NscaCheck;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Status;
import org.nscacheck.Thresholds;
import org.nscacheck.Uom;
import org.nscacheck.check.InvalidResultException;

/** A returned number with the limits that say what it means. */
record NumberCheck(
        String label,
        Uom uom,
        Thresholds thresholds,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max) {

    /** Returns whether a number's attributes are given. */
    static boolean isDeclared(NscaCheck annotation) {
        return isLimited(annotation)
                || !(annotation.label() + annotation.uom() + annotation.min() + annotation.max()).isEmpty();
    }

    /** Returns whether it is said which numbers are good. */
    static boolean isLimited(NscaCheck annotation) {
        return !annotation.warn().isEmpty() || !annotation.crit().isEmpty();
    }

    /** Reads the attributes; each that is wrong becomes a fault. */
    static NumberCheck of(NscaCheck annotation, Attributes attributes) {
        BigDecimal min = attributes.read(annotation.min(), NumberCheck::number);
        BigDecimal max = attributes.read(annotation.max(), NumberCheck::number);
        if (min != null && max != null && min.compareTo(max) > 0) {
            attributes.fault("has min " + min + " above max " + max);
        }
        String label = attributes.text(annotation.label());
        Uom uom = attributes.read(annotation.uom(), Uom::of);
        return new NumberCheck(
                label.isBlank() ? "value" : label,
                uom == null ? Uom.NONE : uom,
                new Thresholds(
                        attributes.read(annotation.warn(), Range::parse),
                        attributes.read(annotation.crit(), Range::parse)),
                min,
                max);
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    @Nullable
    CheckResult read(@Nullable Object returned) throws InvalidResultException {
        if (returned == null) {
            return null;
        }
        Metric plain;
        try {
            plain = Metric.of(label, (Number) returned);
        } catch (IllegalArgumentException e) {
            throw new InvalidResultException("returned " + returned + ", which is not a finite number");
        }
        BigDecimal value = Objects.requireNonNull(plain.value());
        Status status = thresholds.judge(value);
        String message = label + " is " + value.toPlainString() + (uom.equals(Uom.COUNTER) ? "" : uom.symbol());
        return new CheckResult(
                status,
                message + violated(status),
                "",
                PerfData.of(new Metric(label, value, uom, thresholds.warn(), thresholds.crit(), min, max)));
    }

    private String violated(Status status) {
        Range limit = status == Status.CRITICAL ? thresholds.crit() : thresholds.warn();
        if (status == Status.OK || limit == null) {
            return "";
        }
        return (limit.inside() ? ", inside" : ", outside") + " the "
                + (status == Status.CRITICAL ? "critical" : "warning") + " range " + limit;
    }
}
