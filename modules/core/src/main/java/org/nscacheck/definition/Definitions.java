/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Overview;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.server.Server;

/**
 * Configuration of a monitoring core for the checks: hosts, services that only we report on, with a freshness threshold, and the
 * heartbeat on which the notifications of all others depend, so that a dead application raises one alarm and not one for each
 * service.
 *
 * <p>The threshold of a service is its check's {@link Check#freshnessThreshold}. When no result came in that time its state
 * becomes UNKNOWN. The heartbeat is the first to become stale, so that the others find it so when they would notify. Thread-safe.
 */
public final class Definitions {

    private final Instant from;
    private final DefinitionSettings settings;

    /** @param from where the year begins in which the longest gap of a schedule is looked for */
    public Definitions(Instant from, DefinitionSettings settings) {
        this.from = from;
        this.settings = settings;
    }

    /**
     * Returns a file for one server, or empty if there is none of this name.
     *
     * @throws org.nscacheck.admin.NotPermittedException unless the actor may view
     */
    public static Optional<String> file(
            Overview overview, Actor actor, String server, DefinitionFormat format, DefinitionSettings settings) {
        return overview.reportedTo(actor, server).map(reported -> new Definitions(reported.at(), settings)
                .file(format, reported.server(), reported.checks()));
    }

    /**
     * Returns a file for one server: its active checks in the order of hosts and services. What the core would refuse is named in
     * a comment.
     */
    public String file(DefinitionFormat format, Server server, Collection<Check> checks) {
        DefinedHosts defined = new DefinedHosts(format, server, checks, from, settings);
        Lines lines = new Lines();
        head(lines, format, server, defined);
        DefinitionWriter writer = writer(format, lines, defined);
        writer.common();
        defined.hosts().forEach(host -> {
            writer.host(host);
            host.services().forEach(writer::service);
        });
        return lines.toString();
    }

    /**
     * Returns what one check needs of that file, for a core that has the rest of it; empty if it is not active, does not report to
     * the server, or has a name that the core would refuse.
     */
    public String piece(DefinitionFormat format, Server server, Collection<Check> checks, CheckId wanted) {
        DefinedHosts defined = new DefinedHosts(format, server, checks, from, settings);
        Lines lines = new Lines();
        DefinitionWriter writer = writer(format, lines, defined);
        defined.hosts().stream()
                .filter(host -> host.own() != null && isOf(wanted, Objects.requireNonNull(host.own())))
                .forEach(writer::host);
        defined.hosts().stream()
                .flatMap(host -> host.services().stream())
                .filter(entry -> isOf(wanted, entry))
                .forEach(writer::service);
        return lines.toString();
    }

    private static boolean isOf(CheckId wanted, DefinedHosts.Entry entry) {
        return entry.check().id().equals(wanted);
    }

    private DefinitionWriter writer(DefinitionFormat format, Lines lines, DefinedHosts defined) {
        return switch (format) {
            case NAGIOS -> new NagiosWriter(lines, defined, settings);
            case ICINGA2 -> new Icinga2Writer(lines, defined, settings);
        };
    }

    private static void head(Lines lines, DefinitionFormat format, Server server, DefinedHosts defined) {
        String needs =
                switch (format) {
                    case NAGIOS -> "check_service_freshness=1 in nagios.cfg";
                    case ICINGA2 ->
                        "the feature checker, and include <itl>, as in the icinga2.conf that Icinga comes with";
                };
        String begin = format.comment() + " ";
        lines.comment(begin, "Hosts and services of nscacheck for " + server.name() + ".");
        lines.comment(begin, "Made from its checks: do not edit, make it anew. Needs " + needs + ".");
        if (!defined.hasHeartbeat()) {
            lines.comment(
                    begin,
                    "No active check " + CheckKey.HEARTBEAT
                            + " reports here: a dead application raises an alarm per service.");
        }
        List<String> leftOut = defined.leftOut();
        leftOut.forEach(fault -> lines.comment(begin, "NOT HERE: " + fault));
        lines.add("");
    }
}
