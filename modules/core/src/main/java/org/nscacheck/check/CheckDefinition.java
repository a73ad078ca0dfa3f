/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.nscacheck.CheckScope;
import org.nscacheck.FailureStatus;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * A check as the code declares it: something to call, and defaults for how it is scheduled and reported.
 *
 * @param key stable name
 * @param origin where it comes from, for people: class and method, or file
 * @param description what it looks at, may be empty
 * @param tags words for grouping
 * @param group of the checks that share a limit on how many run at once on a node; empty for none but the node's own
 * @param nature where it runs, and what it is of
 * @param parameters what can be set for a check
 * @param handler what is called
 * @param defaults settings that apply unless others are stored; service and schedule are always set, and all others but
 *     the host, which is that of the server then, the spread and the runbook
 * @param formerly keys that it had before, the latest first
 */
public record CheckDefinition(
        CheckKey key,
        String origin,
        String description,
        List<String> tags,
        String group,
        Nature nature,
        List<Parameter> parameters,
        CheckHandler handler,
        CheckSettings defaults,
        List<CheckKey> formerly) {

    /**
     * Where a check runs, and what it is of.
     *
     * @param scope one node or each node
     * @param template whether there is no check of it until somebody adds one
     * @param internal whether people make no checks of it, because the application itself does
     * @param ofHostIf name of a boolean parameter that makes the results those of the host itself instead of a service; empty for
     *     none
     */
    public record Nature(CheckScope scope, boolean template, boolean internal, String ofHostIf) {}

    /** Time limit of a method check unless it declares another. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final CheckSettings UNLESS_DECLARED = CheckSettings.builder()
            .timeout(DEFAULT_TIMEOUT)
            .servers(List.of())
            .active(true)
            .onError(FailureStatus.DEFAULT)
            .onTimeout(FailureStatus.DEFAULT)
            .allowVoid(false)
            .confirmation(Confirmation.NONE)
            .build();

    /** @throws IllegalArgumentException if service or schedule are missing, or the parameter that decides about the host */
    public CheckDefinition {
        if (defaults.service() == null || defaults.schedule() == null) {
            throw new IllegalArgumentException("check '" + key + "' needs a default service and a default schedule");
        }
        defaults = defaults.over(UNLESS_DECLARED);
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        formerly = List.copyOf(formerly);
        if (!nature.ofHostIf.isEmpty()
                && parameters.stream()
                        .noneMatch(each -> each.name().equals(nature.ofHostIf) && each.type() == boolean.class)) {
            throw new IllegalArgumentException(
                    "check '" + key + "' has no boolean parameter '" + nature.ofHostIf + "' to report the host by");
        }
    }

    /** Returns a definition with every default, for code that registers checks itself. */
    public static CheckDefinition of(CheckKey key, String service, ScheduleSpec schedule, CheckHandler handler) {
        return builder(key, handler)
                .defaults(CheckSettings.builder()
                        .service(service)
                        .schedule(schedule)
                        .build())
                .build();
    }

    /** Returns a builder for a definition; its default settings must be given. */
    public static Builder builder(CheckKey key, CheckHandler handler) {
        return new Builder(key, handler);
    }

    /** Returns a builder in which the same is set. */
    public Builder toBuilder() {
        return new Builder(key, handler)
                .origin(origin)
                .description(description)
                .tags(tags)
                .group(group)
                .scope(nature.scope)
                .parameters(parameters)
                .defaults(defaults)
                .formerly(formerly)
                .ofHostIf(nature.ofHostIf)
                .template(nature.template)
                .internal(nature.internal);
    }

    /** Returns the service description by default. */
    public String service() {
        return Objects.requireNonNull(defaults.service());
    }

    /** Returns the schedule by default. */
    public ScheduleSpec schedule() {
        return Objects.requireNonNull(defaults.schedule());
    }

    /** Returns the servers that get the results by default; empty for all. */
    public List<String> servers() {
        return Objects.requireNonNull(defaults.servers());
    }

    /** Returns whether it runs on one node or on each. */
    public CheckScope scope() {
        return nature.scope;
    }

    /** Returns whether people make no checks of it, because the application itself does. */
    public boolean internal() {
        return nature.internal;
    }

    /** Returns whether there is no check of it until somebody adds one. */
    public boolean template() {
        return nature.template;
    }

    /**
     * Returns whether the results of a check are those of the host itself.
     *
     * @param effective its settings over the defaults of this definition
     */
    public boolean isOfHost(CheckSettings effective) {
        return parameters.stream()
                .filter(parameter ->
                        !nature.ofHostIf.isEmpty() && parameter.name().equals(nature.ofHostIf))
                .map(parameter ->
                        effective.arguments().getOrDefault(nature.ofHostIf, String.valueOf(parameter.defaultValue())))
                .anyMatch("true"::equalsIgnoreCase);
    }

    /** Collects a definition. Not thread-safe. */
    public static final class Builder {

        private final CheckKey key;
        private final CheckHandler handler;
        private String origin;
        private String description = "";
        private List<String> tags = List.of();
        private String group = "";
        private CheckScope scope = CheckScope.CLUSTER;
        private List<Parameter> parameters = List.of();
        private CheckSettings defaults = CheckSettings.NONE;
        private List<CheckKey> formerly = List.of();
        private String ofHostIf = "";
        private boolean template;
        private boolean internal;

        private Builder(CheckKey key, CheckHandler handler) {
            this.key = key;
            this.handler = handler;
            this.origin = handler.getClass().getName();
        }

        /** Sets where it comes from, for people; the class of the handler unless set. */
        public Builder origin(String value) {
            origin = value;
            return this;
        }

        /** Sets what it looks at. */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /** Sets words for grouping. */
        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        /** Sets the group of checks that share a limit. */
        public Builder group(String value) {
            group = value;
            return this;
        }

        /** Sets where it runs; on one node unless set. */
        public Builder scope(CheckScope value) {
            scope = value;
            return this;
        }

        /** Sets what can be set for a check. */
        public Builder parameters(List<Parameter> value) {
            parameters = value;
            return this;
        }

        /** Sets what applies unless something else is stored: service and schedule at least. */
        public Builder defaults(CheckSettings value) {
            defaults = value;
            return this;
        }

        /** Sets the keys that it had before, the latest first. */
        public Builder formerly(List<CheckKey> value) {
            formerly = value;
            return this;
        }

        /** Sets the name of the boolean parameter that makes the results those of the host itself; none unless set. */
        public Builder ofHostIf(String parameter) {
            ofHostIf = parameter;
            return this;
        }

        /** Sets whether people make no checks of it, because the application itself does; they may unless set. */
        public Builder internal(boolean value) {
            internal = value;
            return this;
        }

        /** Sets whether there is no check of it until somebody adds one; there is one at once unless set. */
        public Builder template(boolean value) {
            template = value;
            return this;
        }

        /** @throws IllegalArgumentException if service or schedule are missing, or the parameter that decides about the host */
        public CheckDefinition build() {
            return new CheckDefinition(
                    key,
                    origin,
                    description,
                    tags,
                    group,
                    new Nature(scope, template, internal, ofHostIf),
                    parameters,
                    handler,
                    defaults,
                    formerly);
        }
    }
}
