/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.Server;

/**
 * The settings of one server, read with the defaults of its kind. An invalid value becomes a sentence in a list of faults and is
 * replaced by a harmless one, so that an administrator sees all faults at once. Not thread-safe.
 */
public final class SettingValues {

    private final Server server;
    private final List<Setting> settings;
    private final List<String> faults;

    /**
     * @param settings what servers of this kind understand; each value outside of these is a fault
     * @param faults the list that faults are added to
     */
    public SettingValues(Server server, List<Setting> settings, List<String> faults) {
        this.server = server;
        this.settings = settings;
        this.faults = faults;
        List<String> known = settings.stream().map(Setting::name).toList();
        server.settings().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> faults.add("there is no setting '" + name + "', known are " + known));
    }

    /** Returns the value as it is, the default if it is not set. */
    public String text(String name) {
        return server.setting(name).orElseGet(() -> setting(name).defaultValue());
    }

    /** Returns one of the setting's options. */
    public String option(String name) {
        String value = text(name);
        List<String> allowed =
                setting(name).options().stream().map(Setting.Option::value).toList();
        if (!allowed.contains(value)) {
            faults.add(name + " '" + value + "' is not one of " + allowed);
        }
        return value;
    }

    /** Returns the constant of this name, written in lower case; the first one if there is none. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String value = option(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        return type.getEnumConstants()[0];
    }

    /** Returns whether the option {@code true} is chosen. */
    public boolean flag(String name) {
        return option(name).equals("true");
    }

    /** Returns a duration that is at least this long. */
    public Duration duration(String name, Duration min) {
        try {
            Duration duration = Durations.parse(text(name));
            if (duration.compareTo(min) >= 0) {
                return duration;
            }
            faults.add(name + " '" + text(name) + "' is shorter than " + Durations.text(min));
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + e.getMessage());
        }
        return Duration.ofSeconds(1);
    }

    /** Returns a number from 0 to the largest allowed one. */
    public int number(String name, int max) {
        try {
            int number = Integer.parseInt(text(name).strip());
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers outside the limits.
        }
        faults.add(name + " '" + text(name) + "' is not a number from 0 to " + max);
        return 0;
    }

    private Setting setting(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
