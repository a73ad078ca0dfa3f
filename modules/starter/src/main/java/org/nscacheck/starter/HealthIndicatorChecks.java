/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** Health indicators that the properties name, as checks. */
final class HealthIndicatorChecks implements CheckSource {

    private final Supplier<HealthContributorRegistry> registry;
    private final Supplier<@Nullable ReactiveHealthContributorRegistry> reactive;
    private final List<String> names;

    /**
     * @param registry asked only when all beans are ready, because our own health indicator is in it
     * @param reactive the registry of reactive indicators, or null in an application without it
     */
    HealthIndicatorChecks(
            Supplier<HealthContributorRegistry> registry,
            Supplier<@Nullable ReactiveHealthContributorRegistry> reactive,
            List<String> names) {
        this.registry = registry;
        this.reactive = reactive;
        this.names = List.copyOf(names);
    }

    /** @throws FaultyConfigurationException if a name is that of no health indicator; the message lists those there are */
    @Override
    public Collection<CheckDefinition> definitions() {
        List<CheckDefinition> definitions = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        ReactiveHealthContributorRegistry others = reactive.get();
        Map<String, Supplier<@Nullable Health>> known =
                HealthSources.of(registry.get(), others == null ? null : others.asHealthContributors());
        for (String name : names) {
            Supplier<@Nullable Health> source = known.get(name);
            if (source == null) {
                faults.add("nscacheck.health-checks.include names '" + name
                        + "', which is no health indicator; known are " + known.keySet());
            } else {
                definitions.add(CheckDefinition.of(
                        new CheckKey("health." + name.replace('/', '.')),
                        "Health of " + name.replace('/', ' '),
                        ScheduleSpec.every("1m"),
                        context -> result(source.get())));
            }
        }
        FaultyConfigurationException.throwIfAny(faults);
        return definitions;
    }

    static CheckResult result(@Nullable Health health) {
        if (health == null) {
            return CheckResult.of(Status.UNKNOWN, "the health indicator returned nothing");
        }
        org.springframework.boot.health.contributor.Status state = health.getStatus();
        Map<String, Object> details = new TreeMap<>(health.getDetails());
        String message =
                state.getDescription().isEmpty() ? state.getCode() : state.getCode() + ": " + state.getDescription();
        Object error = details.get("error");
        CheckResult.Builder result =
                CheckResult.builder(status(state.getCode()), "%s%s", message, error == null ? "" : ": " + error);
        StringBuilder lines = new StringBuilder();
        details.forEach((name, value) -> {
            lines.append(name).append(": ").append(value).append('\n');
            if (value instanceof Number) {
                result.perf(name, value);
            }
        });
        return result.longOutput(lines.toString()).build();
    }

    private static Status status(String code) {
        return switch (code) {
            case "UP" -> Status.OK;
            case "OUT_OF_SERVICE" -> Status.WARNING;
            case "DOWN" -> Status.CRITICAL;
            default -> Status.UNKNOWN;
        };
    }
}
