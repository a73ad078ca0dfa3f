/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Durations;

/** Text to the types a check method may ask for. Nothing is ever evaluated as code. */
final class ParameterBinding {

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

    private ParameterBinding() {}

    static void requireSupported(String name, Type type) {
        Type element = element(type);
        if (!(element instanceof Class<?> simple) || !(SIMPLE.containsKey(simple) || simple.isEnum())) {
            throw new IllegalArgumentException("parameter '" + name + "' has the type " + type.getTypeName()
                    + ": use String, boolean, int, long, double, BigDecimal, an enum, Duration, LocalDate,"
                    + " or a List of those");
        }
    }

    static Object bind(String name, Type type, String text, @Nullable String min, @Nullable String max) {
        Class<?> element = (Class<?>) element(type);
        if (type instanceof Class<?>) {
            return one(name, element, text, min, max);
        }
        List<Object> values = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            values.add(one(name, element, part.strip(), min, max));
        }
        return List.copyOf(values);
    }

    private static Object one(String name, Class<?> type, String text, @Nullable String min, @Nullable String max) {
        Object value = read(name, type, text);
        requireLimit(name, type, text, value, min, -1, "below the lowest allowed value ");
        requireLimit(name, type, text, value, max, 1, "above the highest allowed value ");
        return value;
    }

    @SuppressWarnings("unchecked")
    private static void requireLimit(
            String name, Class<?> type, String text, Object value, @Nullable String limit, int beyond, String words) {
        if (limit == null) {
            return;
        }
        if (value instanceof String || value instanceof Boolean || !(value instanceof Comparable)) {
            throw new IllegalArgumentException("parameter '" + name + "' cannot have limits: it is no number");
        }
        if (Integer.signum(((Comparable<Object>) value).compareTo(read(name, type, limit))) == beyond) {
            throw new IllegalArgumentException("parameter '" + name + "': " + text + " is " + words + limit);
        }
    }

    private static Object read(String name, Class<?> type, String text) {
        try {
            Function<String, Object> simple = SIMPLE.get(type);
            return simple != null ? simple.apply(text) : enumConstant(type, text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            String why = e instanceof NumberFormatException ? "it is no such number" : e.getMessage();
            throw new IllegalArgumentException(
                    "parameter '" + name + "': '" + text + "' is not a " + type.getSimpleName() + ": " + why, e);
        }
    }

    private static Object enumConstant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("allowed are " + Arrays.toString(constants));
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

    private static Type element(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list.getActualTypeArguments()[0];
        }
        return type;
    }
}
