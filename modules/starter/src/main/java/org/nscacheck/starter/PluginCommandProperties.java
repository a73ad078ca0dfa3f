/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Parameter;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.plugin.PluginTemplate;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A plugin with its arguments.
 *
 * @param executable Name of the plugin in one of the folders, or its path.
 * @param arguments Its arguments, each as it is given to it. $port$ is the value of the parameter port, $HOSTNAME$ and
 *     $SERVICEDESC$ are what the check reports as, $$ is a dollar.
 * @param parameters What can be set for its checks, by name. If each has a default value there is a check at once; otherwise
 *     checks are added on the screens, or one by nscacheck.checks[plugin.NAME].arguments.
 * @param service Service description unless a check sets another. Default: the name.
 * @param every Interval, 5m unless set. Excludes cron.
 * @param cron Quartz cron expression, starting with seconds. Excludes every.
 * @param zone Time zone of the cron expression and of intervals of days and longer.
 * @param timeout How long it may take, 10s unless set.
 * @param charset Character set of its output, or auto: UTF-8, and windows-1252 where it is not valid UTF-8.
 * @param scope Where it runs: cluster for one node, node for each.
 * @param hostResult Whether its results are those of the host itself instead of a service.
 * @param description What it looks at.
 */
record PluginCommandProperties(
        @Nullable String executable,
        @DefaultValue List<String> arguments,
        @DefaultValue Map<String, PluginParameterProperties> parameters,
        @Nullable String service,
        @Nullable String every,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Duration timeout,
        @DefaultValue("auto") String charset,
        @DefaultValue("cluster") CheckScope scope,
        @DefaultValue("false") boolean hostResult,
        @DefaultValue("") String description) {

    /**
     * A value that can be set for a check.
     *
     * @param type Its type: text, integer, number, boolean, duration or date.
     * @param defaultValue Its value unless a check sets another; without one, each check must.
     * @param min Lowest value of a number, duration or date.
     * @param max Highest value of a number, duration or date.
     * @param options The only allowed values.
     * @param description What it means, for people.
     */
    record PluginParameterProperties(
            @DefaultValue("text") Type type,
            @Nullable String defaultValue,
            @Nullable String min,
            @Nullable String max,
            @DefaultValue List<String> options,
            @DefaultValue("") String description) {

        /** Types of values, as they are written in properties. */
        enum Type {
            TEXT(String.class),
            INTEGER(long.class),
            NUMBER(BigDecimal.class),
            BOOLEAN(boolean.class),
            DURATION(Duration.class),
            DATE(LocalDate.class);

            private final Class<?> type;

            Type(Class<?> type) {
                this.type = type;
            }
        }

        private Parameter toParameter(String name) {
            return new Parameter(name, type.type, defaultValue, min, max, options, description);
        }
    }

    /** @throws IllegalArgumentException if it has a fault; the message does not name the command */
    PluginTemplate toTemplate(String name) {
        List<Parameter> all = new ArrayList<>();
        parameters.forEach((parameter, properties) -> all.add(properties.toParameter(parameter)));
        return new PluginTemplate(
                name,
                executable == null ? "" : executable,
                arguments,
                all,
                PluginChecks.charset(charset),
                scope,
                hostResult,
                description,
                CheckSettings.builder()
                        .service(service)
                        .schedule(schedule())
                        .timeout(timeout)
                        .build());
    }

    private @Nullable ScheduleSpec schedule() {
        if (every == null && cron == null) {
            if (zone != null) {
                throw new IllegalArgumentException("a zone requires an interval or a cron expression");
            }
            return null;
        }
        return new ScheduleSpec(every, cron, zone);
    }
}
