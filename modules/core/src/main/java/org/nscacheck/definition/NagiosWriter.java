/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes object definitions of Nagios. A service that is stale runs {@code nscacheck-stale}, whose state is UNKNOWN. */
record NagiosWriter(Lines lines, DefinedHosts defined, DefinitionSettings settings) implements DefinitionWriter {

    private static final String ALWAYS = "nscacheck-always";

    @Override
    public void common() {
        define(
                "timeperiod",
                List.of(
                        "timeperiod_name " + ALWAYS,
                        "alias always",
                        "sunday 00:00-24:00",
                        "monday 00:00-24:00",
                        "tuesday 00:00-24:00",
                        "wednesday 00:00-24:00",
                        "thursday 00:00-24:00",
                        "friday 00:00-24:00",
                        "saturday 00:00-24:00"));
        define(
                "command",
                List.of(
                        "command_name nscacheck-stale",
                        "command_line echo no result in time: the check or its application is not running && exit 3"));
        define("command", List.of("command_name nscacheck-up", "command_line echo assumed up, not checked"));
    }

    @Override
    public void host(DefinedHosts.Host host) {
        DefinedHosts.Entry own = host.own();
        passive(
                "host",
                own == null ? Duration.ZERO : defined.threshold(own),
                "host_name " + host.name(),
                "address 127.0.0.1",
                "check_command " + (own == null ? "nscacheck-up" : "nscacheck-stale"));
    }

    @Override
    public void service(DefinedHosts.Entry service) {
        passive(
                "service",
                defined.serviceThreshold(service),
                "host_name " + service.target().host(),
                "service_description " + service.service(),
                "check_command nscacheck-stale",
                "check_interval 1",
                "retry_interval 1");
        defined.parent(service)
                .ifPresent(parent -> define(
                        "servicedependency",
                        List.of(
                                "host_name " + parent.target().host(),
                                "service_description " + parent.service(),
                                "dependent_host_name " + service.target().host(),
                                "dependent_service_description " + service.service(),
                                "execution_failure_criteria n",
                                "notification_failure_criteria u")));
    }

    /** Defines something that only we report on. */
    private void passive(String type, Duration threshold, String... own) {
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
        define(type, directives);
    }

    private void define(String type, List<String> directives) {
        lines.object("define " + type, directives);
    }
}
