/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.nscacheck.starter.health.HealthChecks;
import org.nscacheck.starter.health.HealthRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Health indicators as checks, whichever generation of Spring Boot they are of. */
@AutoConfiguration(
        after = NscaHealthAutoConfiguration.class,
        afterName = "org.nscacheck.starter.boot3.NscaHealthAutoConfiguration")
@ConditionalOnBean({HealthRegistry.class, NscaCheckProperties.class})
class NscaHealthChecksAutoConfiguration {

    @Bean
    HealthChecks nscaHealthChecks(HealthRegistry registry, NscaCheckProperties properties) {
        return new HealthChecks(registry, properties.healthChecks().include());
    }
}
