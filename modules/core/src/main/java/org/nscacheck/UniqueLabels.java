/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps metrics apart that have the same label: the first keeps it, each further one gets a number, {@code x_2}, {@code x_3}. A label
 * that somebody gave is never taken for that.
 */
final class UniqueLabels {

    /** With a number of seven digits a label has no more than the 255 characters that are kept of any. */
    private static final int MAX_STEM = 247;

    /** Of more labels than these it is only said how many they are. */
    private static final int NAMED = 100;

    private final Set<String> taken = new HashSet<>();
    /** The number given last. By stems, because labels that differ only behind it would try all numbers again. */
    private final Map<String, Integer> numbers = new HashMap<>();

    /** For each label that came again, what the last one was called. */
    private final Map<String, String> last = new LinkedHashMap<>();

    private UniqueLabels() {}

    /** Returns the metrics with labels that differ; a fault is added for each label that was given more than once. */
    static List<Metric> of(List<Metric> metrics, List<String> faults) {
        return new UniqueLabels().assign(metrics, faults);
    }

    private List<Metric> assign(List<Metric> metrics, List<String> faults) {
        metrics.forEach(metric -> taken.add(metric.label()));
        if (taken.size() == metrics.size()) {
            return List.copyOf(metrics);
        }
        Set<String> seen = new HashSet<>();
        List<Metric> unique = new ArrayList<>(metrics.size());
        for (Metric metric : metrics) {
            unique.add(seen.add(metric.label()) ? metric : metric.withLabel(number(metric.label())));
        }
        name(faults);
        return List.copyOf(unique);
    }

    private String number(String label) {
        String stem = stem(label);
        String numbered;
        do {
            numbered = stem + "_" + numbers.merge(stem, 2, (number, ignored) -> number + 1);
        } while (!taken.add(numbered));
        last.put(label, numbered);
        return numbered;
    }

    private static String stem(String label) {
        if (label.length() <= MAX_STEM) {
            return label;
        }
        return label.substring(0, Character.isHighSurrogate(label.charAt(MAX_STEM - 1)) ? MAX_STEM - 1 : MAX_STEM);
    }

    private void name(List<String> faults) {
        last.entrySet().stream()
                .limit(NAMED)
                .map(label -> "metric '" + Numbers.clip(label.getKey())
                        + "' was given more than once, the last one is kept as '" + Numbers.clip(label.getValue())
                        + "'")
                .forEach(faults::add);
        if (last.size() > NAMED) {
            faults.add((last.size() - NAMED) + " more labels were given more than once");
        }
    }
}
