/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import java.util.function.Supplier;
import org.nscacheck.engine.Engine;
import org.nscacheck.starter.health.EngineHealth;
import org.nscacheck.starter.health.HealthAnswer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** {@link EngineHealth} as Spring Boot 3 asks for it. */
final class NscaHealthIndicator implements HealthIndicator {

    private final Supplier<Engine> engine;

    /** @param engine asked late: health indicators may be wanted before it is there */
    NscaHealthIndicator(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        HealthAnswer answer = EngineHealth.of(engine.get());
        return Health.status(answer.code()).withDetails(answer.details()).build();
    }
}
