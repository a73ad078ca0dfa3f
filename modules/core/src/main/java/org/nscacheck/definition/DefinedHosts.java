/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** Sorts what reports to a server: by host and service, with the heartbeat on which the others depend, and what is left out. */
final class DefinedHosts {

    private final Instant from;
    private final DefinitionSettings settings;
    private final List<Host> hosts = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final @Nullable Entry heartbeat;

    /**
     * A host or a service to define.
     *
     * @param check that reports it
     */
    record Entry(Check check, Target target) {

        boolean isHeartbeat() {
            return check.handler().value().equals(CheckKey.HEARTBEAT) && target.service() != null;
        }

        /** @throws IllegalStateException if it is a host */
        String service() {
            String service = target.service();
            if (service == null) {
                throw new IllegalStateException(target + " is a host");
            }
            return service;
        }
    }

    /**
     * A host.
     *
     * @param own the check that reports its state, or null if none does
     * @param services in the order of their names
     */
    record Host(String name, @Nullable Entry own, List<Entry> services) {

        private static Host of(String name, List<Entry> entries) {
            return new Host(
                    name,
                    entries.stream()
                            .filter(entry -> entry.target().service() == null)
                            .findFirst()
                            .orElse(null),
                    entries.stream()
                            .filter(entry -> entry.target().service() != null)
                            .sorted(Comparator.comparing(Entry::service))
                            .toList());
        }
    }

    /**
     * @param from where the year begins in which the longest gap of a schedule is looked for
     * @param checks those that are not active, or report elsewhere, do not count
     */
    DefinedHosts(
            DefinitionFormat format,
            Server server,
            Collection<Check> checks,
            Instant from,
            DefinitionSettings settings) {
        this.from = from;
        this.settings = settings;
        TreeMap<String, List<Entry>> byHost = new TreeMap<>();
        for (Check check : checks) {
            check.destinations().stream()
                    .filter(destination ->
                            check.active() && destination.server().equals(server.id()))
                    .map(destination -> new Entry(check, destination.target()))
                    .forEach(entry -> format.fault(entry.target)
                            .ifPresentOrElse(
                                    fault -> leftOut.add(check.name() + ": " + fault),
                                    () -> byHost.computeIfAbsent(entry.target.host(), host -> new ArrayList<>())
                                            .add(entry)));
        }
        byHost.forEach((name, entries) -> hosts.add(Host.of(name, entries)));
        heartbeat = hosts.stream()
                .flatMap(host -> host.services().stream())
                .filter(Entry::isHeartbeat)
                .findFirst()
                .orElse(null);
    }

    /** Returns the hosts in the order of their names. */
    List<Host> hosts() {
        return hosts;
    }

    /** Returns which checks have no place here, and why, a line each. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Returns on what a service depends, or empty if that is nothing. */
    Optional<Entry> parent(Entry service) {
        return Optional.ofNullable(heartbeat).filter(beat -> !beat.equals(service));
    }

    boolean hasHeartbeat() {
        return heartbeat != null;
    }

    /** Returns after how long without a result a host is stale. */
    Duration threshold(Entry entry) {
        return entry.check.freshnessThreshold(from, settings.delivery());
    }

    /** Returns the same for a service: later than the heartbeat, which is to be found stale when the others would notify. */
    Duration serviceThreshold(Entry service) {
        Duration own = threshold(service);
        return parent(service)
                .map(beat -> threshold(beat).plus(settings.sweep().multipliedBy(2)))
                .filter(later -> later.compareTo(own) > 0)
                .orElse(own);
    }
}
