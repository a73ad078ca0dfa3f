/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes objects of Icinga 2.
 *
 * <p>There a result that does not come is noticed by an active check, which each result puts off by the check interval ({@code
 * Checkable::ProcessCheckResult}). Two things would make that check run too early. Within a minute of its start Icinga checks
 * everything that is due in less than a minute ({@code Checkable::Start}), so the interval is the threshold and that minute: what is
 * checked early then is late enough. And what never had a result is checked at once. Until its threshold is over it is OK, with a
 * text that says that a result is waited for; as Icinga takes a twentieth off its interval then ({@code
 * Checkable::UpdateNextCheck}), that may be seen one interval late.
 */
record Icinga2Writer(Lines lines, DefinedHosts defined, DefinitionSettings settings) implements DefinitionWriter {

    private static final String SERVICE_COMMAND = "nscacheck-service";
    private static final String HOST_COMMAND = "nscacheck-host";
    private static final String UP_COMMAND = "nscacheck-up";

    @Override
    public void common() {
        command(SERVICE_COMMAND, "get_service(macro(\"$host.name$\"), macro(\"$service.name$\"))");
        command(HOST_COMMAND, "get_host(macro(\"$host.name$\"))");
        // Not as a variable of the host, which would go over those of the commands of its services.
        lines.object(
                "object CheckCommand " + string(UP_COMMAND),
                List.of("import \"dummy\"", "vars.dummy_state = 0", "vars.dummy_text = \"assumed up, not checked\""));
    }

    private void command(String name, String checked) {
        List<String> waits = List.of(
                "  var checked = " + checked,
                "  var result = checked.last_check_result",
                "  var waited = get_time() - checked.last_state_change",
                "  var waits = !result || (result.active && checked.state == 0 && waited < checked.vars.nscacheck_threshold)");
        List<String> attributes = new ArrayList<>();
        attributes.add("import \"dummy\"");
        attributes.add("vars.dummy_state = {{");
        attributes.addAll(waits);
        attributes.add("  return if (waits) { 0 } else { 3 }");
        attributes.add("}}");
        attributes.add("vars.dummy_text = {{");
        attributes.addAll(waits);
        attributes.add("  return if (waits) { \"no result yet, waiting for the first one\" }"
                + " else { \"no result in time: the check or its application is not running\" }");
        attributes.add("}}");
        lines.object("object CheckCommand " + string(name), attributes);
    }

    /** Without an address: rules of the site that check everything with an address shall not check an application. */
    @Override
    public void host(DefinedHosts.Host host) {
        DefinedHosts.Entry own = host.own();
        List<String> attributes = new ArrayList<>();
        attributes.add("check_command = " + string(own == null ? UP_COMMAND : HOST_COMMAND));
        attributes.addAll(passive(own == null ? settings.sweep() : defined.threshold(own)));
        if (!settings.contactGroups().isEmpty()) {
            attributes.add("vars.notification[\"mail\"] = { groups = [ "
                    + settings.contactGroups().stream()
                            .map(Icinga2Writer::string)
                            .collect(Collectors.joining(", "))
                    + " ] }");
        }
        lines.object("object Host " + string(host.name()), attributes);
    }

    @Override
    public void service(DefinedHosts.Entry service) {
        List<String> attributes = new ArrayList<>();
        attributes.add("host_name = " + string(service.target().host()));
        attributes.add("check_command = " + string(SERVICE_COMMAND));
        attributes.addAll(passive(defined.serviceThreshold(service)));
        lines.object("object Service " + string(service.service()), attributes);
        defined.parent(service)
                .ifPresent(parent -> lines.object(
                        "object Dependency \"nscacheck-heartbeat\"",
                        List.of(
                                "parent_host_name = " + string(parent.target().host()),
                                "parent_service_name = " + string(parent.service()),
                                "child_host_name = " + string(service.target().host()),
                                "child_service_name = " + string(service.service()),
                                "states = [ OK, Warning, Critical ]",
                                "disable_checks = false",
                                "disable_notifications = true")));
    }

    private List<String> passive(Duration threshold) {
        String interval = threshold.plus(settings.sweep()).toSeconds() + "s";
        return List.of(
                "max_check_attempts = 1",
                "check_interval = " + interval,
                "retry_interval = " + interval,
                "vars.nscacheck_threshold = " + threshold.toSeconds(),
                "enable_active_checks = true",
                "enable_passive_checks = true");
    }

    /** Returns a text as a string of the language; in its comments and names nothing else has a meaning. */
    static String string(String text) {
        StringBuilder string = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                string.append('\\');
            }
            string.appendCodePoint(c);
        });
        return string.append('"').toString();
    }
}
