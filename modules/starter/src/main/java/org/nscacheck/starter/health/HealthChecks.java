/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.health;

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

/** Health indicators that the properties name, as checks. */
public final class HealthChecks implements CheckSource {

    private final HealthRegistry registry;
    private final List<String> names;

    public HealthChecks(HealthRegistry registry, List<String> names) {
        this.registry = registry;
        this.names = List.copyOf(names);
    }

    /** @throws FaultyConfigurationException if a name is that of no health indicator; the message lists those there are */
    @Override
    public Collection<CheckDefinition> definitions() {
        if (names.isEmpty()) {
            return List.of(); // Nobody's health indicators are made for nothing.
        }
        List<CheckDefinition> definitions = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        HealthSources known = registry.sources();
        for (String name : names) {
            Supplier<@Nullable HealthAnswer> source = known.source(name);
            if (source == null) {
                faults.add("nscacheck.health-checks.include names '" + name
                        + "', which is no health indicator; known are " + known.names());
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

    static CheckResult result(@Nullable HealthAnswer health) {
        if (health == null) {
            return CheckResult.of(Status.UNKNOWN, "the health indicator returned nothing");
        }
        Map<String, Object> details = new TreeMap<>(health.details());
        String message = health.description().isEmpty() ? health.code() : health.code() + ": " + health.description();
        Object error = details.get("error");
        CheckResult.Builder result =
                CheckResult.builder(status(health.code()), "%s%s", message, error == null ? "" : ": " + error);
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
            case HealthAnswer.UP -> Status.OK;
            case "OUT_OF_SERVICE" -> Status.WARNING;
            case "DOWN" -> Status.CRITICAL;
            default -> Status.UNKNOWN;
        };
    }
}
