/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;

/**
 * What can be set for a check: by code, by properties and by an administrator. Null follows what is below, so that a later
 * change there arrives.
 *
 * @param service service description, or null
 * @param host host name under which results are reported, or null
 * @param schedule schedule, or null
 * @param spread longest delay behind a slot, zero for exactly on the slot, or null
 * @param timeout time limit of a run, or null
 * @param servers ids or names of the servers that get the results, empty for all, or null
 * @param arguments values of parameters by name; a parameter that is missing follows what is below
 * @param active whether it is scheduled, or null
 * @param noResult what is reported for a run that brings no result
 * @param confirmation how often a bad state has to be found before it counts, or null
 * @param runbook link to instructions for those who get the alarm, or null
 */
public record CheckSettings(
        @Nullable String service,
        @Nullable String host,
        @Nullable ScheduleSpec schedule,
        @Nullable Duration spread,
        @Nullable Duration timeout,
        @Nullable List<String> servers,
        Map<String, String> arguments,
        @Nullable Boolean active,
        NoResult noResult,
        @Nullable Confirmation confirmation,
        @Nullable String runbook) {

    /** Follows what is below in everything. */
    public static final CheckSettings NONE = builder().build();

    /** Longest link to a runbook, in characters. */
    private static final int MAX_RUNBOOK = 1000;

    /** @throws RefusedException if a value is outside its limits; the message names value and limit */
    public CheckSettings {
        if (service != null) {
            Names.requireService(service);
        }
        if (host != null) {
            Names.requireHost(host);
        }
        if (spread != null && spread.isNegative()) {
            throw new RefusedException("spread " + spread + " is negative");
        }
        if (timeout != null) {
            requireTimeout(timeout);
        }
        if (runbook != null) {
            requireRunbook(runbook);
        }
        servers = servers == null ? null : List.copyOf(servers);
        arguments = Map.copyOf(arguments);
    }

    /** @throws RefusedException if the timeout is outside 1 ms to 1 day */
    public static Duration requireTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new RefusedException("timeout " + Durations.text(timeout) + " is outside 1 ms to 1 day");
        }
        return timeout;
    }

    /** @throws RefusedException if the text is no link by http or https, or longer than 1,000 characters */
    public static String requireRunbook(String runbook) {
        if (runbook.length() > MAX_RUNBOOK || !runbook.matches("(?i)https?://[^\\s\\p{Z}\\p{Cc}]+")) {
            throw new RefusedException("runbook '" + Names.shortened(runbook)
                    + "' is not a link that begins with http:// or https://, without spaces, of at most " + MAX_RUNBOOK
                    + " characters");
        }
        return runbook;
    }

    /** Returns a builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder in which the same is set. */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .service(service)
                .host(host)
                .schedule(schedule)
                .spread(spread)
                .timeout(timeout)
                .servers(servers)
                .arguments(arguments)
                .active(active)
                .confirmation(confirmation)
                .runbook(runbook);
        builder.noResult = noResult;
        return builder;
    }

    /** Returns these settings, and the defaults where nothing is set; arguments one by one. */
    public CheckSettings over(CheckSettings defaults) {
        Map<String, String> both = new HashMap<>(defaults.arguments);
        both.putAll(arguments);
        return new CheckSettings(
                or(service, defaults.service),
                or(host, defaults.host),
                or(schedule, defaults.schedule),
                or(spread, defaults.spread),
                or(timeout, defaults.timeout),
                or(servers, defaults.servers),
                both,
                or(active, defaults.active),
                noResult.over(defaults.noResult),
                or(confirmation, defaults.confirmation),
                or(runbook, defaults.runbook));
    }

    private static <T> @Nullable T or(@Nullable T own, @Nullable T below) {
        return own != null ? own : below;
    }

    /** Collects settings; what is not named, or is null, follows what is below. Not thread-safe. */
    public static final class Builder {

        private @Nullable String service;
        private @Nullable String host;
        private @Nullable ScheduleSpec schedule;
        private @Nullable Duration spread;
        private @Nullable Duration timeout;
        private @Nullable List<String> servers;
        private Map<String, String> arguments = Map.of();
        private @Nullable Boolean active;
        private NoResult noResult = new NoResult(null, null, null);
        private @Nullable Confirmation confirmation;
        private @Nullable String runbook;

        private Builder() {}

        /** Sets the service description, at most 127 bytes. */
        public Builder service(@Nullable String value) {
            service = value;
            return this;
        }

        /** Sets the host name under which results are reported, at most 63 bytes. */
        public Builder host(@Nullable String value) {
            host = value;
            return this;
        }

        /** Sets the schedule. */
        public Builder schedule(@Nullable ScheduleSpec value) {
            schedule = value;
            return this;
        }

        /** Sets the longest delay behind a slot. */
        public Builder spread(@Nullable Duration value) {
            spread = value;
            return this;
        }

        /** Sets the time limit of a run, 1 ms to 1 day. */
        public Builder timeout(@Nullable Duration value) {
            timeout = value;
            return this;
        }

        /** Sets the servers that get the results, by id or name. */
        public Builder servers(@Nullable List<String> value) {
            servers = value;
            return this;
        }

        /** Sets the values of parameters by name. */
        public Builder arguments(Map<String, String> value) {
            arguments = value;
            return this;
        }

        /** Sets whether it is scheduled. */
        public Builder active(@Nullable Boolean value) {
            active = value;
            return this;
        }

        /** Sets the state reported when the handler fails. */
        public Builder onError(@Nullable FailureStatus value) {
            noResult = new NoResult(value, noResult.onTimeout(), noResult.allowVoid());
            return this;
        }

        /** Sets the state reported when it takes too long. */
        public Builder onTimeout(@Nullable FailureStatus value) {
            noResult = new NoResult(noResult.onError(), value, noResult.allowVoid());
            return this;
        }

        /** Sets whether it may report nothing. */
        public Builder allowVoid(@Nullable Boolean value) {
            noResult = new NoResult(noResult.onError(), noResult.onTimeout(), value);
            return this;
        }

        /** Sets how often a bad state has to be found before it counts. */
        public Builder confirmation(@Nullable Confirmation value) {
            confirmation = value;
            return this;
        }

        /** Sets the link to instructions; http or https. */
        public Builder runbook(@Nullable String value) {
            runbook = value;
            return this;
        }

        /** @throws RefusedException if a value is outside its limits; the message names value and limit */
        public CheckSettings build() {
            return new CheckSettings(
                    service,
                    host,
                    schedule,
                    spread,
                    timeout,
                    servers,
                    arguments,
                    active,
                    noResult,
                    confirmation,
                    runbook);
        }
    }
}
