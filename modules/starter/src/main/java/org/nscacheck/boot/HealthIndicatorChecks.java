/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

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
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** Health indicators that the properties name, as checks. */
final class HealthIndicatorChecks implements CheckSource {

    private final Supplier<HealthContributorRegistry> registry;
    private final List<String> names;

    /** @param registry asked only when all beans are ready, because our own health indicator is in it */
    HealthIndicatorChecks(Supplier<HealthContributorRegistry> registry, List<String> names) {
        this.registry = registry;
        this.names = List.copyOf(names);
    }

    /** @throws FaultyConfigurationException if a name is that of no health indicator; the message lists those there are */
    @Override
    public Collection<CheckDefinition> definitions() {
        List<CheckDefinition> definitions = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            if (registry.get().getContributor(name) instanceof HealthIndicator indicator) {
                definitions.add(CheckDefinition.of(
                        new HandlerKey("health." + name),
                        "Health of " + name,
                        ScheduleSpec.every("1m"),
                        context -> result(indicator.health(true))));
            } else {
                faults.add("nscacheck.health-checks.include names '" + name
                        + "', which is no health indicator; known are " + known());
            }
        }
        FaultyConfigurationException.throwIfAny(faults);
        return definitions;
    }

    private List<String> known() {
        return registry.get().stream()
                .filter(entry -> entry.contributor() instanceof HealthIndicator)
                .map(HealthContributors.Entry::name)
                .sorted()
                .toList();
    }

    static CheckResult result(@Nullable Health health) {
        if (health == null) {
            return CheckResult.of(Status.UNKNOWN, "the health indicator told nothing");
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
