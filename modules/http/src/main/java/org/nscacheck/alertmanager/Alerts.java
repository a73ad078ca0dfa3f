/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

/**
 * Makes alerts of notifications.
 *
 * <p>Alertmanager takes an alert whose time is over for a recovery. So one that is bad holds for a day at the least, and for four
 * times the interval in which it is told again: an application that dies must not look healthy. It ends when its recovery is told.
 *
 * <p>An alert of other labels is another alert. With the severity among them, the one of the other severity is ended in the same post,
 * or both would go on.
 *
 * @param refresh in which interval a state that stays bad is told again
 * @param severityLabel whether the severity is a label, by which Alertmanager can route, or an annotation only
 */
record Alerts(Duration refresh, boolean severityLabel) {

    private static final int REFRESHES = 4;
    private static final Duration LEAST = Duration.ofHours(24);
    /** An event has no recovery. */
    private static final Duration EVENT = Duration.ofMinutes(15);

    private static final String SEVERITY = "severity";
    private static final Map<Severity, String> NAMES =
            Map.of(Severity.OKAY, "info", Severity.WARNING, "warning", Severity.FAILURE, "critical");

    /** Returns what is posted of a notification: first the alerts that end, then the one that holds. */
    List<Alert> of(Notification told, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        boolean event = told.kind() == Notification.Kind.EVENT;
        boolean holds = event || told.severity() != Severity.OKAY;
        if (!event) {
            ending(told.severity()).forEach(severity -> alerts.add(alert(told, severity, now, now)));
        }
        if (holds) {
            alerts.add(alert(told, told.severity(), now, now.plus(event ? EVENT : time())));
        }
        return alerts;
    }

    /** Returns of which severities the alerts end when a state of this one begins. */
    private List<Severity> ending(Severity begins) {
        List<Severity> bad = List.of(Severity.WARNING, Severity.FAILURE);
        if (severityLabel) {
            return bad.stream().filter(severity -> severity != begins).toList();
        }
        return begins == Severity.OKAY ? List.of(Severity.FAILURE) : List.of();
    }

    private Duration time() {
        Duration refreshes = refresh.multipliedBy(REFRESHES);
        return refreshes.compareTo(LEAST) > 0 ? refreshes : LEAST;
    }

    private Alert alert(Notification told, Severity severity, Instant now, Instant end) {
        Instant start = told.at().isAfter(now) ? now : told.at();
        return new Alert(labels(told.identity(), severity), annotations(told), start, end);
    }

    private Map<String, String> labels(Identity about, Severity severity) {
        Map<String, String> labels = new LinkedHashMap<>();
        String name = about.withoutHost();
        put(labels, "alertname", name.isBlank() ? "nscacheck" : name);
        put(labels, "host", about.host());
        put(labels, "plugin", about.plugin());
        put(labels, "plugin_instance", about.pluginInstance());
        put(labels, "type", about.type());
        put(labels, "type_instance", about.typeInstance());
        if (severityLabel) {
            put(labels, SEVERITY, NAMES.get(severity));
        }
        return labels;
    }

    private Map<String, String> annotations(Notification told) {
        Map<String, String> annotations = new LinkedHashMap<>();
        put(annotations, "summary", told.text().lines().findFirst().orElse(""));
        put(annotations, "description", told.text());
        put(annotations, "kind", told.kind().name());
        if (!severityLabel) {
            put(annotations, SEVERITY, NAMES.get(told.severity()));
        }
        told.metadata().forEach((name, value) -> put(annotations, labelName(name), String.valueOf(value)));
        return annotations;
    }

    /** What is empty is no label at Alertmanager; the first of two that have one name is kept. */
    private static void put(Map<String, String> texts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            texts.putIfAbsent(name, value);
        }
    }

    /** Of the form {@code [a-zA-Z_][a-zA-Z0-9_]*}, as Alertmanager before 0.27 wants it. */
    private static String labelName(String name) {
        String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }
}
