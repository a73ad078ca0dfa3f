/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.List;
import org.nscacheck.check.CheckSource;
import org.nscacheck.contract.CheckSourceContract;
import org.nscacheck.starter.health.HealthChecks;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

class HealthChecksContractTest implements CheckSourceContract {

    private final DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();

    HealthChecksContractTest() {
        registry.registerContributor("disk", (HealthIndicator) () -> Health.up().build());
        registry.registerContributor(
                "mail", (HealthIndicator) () -> Health.down().build());
    }

    @Override
    public CheckSource source() {
        return new HealthChecks(new ContributedHealth(() -> registry, () -> null), List.of("disk", "mail"));
    }
}
