/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;

/**
 * Text to the types a check method may ask for. Nothing is ever evaluated as code.
 *
 * @param name name of the parameter, for messages
 * @param type one of the simple types, or a list of one
 * @param min lowest allowed value, or null
 * @param max highest allowed value, or null
 * @param options the only allowed values, empty for any
 */
record ParameterBinding(
        String name,
        Type type,
        @Nullable String min,
        @Nullable String max,
        List<String> options) {

    private static final Map<Class<?>, Function<String, Object>> SIMPLE = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(int.class, Integer::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(long.class, Long::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(double.class, ParameterBinding::finite),
            Map.entry(Double.class, ParameterBinding::finite),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(boolean.class, ParameterBinding::truth),
            Map.entry(Boolean.class, ParameterBinding::truth),
            Map.entry(Duration.class, Durations::parse),
            Map.entry(LocalDate.class, LocalDate::parse));

    /** @throws IllegalArgumentException if the type is not supported, or limits or options do not fit it */
    void requireSense() {
        if (!(element() instanceof Class<?> simple) || !(SIMPLE.containsKey(simple) || simple.isEnum())) {
            throw new IllegalArgumentException("parameter '" + name + "' has the type " + type.getTypeName()
                    + ": use String, boolean, int, long, double, BigDecimal, an enum, Duration, LocalDate,"
                    + " or a List of those");
        }
        if ((min != null || max != null) && !hasOrder(simple)) {
            throw new IllegalArgumentException("parameter '" + name + "' cannot have limits: it is no number");
        }
        if (min != null) {
            new ParameterBinding(name, simple, null, max, List.of()).bind(min);
        }
        if (max != null) {
            read(simple, max);
        }
        options.forEach(option -> one(simple, option));
    }

    private static boolean hasOrder(Class<?> type) {
        return type != String.class && type != boolean.class && type != Boolean.class && !type.isEnum();
    }

    Object bind(String text) {
        Class<?> element = (Class<?>) element();
        if (type instanceof Class<?>) {
            return one(element, text);
        }
        List<Object> values = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            values.add(one(element, part.strip()));
        }
        return List.copyOf(values);
    }

    private Object one(Class<?> simple, String text) {
        if (!options.isEmpty() && !options.contains(text)) {
            throw new RefusedException("parameter '" + name + "': '" + text + "' is not one of " + options);
        }
        Object value = read(simple, text);
        if (min != null && compare(value, read(simple, min)) < 0) {
            throw beyond(text, "below the lowest allowed value " + min);
        }
        if (max != null && compare(value, read(simple, max)) > 0) {
            throw beyond(text, "above the highest allowed value " + max);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // both were read as the same type, which has an order
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private RefusedException beyond(String text, String words) {
        return new RefusedException("parameter '" + name + "': " + text + " is " + words);
    }

    private Object read(Class<?> simple, String text) {
        try {
            Function<String, Object> reader = SIMPLE.get(simple);
            return reader != null ? reader.apply(text) : enumConstant(simple, text);
        } catch (IllegalArgumentException | DateTimeException e) {
            String why = e instanceof NumberFormatException ? "it is no such number" : e.getMessage();
            throw new RefusedException(
                    "parameter '" + name + "': '" + text + "' is not a value of " + simple.getSimpleName() + ": " + why,
                    e);
        }
    }

    private static Object enumConstant(Class<?> type, String text) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("allowed are " + names);
    }

    private static Object finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("it is not finite");
        }
        return value;
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    private Type element() {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list.getActualTypeArguments()[0];
        }
        return type;
    }
}
