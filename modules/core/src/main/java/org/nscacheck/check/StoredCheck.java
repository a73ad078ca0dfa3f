/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.FailureStatus;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Names;

/**
 * A check as an administrator configured it: overrides over what the code declares. Null follows the code, so that a
 * later change in the code arrives.
 *
 * @param id identity
 * @param handler what is called
 * @param name unique name for people
 * @param service service description, or null
 * @param host host name under which results are reported, or null
 * @param schedule schedule, or null
 * @param servers names of the servers that get the results, or null
 * @param arguments values of parameters by name; a parameter that is missing follows the code
 * @param active whether it is scheduled, or null
 * @param allowVoid whether it may report nothing, or null
 * @param timeout time limit of a run, or null
 * @param onError what is reported when the handler fails, or null
 * @param onTimeout what is reported when it takes too long, or null
 * @param spread longest delay behind a slot, zero for exactly on the slot, or null for the global setting
 * @param confirmation how often a bad state has to be found before it counts, or null
 * @param pausedUntil end of its pause, {@link #UNTIL_RESUMED} for an open end, or null; may be in the past
 * @param version number of changes, for detecting concurrent edits
 */
public record StoredCheck(
        CheckId id,
        CheckKey handler,
        String name,
        @Nullable String service,
        @Nullable String host,
        @Nullable ScheduleSpec schedule,
        @Nullable List<String> servers,
        Map<String, String> arguments,
        @Nullable Boolean active,
        @Nullable Boolean allowVoid,
        @Nullable Duration timeout,
        @Nullable FailureStatus onError,
        @Nullable FailureStatus onTimeout,
        @Nullable Duration spread,
        @Nullable Confirmation confirmation,
        @Nullable Instant pausedUntil,
        int version) {

    /** The end of a pause that only a person ends. */
    public static final Instant UNTIL_RESUMED = Instant.parse("9999-12-31T00:00:00Z");

    /** A check that is not paused and follows the code in how its states are confirmed. */
    public StoredCheck(
            CheckId id,
            CheckKey handler,
            String name,
            @Nullable String service,
            @Nullable String host,
            @Nullable ScheduleSpec schedule,
            @Nullable List<String> servers,
            Map<String, String> arguments,
            @Nullable Boolean active,
            @Nullable Boolean allowVoid,
            @Nullable Duration timeout,
            @Nullable FailureStatus onError,
            @Nullable FailureStatus onTimeout,
            @Nullable Duration spread,
            int version) {
        this(
                id, handler, name, service, host, schedule, servers, arguments, active, allowVoid, timeout, onError,
                onTimeout, spread, null, null, version);
    }

    /** @throws RefusedException if a value is outside its limits; the message names value and limit */
    public StoredCheck {
        if (name.isBlank()) {
            throw new RefusedException("a check needs a name");
        }
        if (service != null) {
            Names.requireService(service);
        }
        if (host != null) {
            Names.requireHost(host);
        }
        if (timeout != null) {
            CheckDefinition.requireTimeout(timeout);
        }
        if (spread != null && spread.isNegative()) {
            throw new RefusedException("spread " + spread + " is negative");
        }
        servers = servers == null ? null : List.copyOf(servers);
        arguments = Map.copyOf(arguments);
    }

    /** Returns a check that follows the code in everything. */
    public static StoredCheck of(CheckKey handler) {
        return new StoredCheck(
                CheckId.random(),
                handler,
                handler.value(),
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                0);
    }

    /** Returns this check with what the other one sets; identity and version stay. */
    public StoredCheck overriddenBy(StoredCheck other) {
        Map<String, String> both = new HashMap<>(arguments);
        both.putAll(other.arguments);
        return new StoredCheck(
                id,
                handler,
                name,
                or(other.service, service),
                or(other.host, host),
                or(other.schedule, schedule),
                or(other.servers, servers),
                both,
                or(other.active, active),
                or(other.allowVoid, allowVoid),
                or(other.timeout, timeout),
                or(other.onError, onError),
                or(other.onTimeout, onTimeout),
                or(other.spread, spread),
                or(other.confirmation, confirmation),
                pausedUntil,
                version);
    }

    /** Returns this check with a pause that ends then, or with none. */
    public StoredCheck pausedUntil(@Nullable Instant until) {
        return new StoredCheck(
                id,
                handler,
                name,
                service,
                host,
                schedule,
                servers,
                arguments,
                active,
                allowVoid,
                timeout,
                onError,
                onTimeout,
                spread,
                confirmation,
                until,
                version);
    }

    /** Returns this check with these servers, null for those of the code. */
    public StoredCheck withServers(@Nullable List<String> others) {
        return new StoredCheck(
                id,
                handler,
                name,
                service,
                host,
                schedule,
                others,
                arguments,
                active,
                allowVoid,
                timeout,
                onError,
                onTimeout,
                spread,
                confirmation,
                pausedUntil,
                version);
    }

    /** Returns whether the same is set, whatever the names, identities and pauses are. */
    public boolean setsTheSameAs(StoredCheck other) {
        return equals(new StoredCheck(
                id,
                handler,
                name,
                other.service,
                other.host,
                other.schedule,
                other.servers,
                other.arguments,
                other.active,
                other.allowVoid,
                other.timeout,
                other.onError,
                other.onTimeout,
                other.spread,
                other.confirmation,
                pausedUntil,
                version));
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }
}
