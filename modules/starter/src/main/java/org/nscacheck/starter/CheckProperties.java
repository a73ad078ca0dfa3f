/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.Confirmation;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of one check; what is not set follows the annotation.
 *
 * @param service Service description at the receiver, at most 127 bytes.
 * @param host Host name under which its results are reported, at most 63 bytes.
 * @param every Interval such as 30s, 10m, 1h, 1d, 1mo. Excludes cron.
 * @param cron Quartz cron expression, starting with seconds. Excludes every.
 * @param zone Time zone of the cron expression and of intervals of days and longer.
 * @param servers Names of the servers that get its results.
 * @param arguments Values of its parameters by name.
 * @param active Whether it is scheduled.
 * @param allowVoid Whether it may report nothing.
 * @param timeout How long it may take.
 * @param onError State reported when it fails: default, critical or unknown.
 * @param onTimeout State reported when it takes too long: default, critical or unknown.
 * @param spread Longest delay behind its time slot; zero for exactly on the slot.
 * @param attempts How many runs in a row must find a state other than OK before it counts and is reported.
 * @param retryInterval Time to the next run while such a state is not yet confirmed, 1 minute unless set.
 * @param reportEachAttempt Whether results that are not yet confirmed are reported too.
 * @param runbook Link to instructions by http or https, the last line of each result that is not OK.
 */
record CheckProperties(
        @Nullable String service,
        @Nullable String host,
        @Nullable String every,
        @Nullable String cron,
        @Nullable String zone,
        @Nullable List<String> servers,
        @DefaultValue Map<String, String> arguments,
        @Nullable Boolean active,
        @Nullable Boolean allowVoid,
        @Nullable Duration timeout,
        @Nullable FailureStatus onError,
        @Nullable FailureStatus onTimeout,
        @Nullable Duration spread,
        @Nullable Integer attempts,
        @Nullable Duration retryInterval,
        @Nullable Boolean reportEachAttempt,
        @Nullable String runbook) {

    /** @throws IllegalArgumentException if a value is outside its limits; the message names the property */
    StoredCheck toCheck(String key) {
        try {
            return StoredCheck.of(new CheckKey(key), settings());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nscacheck.checks[" + key + "]: " + e.getMessage(), e);
        }
    }

    private CheckSettings settings() {
        return CheckSettings.builder()
                .service(service)
                .host(host)
                .schedule(schedule())
                .servers(servers)
                .arguments(arguments)
                .active(active)
                .allowVoid(allowVoid)
                .timeout(timeout)
                .onError(onError)
                .onTimeout(onTimeout)
                .spread(spread)
                .confirmation(confirmation())
                .runbook(runbook)
                .build();
    }

    private @Nullable Confirmation confirmation() {
        if (attempts == null) {
            if (retryInterval != null || reportEachAttempt != null) {
                throw new IllegalArgumentException("retry-interval and report-each-attempt require attempts");
            }
            return null;
        }
        return new Confirmation(
                attempts,
                retryInterval == null ? Confirmation.DEFAULT_RETRY_INTERVAL : retryInterval,
                Boolean.TRUE.equals(reportEachAttempt));
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
