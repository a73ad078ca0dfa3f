/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one annotation with their placeholders resolved. Collects faults instead of stopping at the first, so that a
 * person who mends the code has to start the application only once more.
 */
final class Attributes {

    private final String origin;
    private final UnaryOperator<String> placeholders;
    private final List<String> faults;
    private final int before;
    private final Map<String, String> resolved = new HashMap<>();

    /**
     * @param origin class and method, the beginning of each fault
     * @param placeholders resolves {@code ${...}} from properties
     * @param faults receives what is wrong
     */
    Attributes(String origin, UnaryOperator<String> placeholders, List<String> faults) {
        this.origin = origin;
        this.placeholders = placeholders;
        this.faults = faults;
        this.before = faults.size();
    }

    String origin() {
        return origin;
    }

    boolean hasFaults() {
        return faults.size() > before;
    }

    /** Notes a fault in words that follow class and method. */
    void fault(String words) {
        faults.add(origin + " " + words);
    }

    /** Returns the text without placeholders; empty if one cannot be resolved. */
    String text(String attribute) {
        return attribute.isEmpty() ? attribute : resolved.computeIfAbsent(attribute, this::resolve);
    }

    List<String> texts(String[] attribute) {
        return Arrays.stream(attribute).map(this::text).toList();
    }

    private String resolve(String attribute) {
        String text;
        try {
            text = placeholders.apply(attribute);
        } catch (IllegalArgumentException e) {
            text = attribute;
        }
        if (text.contains("${")) {
            fault("uses '" + attribute + "', for which no property is set: set it, or write a default behind a colon,"
                    + " ${name:default}");
            return "";
        }
        return text;
    }

    /** Returns what the text means, or null if it is empty or wrong. */
    <T> @Nullable T read(String attribute, Function<String, T> reader) {
        String text = text(attribute);
        return text.isEmpty() ? null : read(() -> reader.apply(text));
    }

    /** Returns the value, or null if its making ends with an {@link IllegalArgumentException}, which becomes a fault. */
    <T> @Nullable T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            faults.add(origin + ": " + e.getMessage());
            return null;
        }
    }
}
