/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.starter.health.HealthAnswer;
import org.nscacheck.starter.health.HealthRegistry;
import org.nscacheck.starter.health.HealthSources;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributors;

/** The health indicators of Spring Boot 3, whose registry has the reactive ones too. */
final class ContributedHealth implements HealthRegistry {

    private final Supplier<HealthContributorRegistry> registry;

    ContributedHealth(Supplier<HealthContributorRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public HealthSources sources() {
        return sources(registry.get());
    }

    private static HealthSources sources(NamedContributors<HealthContributor> contributors) {
        HealthSources sources = new HealthSources();
        contributors.forEach(entry -> {
            if (entry.getContributor() instanceof HealthIndicator indicator) {
                sources.add(entry.getName(), () -> answer(indicator.getHealth(true)));
            } else if (entry.getContributor() instanceof CompositeHealthContributor group) {
                sources.addGroup(entry.getName(), sources(group));
            }
        });
        return sources;
    }

    private static @Nullable HealthAnswer answer(@Nullable Health health) {
        return health == null
                ? null
                : new HealthAnswer(
                        health.getStatus().getCode(), health.getStatus().getDescription(), health.getDetails());
    }
}
