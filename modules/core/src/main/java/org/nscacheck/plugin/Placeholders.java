/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Target;

/**
 * Words with places for values, written as the macros of Nagios: {@code $port$}. Two dollars are one, and a dollar that nothing
 * closes is itself. A value stays within its word, whatever is in it.
 */
final class Placeholders {

    /** Host under which the check reports. */
    static final String HOST = "HOSTNAME";
    /** Service as which the check reports. */
    static final String SERVICE = "SERVICEDESC";

    static final Set<String> OF_THE_CHECK = Set.of(HOST, SERVICE);

    /** Begin of the names of the values in the field of that name. */
    static final String NUMBERED = "ARG";

    private static final Pattern PLACE = Pattern.compile("\\$([A-Za-z0-9_.-]*)\\$");

    private Placeholders() {}

    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_.-]+");
    }

    /** Returns the names of all places, in their order. */
    static Set<String> in(Iterable<String> words) {
        Set<String> names = new LinkedHashSet<>();
        for (String word : words) {
            PLACE.matcher(word).results().map(place -> place.group(1)).forEach(names::add);
        }
        names.remove("");
        return names;
    }

    /** @throws RefusedException if there is no value for a place; the message names it */
    static List<String> fill(List<String> words, Map<String, String> values) {
        List<String> filled = new ArrayList<>();
        words.forEach(word -> filled.add(fill(word, values)));
        return filled;
    }

    private static String fill(String word, Map<String, String> values) {
        return PLACE.matcher(word).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), values)));
    }

    /** Returns the name of the place that the filled word begins with, or an empty text if it begins with something else. */
    static String beginning(String word, Map<String, String> values) {
        Matcher place = PLACE.matcher(word);
        int at = 0;
        while (place.region(at, word.length()).lookingAt() && !place.group(1).isEmpty()) {
            String name = place.group(1);
            if (!values.getOrDefault(name, "").isEmpty()) {
                return name;
            }
            at = place.end();
        }
        return "";
    }

    private static String value(String name, Map<String, String> values) {
        if (name.isEmpty()) {
            return "$";
        }
        String value = values.get(name);
        if (value == null) {
            throw new RefusedException("there is no value for the placeholder $" + name + "$"
                    + (OF_THE_CHECK.contains(name) ? ": the check reports to no server, or under several names" : ""));
        }
        return value;
    }

    /** Returns the values for {@link #HOST} and {@link #SERVICE}, as far as there is one only. */
    static Map<String, String> of(List<Target> targets) {
        Set<String> hosts = new LinkedHashSet<>();
        Set<String> services = new LinkedHashSet<>();
        for (Target target : targets) {
            hosts.add(target.host());
            services.add(String.valueOf(target.service()));
        }
        Map<String, String> values = new HashMap<>();
        if (hosts.size() == 1) {
            values.put(HOST, hosts.iterator().next());
        }
        boolean ofHosts = targets.stream().anyMatch(target -> target.service() == null);
        if (services.size() == 1 && !ofHosts) {
            values.put(SERVICE, services.iterator().next());
        }
        return values;
    }
}
