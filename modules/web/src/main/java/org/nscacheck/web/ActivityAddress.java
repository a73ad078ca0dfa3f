/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditKind;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of the list of what was done asks for. What it cannot mean is left out, so that an old or mistyped address shows
 * a list.
 *
 * @param filter which entries
 * @param before only those with a smaller id
 */
record ActivityAddress(AuditFilter filter, long before) {

    private static final String PATH = "/activity";

    /** Reads the parameters of an address, of which each may be missing. */
    static ActivityAddress of(Map<String, String> parameters) {
        AuditKind kind = Arrays.stream(AuditKind.values())
                .filter(each -> each.key().equals(parameters.get("kind")))
                .findFirst()
                .orElse(null);
        return new ActivityAddress(
                new AuditFilter(
                        text(parameters, "by"),
                        kind,
                        kind == null ? "" : text(parameters, "subject"),
                        text(parameters, "q")),
                before(parameters.get("before")));
    }

    private static String text(Map<String, String> parameters, String name) {
        return parameters.getOrDefault(name, "").strip();
    }

    private static long before(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /** Returns the address of what was done to one thing. */
    static String of(AuditKind kind, String subject) {
        return new ActivityAddress(AuditFilter.of(kind, subject), Long.MAX_VALUE).address();
    }

    /** Returns whether the newest entries are shown. */
    boolean isNewest() {
        return before == Long.MAX_VALUE;
    }

    /** Returns whether only some entries are wanted, whatever their age. */
    boolean isNarrowed() {
        return !filter.equals(AuditFilter.ALL);
    }

    /** Returns the same from the newest on. */
    ActivityAddress newest() {
        return new ActivityAddress(filter, Long.MAX_VALUE);
    }

    /** Returns the same below an entry. */
    ActivityAddress below(long id) {
        return new ActivityAddress(filter, id);
    }

    /** Returns the address itself. */
    String address() {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        Map<String, String> parameters = parameters();
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    /** Returns what leads here. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        AuditKind kind = filter.kind();
        put(parameters, "q", filter.text());
        put(parameters, "kind", kind == null ? "" : kind.key());
        put(parameters, "subject", filter.subject());
        put(parameters, "by", filter.actor());
        put(parameters, "before", isNewest() ? "" : String.valueOf(before));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
