/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.ServerId;

/**
 * The settings of one policy, read with the defaults of its kind. An invalid value becomes a sentence in a list of faults and is
 * replaced by a harmless one, so that a person sees all faults at once. Not thread-safe.
 */
final class Fields {

    private final Map<String, String> values;
    private final List<Setting> settings;
    private final List<String> faults;

    /** @param settings what is understood; each name outside of these is a fault */
    Fields(Map<String, String> values, List<Setting> settings, List<String> faults) {
        this.values = values;
        this.settings = settings;
        this.faults = faults;
        Set<String> unknown = new TreeSet<>(values.keySet());
        List<String> known = settings.stream().map(Setting::name).toList();
        known.forEach(unknown::remove);
        unknown.forEach(name -> faults.add("there is no setting '" + name + "', known are " + known));
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    boolean isSet(String name) {
        return !text(name).isEmpty();
    }

    String text(String name) {
        Setting setting = settings.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        String value = values.get(name);
        return (value == null || value.isBlank() ? setting.defaultValue() : value).strip();
    }

    String required(String name) {
        if (!isSet(name)) {
            faults.add(name + " is missing");
        }
        return text(name);
    }

    /** Reads a value whose parser says in its message what is wrong. */
    <T> T value(String name, T harmless, Function<String, T> parser) {
        String text = required(name);
        try {
            return text.isEmpty() ? harmless : parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            faults.add(name + ": " + reason(text, e));
            return harmless;
        }
    }

    private static String reason(String text, RuntimeException e) {
        return e instanceof RefusedException
                ? String.valueOf(e.getMessage())
                : "'" + text + "' is not possible: " + e.getMessage();
    }

    Instant instant(String name) {
        return value(name, Instant.EPOCH, Instant::parse);
    }

    ZoneId zone() {
        return value("zone", ZoneId.of("UTC"), ZoneId::of);
    }

    Duration duration(String name, Duration min, Duration max) {
        return value(name, min, text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new RefusedException(
                        "'" + text + "' is outside " + Durations.text(min) + " to " + Durations.text(max));
            }
            return duration;
        });
    }

    int number(String name, int min, int max) {
        return value(name, min, text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                throw new RefusedException("'" + text + "' is not a number from " + min + " to " + max);
            }
            return Integer.parseInt(text);
        });
    }

    boolean flag(String name) {
        return value(name, false, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new RefusedException("'" + text + "' is neither true nor false");
            }
            return text.equals("true");
        });
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        E first = type.getEnumConstants()[0];
        return value(name, first, text -> constant(text, type));
    }

    <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
        return list(name).stream()
                .map(text -> value(name, type.getEnumConstants()[0], any -> constant(text, type)))
                .collect(Collectors.toUnmodifiableSet());
    }

    static <E extends Enum<E>> E constant(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> word(one).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new RefusedException("'" + text + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Fields::word)
                                .toList()));
    }

    /** Returns a constant the way that it is stored in settings. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    List<String> list(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : text(name).split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    List<ServerId> notifiers(String name) {
        List<ServerId> ids = new ArrayList<>();
        for (String text : list(name)) {
            try {
                ids.add(new ServerId(UUID.fromString(text)));
            } catch (IllegalArgumentException e) {
                faults.add(name + ": '" + text + "' is not the id of a notifier");
            }
        }
        return ids.stream().distinct().toList();
    }
}
