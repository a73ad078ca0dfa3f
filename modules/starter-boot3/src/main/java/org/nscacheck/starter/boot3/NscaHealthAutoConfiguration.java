/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import org.nscacheck.engine.Engine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Health of checks and deliveries as {@code nsca}, where the application has the health of Spring Boot 3. */
@AutoConfiguration(afterName = "org.nscacheck.starter.NscaCheckAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Engine.class)
class NscaHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("nsca")
    NscaHealthIndicator nscaHealthIndicator(ObjectProvider<Engine> engine) {
        return new NscaHealthIndicator(engine::getObject);
    }

    @Bean
    ContributedHealth nscaContributedHealth(ObjectProvider<HealthContributorRegistry> registry) {
        return new ContributedHealth(registry::getObject);
    }
}
