/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * A typed value that can be set for a check.
 *
 * @param name name in forms and configuration
 * @param type Java type of the method parameter
 * @param defaultValue text bound when nothing is set, or null if the parameter must be set
 * @param min lowest allowed value, or null
 * @param max highest allowed value, or null
 * @param options the only allowed values, of each element if the type is a list; empty for any. Of an enum those are its constants
 *     unless fewer are given
 * @param description for people, may be empty
 */
public record Parameter(
        String name,
        Type type,
        @Nullable String defaultValue,
        @Nullable String min,
        @Nullable String max,
        List<String> options,
        String description) {

    /** @throws IllegalArgumentException if type, default value, limits or options do not fit together */
    public Parameter {
        options = options.isEmpty() ? constants(type) : List.copyOf(options);
        ParameterBinding binding = new ParameterBinding(name, type, min, max, options);
        binding.requireSense();
        if (defaultValue != null) {
            binding.bind(defaultValue);
        }
    }

    private static List<String> constants(Type type) {
        return type instanceof Class<?> simple && simple.isEnum()
                ? Arrays.stream(simple.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList()
                : List.of();
    }

    /**
     * Binds a text to this parameter's type.
     *
     * @param text value as typed, or null for the default
     * @throws RefusedException if it does not fit; the message names parameter, value and what is allowed
     */
    public Object bind(@Nullable String text) {
        String given = text == null ? defaultValue : text;
        if (given == null) {
            throw new RefusedException("parameter '" + name + "' must be set");
        }
        return new ParameterBinding(name, type, min, max, options).bind(given);
    }
}
