/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nscacheck.server.Names;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Environment variables that begin with {@code NSCACHECK_}. Spring Boot binds those that it can tell a property from and is silent
 * about the others: it reads a check's key only up to the first underscore, and nobody sees that a name was mistyped.
 */
final class EnvironmentVariables {

    private static final String PREFIX = "NSCACHECK_";
    private static final String CHECKS = PREFIX + "CHECKS_";

    /** What Kubernetes puts into each container for a service named nscacheck. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("NSCACHECK_(?:SERVICE_(?:HOST|PORT.*)|PORT(?:_\\d+.*)?)");

    private final Map<String, String> variables = new TreeMap<>();
    private final Pattern readByBoot = Pattern.compile(PREFIX + "(?:" + fields(NscaCheckProperties.class) + ")");
    /** Of a check whose key has underscores here, and dots or hyphens in the code. */
    private final Pattern readByUs =
            Pattern.compile(CHECKS + "([A-Z0-9]+(?:_[A-Z0-9]+)+?)_(" + fields(CheckProperties.class) + ")");

    EnvironmentVariables(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream()
                .filter(SystemEnvironmentPropertySource.class::isInstance)
                .map(SystemEnvironmentPropertySource.class::cast)
                .forEach(source -> source.getSource().forEach((name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        variables.putIfAbsent(name, String.valueOf(value));
                    }
                }));
    }

    /**
     * Returns settings of checks by their keys as they stand in the names of variables, such as {@code MAIL_QUEUE}: those that
     * Spring Boot does not bind.
     */
    Map<String, CheckProperties> checks() {
        Map<String, Map<String, String>> byKey = new TreeMap<>();
        variables.forEach((name, value) -> {
            Matcher matcher = readByUs.matcher(name);
            if (!readByBoot.matcher(name).matches() && matcher.matches()) {
                byKey.computeIfAbsent(matcher.group(1), key -> new HashMap<>())
                        .put("check." + property(matcher.group(2)), value);
            }
        });
        Map<String, CheckProperties> checks = new TreeMap<>();
        byKey.forEach((key, properties) -> checks.put(
                key,
                new Binder(new MapConfigurationPropertySource(properties))
                        .bindOrCreate("check", Bindable.of(CheckProperties.class))));
        return checks;
    }

    /** Returns, for each variable that sets nothing, a sentence with its name and what may have been meant; never a value. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (String name : variables.keySet()) {
            boolean read =
                    readByBoot.matcher(name).matches() || readByUs.matcher(name).matches();
            if (!read && !SERVICE_LINK.matcher(name).matches()) {
                unread.add(name + " (did you mean " + PREFIX
                        + Names.nearestFirst(name.substring(PREFIX.length()), examples(NscaCheckProperties.class, ""))
                                .get(0)
                        + "?)");
            }
        }
        return unread;
    }

    /** {@code RETRY_INTERVAL} is retry-interval, {@code ARGUMENTS_LIMIT} is arguments.limit. */
    private static String property(String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        return lower.startsWith("arguments_")
                ? "arguments." + lower.substring("arguments_".length())
                : lower.replaceAll("_(\\d+)$", "[$1]").replace('_', '-');
    }

    /** Returns a pattern of all that may stand for a component of this record: with or without underscores between words. */
    private static String fields(Class<?> type) {
        List<String> alternatives = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = words(component.getName()).replace("_", "_?");
            Class<?> value = component.getType();
            if (value.isRecord()) {
                alternatives.add(name + "_(?:" + fields(value) + ")");
            } else if (Map.class.isAssignableFrom(value)) {
                Class<?> element = element(component);
                alternatives.add(
                        element.isRecord() ? name + "_[A-Z0-9]+_(?:" + fields(element) + ")" : name + "_[A-Z0-9_]+");
            } else if (Collection.class.isAssignableFrom(value)) {
                alternatives.add(name + "(?:_\\d+_?)?");
            } else {
                alternatives.add(name);
            }
        }
        return String.join("|", alternatives);
    }

    private static Collection<String> examples(Class<?> type, String prefix) {
        TreeSet<String> examples = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + words(component.getName());
            if (component.getType().isRecord()) {
                examples.addAll(examples(component.getType(), name + "_"));
            } else if (Map.class.isAssignableFrom(component.getType())) {
                Class<?> element = element(component);
                examples.addAll(element.isRecord() ? examples(element, name + "_NAME_") : List.of(name + "_NAME"));
            } else {
                examples.add(name);
            }
        }
        return examples;
    }

    private static Class<?> element(RecordComponent map) {
        Type element = ((ParameterizedType) map.getGenericType()).getActualTypeArguments()[1];
        return (Class<?>) (element instanceof ParameterizedType generic ? generic.getRawType() : element);
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
