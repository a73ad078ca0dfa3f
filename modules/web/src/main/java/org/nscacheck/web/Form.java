/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A form as it was typed, and what is wrong with it. Reading a field never fails: what cannot be read is noted and null is
 * read instead. Not thread-safe.
 */
final class Form {

    private final Map<String, List<String>> typed = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Something wrong.
     *
     * @param field the field, or empty if it concerns the whole
     * @param text what is wrong and what to do
     */
    record Fault(String field, String text) {}

    private Form() {}

    static Form of(MultiValueMap<String, String> request) {
        Form form = new Form();
        request.forEach((name, values) -> form.typed.put(name, List.copyOf(values)));
        return form;
    }

    /** Returns a form that shows these values. */
    static Form showing(Map<String, List<String>> values) {
        Form form = new Form();
        form.typed.putAll(values);
        return form;
    }

    /** Returns what was typed, without surrounding blanks; empty if nothing was. */
    public String text(String field) {
        return all(field).stream().findFirst().map(String::strip).orElse("");
    }

    /** Returns all values of a field that may have several. */
    public List<String> all(String field) {
        return typed.getOrDefault(field, List.of());
    }

    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    Optional<String> given(String field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    <T> @Nullable T read(String field, Function<String, ? extends @Nullable T> reader) {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            fault(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    String required(String field, String label) {
        String text = text(field);
        if (text.isEmpty()) {
            fault(field, label + " must be filled in.");
        }
        return text;
    }

    void fault(String field, String text) {
        faults.add(new Fault(field, text));
    }

    void forget(String field) {
        typed.remove(field);
    }

    public List<Fault> faults() {
        return faults;
    }

    boolean isFaulty() {
        return !faults.isEmpty();
    }

    /** Returns what is wrong with a field, empty if nothing is. */
    public String fault(String field) {
        return faults.stream()
                .filter(fault -> fault.field.equals(field))
                .map(Fault::text)
                .findFirst()
                .orElse("");
    }
}
