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

/** Proposes a silence for what is wrong: for four hours from now on. */
final class SilenceLink {

    private static final Duration PROPOSED = Duration.ofHours(4);

    private SilenceLink() {}

    /** Returns the query of the form of a new silence, encoded. */
    static String of(Subject subject, Instant now) {
        Instant starts = now.truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> given = new LinkedHashMap<>();
        given.put("name", shortened(subject.name()) + " " + starts);
        given.putAll(
                subject.key().equals(Subject.OUTSIDE) ? parts(subject.identity()) : Map.of("check", subject.name()));
        given.put("starts", starts.toString());
        given.put("ends", starts.plus(PROPOSED).toString());
        return query(given);
    }

    /** Returns the query that gives these values, encoded. */
    static String query(Map<String, String> given) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        given.forEach((name, value) -> query.queryParam(name, "{" + name + "}"));
        return String.valueOf(query.encode().buildAndExpand(given).getQuery());
    }

    private static String shortened(String name) {
        int limit = Policy.MAX_NAME - Instant.EPOCH.toString().length() - 1;
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
