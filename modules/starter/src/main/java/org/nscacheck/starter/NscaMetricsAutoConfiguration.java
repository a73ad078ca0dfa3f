/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.nscacheck.engine.Engine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Meters, where the application has a registry for them. */
@AutoConfiguration(
        after = NscaCheckAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, NscaCheckProperties.class})
class NscaMetricsAutoConfiguration {

    @Bean
    NscaMeters nscaMeters(MeterRegistry registry, ObjectProvider<Engine> engine, NscaCheckProperties properties) {
        return new NscaMeters(registry, engine::getObject, properties.metrics().tagCheck(), InstantSource.system());
    }
}
