/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.InvalidFieldException;

/**
 * A form as it was typed, and what is wrong with it. Reading a field never fails: what cannot be read is noted and null is
 * read instead. Not thread-safe.
 */
final class Form {

    /** Longest value of a field, in characters; an index of the store takes no more of a name. */
    private static final Map<String, Integer> LIMITS = Map.of("name", 200, "host", 255);

    private static final int LIMIT = 1000;
    /** Taken as it is and never shown, not even in a message. */
    private static final String SECRET = "secret";

    private static final Set<String> NOT_STORED =
            Set.of("version", "kind", "method", "id", "past", SECRET, "remove-secret");

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

    /**
     * Returns what was typed. What no field can hold is noted as a fault at once: a value that is too long, that has a control
     * character in it, or that comes twice.
     *
     * @param several names of the fields that may have several values; with any other nobody could say which was meant
     */
    static Form of(Map<String, String[]> request, String... several) {
        Form form = new Form();
        request.forEach((name, values) -> {
            form.typed.put(name, List.of(values));
            if (values.length > 1 && !List.of(several).contains(name)) {
                form.fault(name, "The value was sent twice; only one can be stored. Choose it again.");
            }
            for (String value : values) {
                form.requireSense(name, value);
            }
        });
        return form;
    }

    private void requireSense(String field, String value) {
        if (value.length() > limit(field)) {
            typed.put(field, List.of(value.substring(0, limit(field))));
            fault(field, value.length() + " characters are too many: at most " + limit(field) + " are stored.");
            return;
        }
        value.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .filter(c -> c == 0 || !field.equals(SECRET))
                .findFirst()
                .ifPresent(c -> fault(
                        field,
                        String.format(Locale.ROOT, "The control character U+%04X cannot be stored. Remove it.", c)));
    }

    /** Returns a form that shows these values. */
    static Form showing(Map<String, List<String>> values) {
        Form form = new Form();
        form.typed.putAll(values);
        return form;
    }

    /** Returns how many characters a field takes. */
    public int limit(String field) {
        return LIMITS.getOrDefault(field, LIMIT);
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

    /** Returns what the reader makes of a field; null if it is empty or has a fault. */
    <T> @Nullable T read(String field, Function<String, ? extends @Nullable T> reader) {
        String text = text(field);
        if (text.isEmpty() || !fault(field).isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (RefusedException e) {
            fault(field, String.valueOf(e.getMessage()));
        } catch (ArithmeticException | DateTimeException e) {
            fault(field, "'" + text + "' is not possible: " + e.getMessage());
        }
        return null;
    }

    String required(String field, String label) {
        String text = text(field);
        if (text.isEmpty()) {
            fault(field, label + " must be filled in.");
        }
        return text;
    }

    /** Notes each field whose value is none of its options. */
    void requireOptions(Map<String, List<Setting.Option>> choices) {
        choices.forEach((field, options) -> read(field, text -> {
            List<String> allowed = options.stream().map(Setting.Option::value).toList();
            if (!allowed.contains(text)) {
                throw new RefusedException("'" + text + "' is not one of "
                        + String.join(
                                ", ",
                                allowed.stream()
                                        .filter(value -> !value.isEmpty())
                                        .toList()) + ".");
            }
            return text;
        }));
    }

    /**
     * A field whose typed value is not the stored one.
     *
     * @param label the field
     * @param stored what is stored, or "empty"
     * @param typed what was typed, or "empty"
     */
    record Difference(String label, String stored, String typed) {}

    /** Returns in what this form differs from one that shows what is stored. */
    List<Difference> differences(Form stored) {
        Set<String> fields = new TreeSet<>(typed.keySet());
        fields.addAll(stored.typed.keySet());
        fields.removeIf(field -> field.startsWith("_") || NOT_STORED.contains(field));
        return fields.stream()
                .filter(field -> !words(field).equals(stored.words(field)))
                .map(field -> new Difference(
                        field.substring(field.indexOf('.') + 1).replace('-', ' '), stored.words(field), words(field)))
                .toList();
    }

    private String words(String field) {
        String words = all(field).stream().map(String::strip).sorted().collect(Collectors.joining(", "));
        return words.isEmpty() ? "empty" : words;
    }

    /** Notes what the service layer refused, each sentence at the field that it speaks of. */
    void place(RefusedException e) {
        if (e instanceof InvalidFieldException invalid) {
            fault(invalid.field(), String.valueOf(e.getMessage()));
            return;
        }
        FaultPlaces places = new FaultPlaces(typed);
        places.of(e).forEach(fault -> fault(fault.field(), fault.text()));
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

    /** Shows the names of the fields; what was typed may be a password. */
    @Override
    public String toString() {
        return "Form" + typed.keySet();
    }
}
