/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.delivery.Environment;
import org.nscacheck.server.Server;

/**
 * How checks and servers were doing when last looked at. Immutable.
 *
 * @param at when that was, on this machine's clock
 * @param checks conditions of checks, without their latest runs
 * @param servers servers by their conditions, without secrets
 * @param environment for which environment is delivered, or null before the first look
 * @param failure why the last look failed, or null if it did not; the rest is as of the last look that worked
 * @param sharedNodeNames names that several living nodes have; what runs on each of them is run by any of them
 */
public record Snapshot(
        Instant at,
        List<CheckSummary> checks,
        List<ServerState> servers,
        @Nullable Environment environment,
        @Nullable String failure,
        List<String> sharedNodeNames) {

    /** A snapshot in which each living node has a name of its own. */
    public Snapshot(
            Instant at,
            List<CheckSummary> checks,
            List<ServerState> servers,
            @Nullable Environment environment,
            @Nullable String failure) {
        this(at, checks, servers, environment, failure, List.of());
    }

    public Snapshot {
        checks = List.copyOf(checks);
        servers = List.copyOf(servers);
        sharedNodeNames = List.copyOf(sharedNodeNames);
    }

    /** Returns what was known before, and why no more is known now. */
    Snapshot failed(String why) {
        return new Snapshot(at, checks, servers, environment, why, sharedNodeNames);
    }

    /**
     * A server and how the way to it is doing.
     *
     * @param server the server, without its secret
     * @param locked why it cannot be used although it is active (its secret cannot be decrypted), or null
     * @param summary how the way to it is doing
     */
    public record ServerState(Server server, @Nullable String locked, ServerSummary summary) {}

    /** Returns how many checks should have begun half a minute ago and have not. */
    public long overdue() {
        return checks.stream()
                .filter(check -> check.isOverdue(CheckSummary.OVERDUE))
                .count();
    }

    /** Returns the checks that cannot run, since their configuration has faults, by node where they run on each. */
    public List<CheckSummary> faulty() {
        return checks.stream().filter(CheckSummary::isFaulty).toList();
    }

    /** Returns how long the oldest undelivered result has been waiting, zero if none does. */
    public Duration oldestUndelivered() {
        return servers.stream()
                .map(state -> state.summary().oldestAge())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
