/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.jspecify.annotations.Nullable;
import org.nscacheck.engine.Engine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/**
 * Health of checks and deliveries as {@code nsca}, where the application has the health of Spring Boot 4. Spring Boot 3 has
 * other types for it, and therefore an artifact of its own.
 */
@AutoConfiguration(
        after = NscaCheckAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, HealthContributorRegistry.class})
@ConditionalOnBean(NscaCheckProperties.class)
class NscaHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("nsca")
    NscaHealthIndicator nscaHealthIndicator(ObjectProvider<Engine> engine) {
        return new NscaHealthIndicator(engine::getObject);
    }

    @Bean
    ContributedHealth nscaContributedHealth(
            ObjectProvider<HealthContributorRegistry> registry,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
        return new ContributedHealth(registry::getObject, () -> contributors(reactive.getIfAvailable()));
    }

    private static @Nullable HealthContributors contributors(@Nullable ReactiveHealthContributorRegistry registry) {
        return registry == null ? null : registry.asHealthContributors();
    }
}
