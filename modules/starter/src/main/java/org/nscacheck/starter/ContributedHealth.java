/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.starter.health.HealthAnswer;
import org.nscacheck.starter.health.HealthRegistry;
import org.nscacheck.starter.health.HealthSources;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** The health indicators of Spring Boot 4. */
final class ContributedHealth implements HealthRegistry {

    private final Supplier<HealthContributorRegistry> registry;
    private final Supplier<@Nullable HealthContributors> reactive;

    /** @param reactive reactive ones, or null in an application without them */
    ContributedHealth(Supplier<HealthContributorRegistry> registry, Supplier<@Nullable HealthContributors> reactive) {
        this.registry = registry;
        this.reactive = reactive;
    }

    /** A name that both have is that of one that is not reactive. */
    @Override
    public HealthSources sources() {
        HealthSources sources = new HealthSources();
        HealthContributors others = reactive.get();
        if (others != null) {
            add(others, sources);
        }
        add(registry.get(), sources);
        return sources;
    }

    private static void add(HealthContributors contributors, HealthSources sources) {
        contributors.stream().forEach(entry -> {
            if (entry.contributor() instanceof HealthIndicator indicator) {
                sources.add(entry.name(), () -> answer(indicator.health(true)));
            } else if (entry.contributor() instanceof HealthContributors group) {
                HealthSources parts = new HealthSources();
                add(group, parts);
                sources.addGroup(entry.name(), parts);
            }
        });
    }

    private static @Nullable HealthAnswer answer(@Nullable Health health) {
        return health == null
                ? null
                : new HealthAnswer(
                        health.getStatus().getCode(), health.getStatus().getDescription(), health.getDetails());
    }
}
