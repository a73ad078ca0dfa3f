/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked for health, by name: indicators, and groups of them such as {@code db} of an application with several data
 * sources, which are as well as the worst of their parts; a part is {@code db/first}. Not thread-safe while it is filled.
 */
public final class HealthSources {

    /** The worst first; all others, and no answer, are worse than UP, since nobody knows how things are. */
    private static final List<String> WORST_FIRST = List.of("DOWN", "OUT_OF_SERVICE");

    private final Map<String, Supplier<@Nullable HealthAnswer>> sources = new TreeMap<>();

    /** Adds an indicator, in place of what had its name so far. */
    public void add(String name, Supplier<@Nullable HealthAnswer> indicator) {
        sources.put(name, indicator);
    }

    /** Adds a group and its parts. */
    public void addGroup(String name, HealthSources parts) {
        sources.put(name, parts::worst);
        parts.sources.forEach((part, source) -> sources.put(name + "/" + part, source));
    }

    /** Returns the names, sorted. */
    public Set<String> names() {
        return sources.keySet();
    }

    /** Returns what answers under a name, or null if there is no such name. */
    public @Nullable Supplier<@Nullable HealthAnswer> source(String name) {
        return sources.get(name);
    }

    private HealthAnswer worst() {
        Map<String, Object> details = new LinkedHashMap<>();
        String worst = HealthAnswer.UP;
        String error = null;
        for (Map.Entry<String, Supplier<@Nullable HealthAnswer>> source : sources.entrySet()) {
            if (source.getKey().contains("/")) {
                continue; // its group is here as well
            }
            HealthAnswer answer = source.getValue().get();
            String code = answer == null ? HealthAnswer.UNKNOWN : answer.code();
            details.put(source.getKey(), code);
            if (rank(code) < rank(worst)) {
                worst = code;
                error = cause(source.getKey(), answer);
            }
        }
        String code = details.isEmpty() ? HealthAnswer.UNKNOWN : worst;
        if (error != null) {
            details.put("error", error);
        }
        return HealthAnswer.of(code, details);
    }

    private static String cause(String name, @Nullable HealthAnswer answer) {
        Object cause = answer == null ? "told nothing" : answer.details().get("error");
        return name + (cause == null ? "" : ": " + cause);
    }

    private static int rank(String code) {
        int rank = WORST_FIRST.indexOf(code);
        if (rank >= 0) {
            return rank;
        }
        return code.equals(HealthAnswer.UP) ? WORST_FIRST.size() + 1 : WORST_FIRST.size();
    }
}
