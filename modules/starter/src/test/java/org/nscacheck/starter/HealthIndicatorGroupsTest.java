/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckDefinition;
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

    private Map<String, Supplier<@Nullable Health>> sources() {
        return HealthSources.of(registry, reactive);
    }

    private Health health(String name) {
        Supplier<@Nullable Health> source = sources().get(name);
        assertThat(source).as(name).isNotNull();
        return source.get();
    }

    @Test
    void aGroupIsAsWellAsTheWorstOfItsPartsAndNamesIt() {
        registry.registerContributor("db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", down())));
        assertThat(HealthIndicatorChecks.result(health("db"))).satisfies(result -> {
            assertThat(result.status()).isEqualTo(org.nscacheck.Status.CRITICAL);
            assertThat(result.message()).contains("DOWN: second: connection refused");
            assertThat(result.longOutput()).contains("first: UP", "second: DOWN");
        });
        assertThat(HealthIndicatorChecks.result(health("db/first")).status()).isEqualTo(org.nscacheck.Status.OK);
    }

    @Test
    void aPartThatTellsNothingIsWorseThanUp() {
        registry.registerContributor(
                "db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", (HealthIndicator)
                        () -> Health.unknown().build())));
        assertThat(HealthIndicatorChecks.result(health("db")).status()).isEqualTo(org.nscacheck.Status.UNKNOWN);
    }

    @Test
    void groupsAndTheirPartsBecomeChecksAndReactiveIndicatorsAreAsked() {
        registry.registerContributor("db", CompositeHealthContributor.fromMap(Map.of("first", up(), "second", down())));
        reactive.registerContributor("redis", up());
        assertThat(new HealthIndicatorChecks(() -> registry, () -> null, List.of("db", "db/second")).definitions())
                .extracting(CheckDefinition::key)
                .extracting(key -> key.value())
                .containsExactly("health.db", "health.db.second");
        assertThat(HealthIndicatorChecks.result(health("redis")).status()).isEqualTo(org.nscacheck.Status.OK);
        assertThatThrownBy(
                        () -> new HealthIndicatorChecks(() -> registry, () -> null, List.of("db/third")).definitions())
                .hasMessageContaining("'db/third'")
                .hasMessageContaining("[db, db/first, db/second]");
    }
}
