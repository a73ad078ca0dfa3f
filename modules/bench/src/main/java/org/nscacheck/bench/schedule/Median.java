/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians of passes. */
final class Median {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double value() {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    static <T> double of(List<T> passes, ToDoubleFunction<T> figure) {
        Median median = new Median();
        passes.forEach(pass -> median.add(figure.applyAsDouble(pass)));
        return median.value();
    }

    /** Returns the median with the lowest and the highest. */
    @Override
    public String toString() {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "%,.0f [%,.0f .. %,.0f]", value(), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
