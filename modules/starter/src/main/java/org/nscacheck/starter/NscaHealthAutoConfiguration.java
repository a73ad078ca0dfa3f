/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.engine.Engine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/** Health in both directions: of checks and deliveries as {@code nsca}, and health indicators as checks. */
@AutoConfiguration(
        after = NscaCheckAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, HealthContributorRegistry.class})
@ConditionalOnBean(NscaCheckProperties.class)
class NscaHealthAutoConfiguration {

    /** The engine comes late: health indicators may be wanted before it. */
    @Bean
    @ConditionalOnEnabledHealthIndicator("nsca")
    NscaHealthIndicator nscaHealthIndicator(ObjectProvider<Engine> engine) {
        return new NscaHealthIndicator(engine::getObject);
    }

    @Bean
    @ConditionalOnProperty("nscacheck.health-checks.include")
    HealthIndicatorChecks nscaHealthIndicatorChecks(
            ObjectProvider<HealthContributorRegistry> registry,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive,
            NscaCheckProperties properties) {
        return new HealthIndicatorChecks(
                registry::getObject,
                reactive::getIfAvailable,
                properties.healthChecks().include());
    }
}
