/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.starter.health.HealthChecks;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

/** Which health indicators can be checks, and what a group of them is. */
class HealthIndicatorGroupsTest {

    private final DefaultHealthContributorRegistry registry = new DefaultHealthContributorRegistry();
    /** Reactive ones, as Spring Boot adapts them. */
    private final DefaultHealthContributorRegistry reactive = new DefaultHealthContributorRegistry();

    private static HealthIndicator up() {
        return () -> Health.up().build();
    }

    private static HealthIndicator down() {
        return () -> Health.down().withDetail("error", "connection refused").build();
    }

    private HealthChecks checks(String... names) {
        return new HealthChecks(new ContributedHealth(() -> registry, () -> reactive), List.of(names));
    }

    private CheckResult health(String name) {
        return result(checks(name));
    }

    private static CheckResult result(HealthChecks checks) {
        CheckDefinition definition = checks.definitions().iterator().next();
        try {
            return definition.handler().run(null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGroupIsAsWellAsTheWorstOfItsPartsAndNamesIt() {
        registry.registerContributor("db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", down())));
        assertThat(health("db")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(org.nscacheck.Status.CRITICAL);
            assertThat(result.message()).contains("DOWN: second: connection refused");
            assertThat(result.longOutput()).contains("first: UP", "second: DOWN");
        });
        assertThat(health("db/first").status()).isEqualTo(org.nscacheck.Status.OK);
    }

    @Test
    void aPartThatTellsNothingIsWorseThanUp() {
        registry.registerContributor(
                "db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", (HealthIndicator)
                        () -> Health.unknown().build())));
        assertThat(health("db").status()).isEqualTo(org.nscacheck.Status.UNKNOWN);
    }

    @Test
    void groupsAndTheirPartsBecomeChecksAndReactiveIndicatorsAreAsked() {
        registry.registerContributor("db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", down())));
        reactive.registerContributor("redis", up());
        assertThat(checks("db", "db/second").definitions())
                .extracting(CheckDefinition::key)
                .extracting(key -> key.value())
                .containsExactly("health.db", "health.db.second");
        assertThat(health("redis").status()).isEqualTo(org.nscacheck.Status.OK);
        assertThatThrownBy(() -> checks("db/third").definitions())
                .hasMessageContaining("'db/third'")
                .hasMessageContaining("[db, db/first, db/second, redis]");
    }
}
