/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * What can be asked for health, by name: indicators, and groups of them such as {@code db} of an application with several data
 * sources, which are as well as the worst of their parts; a part is {@code db/first}.
 */
final class HealthSources {

    /** The worst first; all others, and no answer, are worse than UP, since nobody knows how things are. */
    private static final List<Status> WORST_FIRST = List.of(Status.DOWN, Status.OUT_OF_SERVICE);

    private HealthSources() {}

    /** @param reactive reactive ones; a name that both have is that of {@code plain} */
    static Map<String, Supplier<@Nullable Health>> of(HealthContributors plain, @Nullable HealthContributors reactive) {
        Map<String, Supplier<@Nullable Health>> sources = new TreeMap<>();
        if (reactive != null) {
            reactive.stream().forEach(entry -> add(entry.name(), entry.contributor(), sources));
        }
        plain.stream().forEach(entry -> add(entry.name(), entry.contributor(), sources));
        return sources;
    }

    private static void add(
            String name, HealthContributor contributor, Map<String, Supplier<@Nullable Health>> sources) {
        if (contributor instanceof HealthIndicator indicator) {
            sources.put(name, () -> indicator.health(true));
        } else if (contributor instanceof HealthContributors parts) {
            sources.put(name, () -> worst(parts));
            parts.stream().forEach(part -> add(name + "/" + part.name(), part.contributor(), sources));
        }
    }

    private static Health worst(HealthContributors parts) {
        Map<String, Supplier<@Nullable Health>> sources = of(parts, null);
        Map<String, String> states = new LinkedHashMap<>();
        Status worst = Status.UP;
        String error = null;
        for (Map.Entry<String, Supplier<@Nullable Health>> source : sources.entrySet()) {
            if (source.getKey().contains("/")) {
                continue; // its group is here as well
            }
            Health health = source.getValue().get();
            Status status = health == null ? Status.UNKNOWN : health.getStatus();
            states.put(source.getKey(), status.getCode());
            if (rank(status) < rank(worst)) {
                worst = status;
                Object cause =
                        health == null ? "told nothing" : health.getDetails().get("error");
                error = source.getKey() + (cause == null ? "" : ": " + cause);
            }
        }
        Health.Builder health = states.isEmpty() ? Health.unknown() : Health.status(worst);
        states.forEach(health::withDetail);
        if (error != null) {
            health.withDetail("error", error);
        }
        return health.build();
    }

    private static int rank(Status status) {
        int rank = WORST_FIRST.indexOf(status);
        if (rank >= 0) {
            return rank;
        }
        return status.equals(Status.UP) ? WORST_FIRST.size() + 1 : WORST_FIRST.size();
    }
}
