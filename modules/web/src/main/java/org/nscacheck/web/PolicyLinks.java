/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nscacheck.alerting.Subject;
import org.nscacheck.notification.Identity;
import org.nscacheck.policy.Policy;
import org.springframework.web.util.UriComponentsBuilder;

/** Queries that fill the form of a new policy. Each is encoded. */
final class PolicyLinks {

    private static final Duration PROPOSED = Duration.ofHours(4);

    private PolicyLinks() {}

    /** Proposes a rule for a metric of a check. */
    static String rule(String check, String label) {
        return query(ruleFor(check, label));
    }

    /** Returns what the form of a rule for a metric of a check shows at first. */
    static Map<String, String> ruleFor(String check, String label) {
        return Map.of("name", shortened(check + " " + label, Policy.MAX_NAME), "check", check, "label", label);
    }

    /** Proposes a silence for what is wrong: for four hours from now on. */
    static String silence(Subject subject, Instant now) {
        Instant starts = now.truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> given = new LinkedHashMap<>();
        int room = Policy.MAX_NAME - starts.toString().length() - 1;
        given.put("name", shortened(subject.name(), room) + " " + starts);
        given.putAll(subject.isOutside() ? parts(subject.identity()) : Map.of("check", subject.name()));
        given.put("starts", starts.toString());
        given.put("ends", starts.plus(PROPOSED).toString());
        return query(given);
    }

    private static String query(Map<String, String> given) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        given.forEach((name, value) -> query.queryParam(name, "{" + name + "}"));
        return String.valueOf(query.encode().buildAndExpand(given).getQuery());
    }

    private static String shortened(String name, int limit) {
        return name.length() <= limit ? name : name.substring(0, limit);
    }

    private static Map<String, String> parts(Identity identity) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("host", identity.host());
        parts.put("plugin", identity.plugin());
        parts.put("plugin-instance", identity.pluginInstance());
        parts.put("type", identity.type());
        parts.put("type-instance", identity.typeInstance());
        parts.values().removeIf(String::isEmpty);
        return parts;
    }
}
