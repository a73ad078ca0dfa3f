/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckScope;
import org.nscacheck.FailureStatus;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;

/**
 * A check as the code declares it: something to call, and defaults for how it is scheduled and reported.
 *
 * @param key stable name
 * @param origin where it comes from, for people: class and method, or file
 * @param service default service description
 * @param description what it looks at, may be empty
 * @param runbook link to instructions, may be empty
 * @param schedule default schedule
 * @param timeout default time limit of a run
 * @param host default host name, or null for the server's node host name
 * @param servers names of the servers that get the results by default; empty for all
 * @param tags words for grouping
 * @param scope one node or each node
 * @param onError what is reported when the handler fails
 * @param onTimeout what is reported when it takes too long
 * @param confirmation how often a bad state has to be found before it counts by default
 * @param group of the checks that share a limit on how many run at once on a node; empty for none but the node's own
 * @param allowVoid whether it may report nothing
 * @param active whether it is scheduled by default
 * @param parameters what can be set for a check
 * @param handler what is called
 * @param formerly keys that it had before, the latest first
 */
public record CheckDefinition(
        CheckKey key,
        String origin,
        String service,
        String description,
        String runbook,
        ScheduleSpec schedule,
        Duration timeout,
        @Nullable String host,
        List<String> servers,
        List<String> tags,
        CheckScope scope,
        FailureStatus onError,
        FailureStatus onTimeout,
        Confirmation confirmation,
        String group,
        boolean allowVoid,
        boolean active,
        List<Parameter> parameters,
        CheckHandler handler,
        List<CheckKey> formerly) {

    /** Time limit of a method check unless it declares another. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** @throws RefusedException if a name or the timeout is outside its limits */
    public CheckDefinition {
        Names.requireService(service);
        if (host != null) {
            Names.requireHost(host);
        }
        requireTimeout(timeout);
        servers = List.copyOf(servers);
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        formerly = List.copyOf(formerly);
    }

    /** A check that has never had another key. */
    public CheckDefinition(
            CheckKey key,
            String origin,
            String service,
            String description,
            String runbook,
            ScheduleSpec schedule,
            Duration timeout,
            @Nullable String host,
            List<String> servers,
            List<String> tags,
            CheckScope scope,
            FailureStatus onError,
            FailureStatus onTimeout,
            Confirmation confirmation,
            String group,
            boolean allowVoid,
            boolean active,
            List<Parameter> parameters,
            CheckHandler handler) {
        this(
                key,
                origin,
                service,
                description,
                runbook,
                schedule,
                timeout,
                host,
                servers,
                tags,
                scope,
                onError,
                onTimeout,
                confirmation,
                group,
                allowVoid,
                active,
                parameters,
                handler,
                List.of());
    }

    /** @throws RefusedException if the timeout is outside 1 ms to 1 day */
    public static Duration requireTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new RefusedException("timeout " + timeout + " is outside 1 ms to 1 day");
        }
        return timeout;
    }

    /** Returns a definition with every default, for code that registers checks itself. */
    public static CheckDefinition of(CheckKey key, String service, ScheduleSpec schedule, CheckHandler handler) {
        return new CheckDefinition(
                key,
                handler.getClass().getName(),
                service,
                "",
                "",
                schedule,
                DEFAULT_TIMEOUT,
                null,
                List.of(),
                List.of(),
                CheckScope.CLUSTER,
                FailureStatus.DEFAULT,
                FailureStatus.DEFAULT,
                Confirmation.NONE,
                "",
                false,
                true,
                List.of(),
                handler);
    }
}
