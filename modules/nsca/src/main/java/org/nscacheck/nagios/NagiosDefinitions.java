/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Overview;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/**
 * Nagios configuration of the checks: hosts, passive services with a freshness threshold, and the heartbeat on which
 * the notifications of all others depend, so that a dead application raises one alarm and not one for each service.
 *
 * <p>The threshold of a service is its check's {@link Check#freshnessThreshold}. When no result came in that time Nagios runs {@code nscacheck-stale}, whose state is UNKNOWN. The heartbeat is the first to become stale, so that the others
 * find it so when they would notify. Thread-safe.
 */
public final class NagiosDefinitions {

    /** Characters that Nagios refuses in names by default ({@code illegal_object_name_chars}), and list separators. */
    private static final String ILLEGAL = "`~!$%^&*|'\"<>?,()=";

    private static final String ALWAYS = "nscacheck-always";

    private final Instant from;
    private final Settings settings;

    /**
     * What the receiving side is like.
     *
     * @param delivery time for a delivery, with some retries
     * @param sweep how often Nagios looks for what is stale, its {@code service_freshness_check_interval}
     * @param contactGroups who is notified; none if empty
     */
    public record Settings(Duration delivery, Duration sweep, List<String> contactGroups) {

        /** A minute for each, and nobody is notified. */
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(60), Duration.ofSeconds(60), List.of());

        /** @throws RefusedException if Nagios would not take the name of a contact group */
        public Settings {
            contactGroups = List.copyOf(contactGroups);
            for (String group : contactGroups) {
                fault("contact group", group).ifPresent(fault -> {
                    throw new RefusedException(fault);
                });
            }
        }

        /** Returns the same with others that are notified. */
        public Settings with(List<String> otherContactGroups) {
            return new Settings(delivery, sweep, otherContactGroups);
        }
    }

    /** Returns the definitions for one server, or empty if there is none of this name. */
    public static Optional<String> of(Overview overview, Actor actor, String serverName, Settings settings) {
        return overview.reportedTo(actor, serverName).map(reported -> new NagiosDefinitions(reported.at(), settings)
                .of(reported.server(), reported.checks()));
    }

    /** @param from where the year begins in which the longest gap of a schedule is looked for */
    public NagiosDefinitions(Instant from, Settings settings) {
        this.from = from;
        this.settings = settings;
    }

    /** One service or host of the file. */
    private record Entry(Check check, Target target) {

        boolean isHeartbeat() {
            return check.handler().value().equals(CheckKey.HEARTBEAT) && target.service() != null;
        }
    }

    /**
     * Returns a file of definitions for one server: its active checks in the order of hosts and services. What Nagios would
     * refuse is named in a comment.
     */
    public String of(Server server, Collection<Check> checks) {
        List<String> faults = new ArrayList<>();
        Map<String, List<Entry>> hosts = new TreeMap<>();
        for (Check check : checks) {
            check.destinations().stream()
                    .filter(destination ->
                            check.active() && destination.server().equals(server.id()))
                    .map(destination -> new Entry(check, destination.target()))
                    .forEach(entry -> fault(entry.target)
                            .ifPresentOrElse(
                                    fault -> faults.add(check.name() + ": " + fault),
                                    () -> hosts.computeIfAbsent(entry.target.host(), host -> new ArrayList<>())
                                            .add(entry)));
        }
        Entry heartbeat = hosts.values().stream()
                .flatMap(List::stream)
                .filter(Entry::isHeartbeat)
                .findFirst()
                .orElse(null);
        StringBuilder text = new StringBuilder(4096);
        head(text, server, faults, heartbeat != null);
        hosts.forEach((host, entries) -> {
            host(text, host, entries);
            entries.stream()
                    .filter(entry -> entry.target.service() != null)
                    .sorted(Comparator.comparing(entry -> String.valueOf(entry.target.service())))
                    .forEach(entry -> service(text, entry, heartbeat));
        });
        return text.toString();
    }

    /** Returns why Nagios would not take a name, or would take it for something else. */
    private static Optional<String> fault(Target target) {
        String service = target.service();
        return fault("host", target.host()).or(() -> service == null ? Optional.empty() : fault("service", service));
    }

    private static Optional<String> fault(String kind, String name) {
        Optional<String> illegal = name.chars()
                .filter(c -> ILLEGAL.indexOf(c) >= 0)
                .mapToObj(c -> kind + " '" + name + "' contains " + (char) c + ", which Nagios does not allow in names")
                .findFirst();
        if (illegal.isPresent()) {
            return illegal;
        }
        if (name.chars().anyMatch(c -> c == ';' || Character.isISOControl(c))) {
            return Optional.of(kind + " '" + Names.printable(name)
                    + "' contains ';' or a control character, at which its line" + " would end for Nagios");
        }
        if (name.endsWith("\\")) {
            return Optional.of(kind + " '" + name
                    + "' ends with \\, after which Nagios would read the next line as part of" + " this one");
        }
        boolean special = name.isBlank() || name.equals("null") || name.startsWith("+") || !name.equals(name.strip());
        return special ? Optional.of(kind + " '" + name + "' means something else to Nagios") : Optional.empty();
    }

    private static void head(StringBuilder text, Server server, List<String> faults, boolean alive) {
        line(text, "# Hosts and services of nscacheck for " + comment(server.name()) + ".");
        line(text, "# Made from its checks: do not edit, make it anew. Needs check_service_freshness=1 in nagios.cfg.");
        if (!alive) {
            line(
                    text,
                    "# No active check " + CheckKey.HEARTBEAT
                            + " reports here: a dead application raises an alarm per service.");
        }
        faults.forEach(fault -> line(text, "# NOT HERE: " + comment(fault)));
        line(text, "");
        define(
                text,
                "timeperiod",
                "timeperiod_name " + ALWAYS,
                "alias always",
                "sunday 00:00-24:00",
                "monday 00:00-24:00",
                "tuesday 00:00-24:00",
                "wednesday 00:00-24:00",
                "thursday 00:00-24:00",
                "friday 00:00-24:00",
                "saturday 00:00-24:00");
        define(
                text,
                "command",
                "command_name nscacheck-stale",
                "command_line echo no result in time: the check or its application is not running && exit 3");
        define(text, "command", "command_name nscacheck-up", "command_line echo assumed up, not checked");
    }

    private void host(StringBuilder text, String host, List<Entry> entries) {
        Optional<Check> own = entries.stream()
                .filter(entry -> entry.target.service() == null)
                .map(Entry::check)
                .findFirst();
        passive(
                text,
                "host",
                own.map(this::threshold).orElse(Duration.ZERO),
                "host_name " + host,
                "address 127.0.0.1",
                "check_command " + (own.isPresent() ? "nscacheck-stale" : "nscacheck-up"));
    }

    private void service(StringBuilder text, Entry entry, @Nullable Entry heartbeat) {
        Duration threshold = threshold(entry.check);
        if (heartbeat == null || entry.equals(heartbeat)) {
            service(text, entry.target, threshold);
            return;
        }
        Duration later = threshold(heartbeat.check).plus(settings.sweep().multipliedBy(2));
        service(text, entry.target, threshold.compareTo(later) > 0 ? threshold : later);
        define(
                text,
                "servicedependency",
                "host_name " + heartbeat.target.host(),
                "service_description " + heartbeat.target.service(),
                "dependent_host_name " + entry.target.host(),
                "dependent_service_description " + entry.target.service(),
                "execution_failure_criteria n",
                "notification_failure_criteria u");
    }

    private void service(StringBuilder text, Target target, Duration threshold) {
        passive(
                text,
                "service",
                threshold,
                "host_name " + target.host(),
                "service_description " + target.service(),
                "check_command nscacheck-stale",
                "check_interval 1",
                "retry_interval 1");
    }

    /** Defines something that only we report on. */
    private void passive(StringBuilder text, String type, Duration threshold, String... own) {
        List<String> directives = new ArrayList<>(List.of(own));
        directives.add("max_check_attempts 1");
        directives.add("active_checks_enabled 0");
        directives.add("passive_checks_enabled 1");
        directives.add("check_freshness " + (threshold.isZero() ? "0" : "1"));
        directives.add("freshness_threshold " + threshold.toSeconds());
        directives.add("check_period " + ALWAYS);
        directives.add("notification_period " + ALWAYS);
        directives.add("notification_interval 0");
        if (!settings.contactGroups().isEmpty()) {
            directives.add("contact_groups " + String.join(",", settings.contactGroups()));
        }
        define(text, type, directives.toArray(String[]::new));
    }

    private Duration threshold(Check check) {
        return check.freshnessThreshold(from, settings.delivery());
    }

    private static void define(StringBuilder text, String type, String... directives) {
        line(text, "define " + type + " {");
        for (String directive : directives) {
            line(text, "    " + directive);
        }
        line(text, "}");
        line(text, "");
    }

    private static String comment(String words) {
        return words.replaceAll("\\p{Cntrl}", " ");
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
