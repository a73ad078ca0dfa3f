/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.RefusedException;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;

/**
 * A plugin whose arguments have places for typed values, {@code $port$}; the check {@code plugin.NAME} asks for these values and
 * for nothing else. A value fills its place and is never split. What begins an argument must not look like an option, unless it is a
 * number or one of the options that its parameter has.
 *
 * @param name last part of the check's key
 * @param executable name or path, see {@link PluginFolders#find}
 * @param arguments words; {@code $HOSTNAME$} and {@code $SERVICEDESC$} are what the check reports as, {@code $$} is a dollar
 * @param parameters what the other places are filled with
 * @param charset what the plugin writes, or null, see {@link PluginCommand}
 * @param scope one node or each node
 * @param ofHost whether the results are those of the host itself, unless the check says otherwise
 * @param description what it looks at, may be empty
 * @param defaults of its checks; the service is the name, and they run every five minutes and for ten seconds at most, unless
 *     set here
 */
public record PluginTemplate(
        String name,
        String executable,
        List<String> arguments,
        List<Parameter> parameters,
        @Nullable Charset charset,
        CheckScope scope,
        boolean ofHost,
        String description,
        CheckSettings defaults) {

    /** Begin of the keys of these checks. */
    public static final String KEYS = "plugin.";

    /**
     * @throws RefusedException if the name is none, or arguments and parameters do not belong together: a place without a
     *     parameter, a parameter without a place, a name that is another's
     */
    public PluginTemplate {
        arguments = List.copyOf(arguments);
        parameters = List.copyOf(parameters);
        new CheckKey(KEYS + name);
        if (executable.isBlank()) {
            throw new RefusedException("no executable is set");
        }
        requireSense(parameters, Placeholders.in(arguments));
    }

    private static void requireSense(List<Parameter> parameters, Set<String> places) {
        Set<String> known = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        for (String name : known) {
            if (!Placeholders.isName(name)
                    || Placeholders.OF_THE_CHECK.contains(name)
                    || name.equals(PluginChecks.OF_HOST)) {
                throw new RefusedException("a parameter cannot be named '" + name
                        + "': use letters, digits, dots, hyphens and underscores, and none of "
                        + Placeholders.HOST + ", " + Placeholders.SERVICE + " and " + PluginChecks.OF_HOST);
            }
            if (!places.contains(name)) {
                throw new RefusedException("the parameter '" + name + "' has no place: write $" + name
                        + "$ into an argument, or remove it");
            }
        }
        for (String place : places) {
            if (!known.contains(place) && !Placeholders.OF_THE_CHECK.contains(place)) {
                throw new RefusedException("there is no parameter '" + place + "' for the placeholder $" + place
                        + "$; known are " + known.stream().sorted().toList() + "; write $$ for a dollar");
            }
        }
    }

    /** Returns the key of its check. */
    CheckKey key() {
        return new CheckKey(KEYS + name);
    }

    /** Returns whether its check needs a value that somebody has to set. */
    boolean isIncomplete() {
        return parameters.stream().anyMatch(parameter -> parameter.defaultValue() == null);
    }

    /**
     * Returns its command with these values.
     *
     * @param texts values of parameters by name; a missing one is the default value
     * @param own values of the places that are no parameters
     * @throws RefusedException if a value is missing or not possible; the message names the parameter
     */
    PluginCommand command(PluginFolders folders, Map<String, String> texts, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(own);
        Set<String> risky = new HashSet<>(own.keySet());
        for (Parameter parameter : parameters) {
            Object value = parameter.bind(texts.get(parameter.name()));
            values.put(parameter.name(), text(value));
            if (!(value instanceof Number || value instanceof Duration)
                    && parameter.options().isEmpty()) {
                risky.add(parameter.name());
            }
        }
        requireNoOption(values, risky);
        return new PluginCommand(folders.find(executable), Placeholders.fill(arguments, values), charset);
    }

    private void requireNoOption(Map<String, String> values, Set<String> risky) {
        for (String word : arguments) {
            String name = Placeholders.beginning(word, values);
            String value = values.getOrDefault(name, "");
            if (risky.contains(name) && value.startsWith("-")) {
                throw new RefusedException("parameter '" + name + "': '" + value
                        + "' would be read as an option, since it begins with a hyphen");
            }
        }
    }

    /** As a program reads it: numbers in plain digits, a duration in seconds. */
    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return BigDecimal.valueOf(duration.toMillis(), 3)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).toPlainString();
        }
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(each -> texts.add(text(each)));
            return String.join(",", texts);
        }
        return value.toString();
    }
}
