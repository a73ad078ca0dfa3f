/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Names;

/** The parameters of a request's address. Immutable. */
record Query(Map<String, String> given) {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    /** @throws ApiException with status 400 that names a parameter that is none of these */
    static Query of(Map<String, String> given, String... known) {
        Set<String> names = Set.of(known);
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiException.badRequest("there is no parameter '" + Names.shortened(name) + "'; known are "
                            + (known.length == 0 ? "none" : String.join(", ", known)));
                });
        return new Query(given);
    }

    /** Returns a parameter, or null if it is missing or empty. */
    @Nullable
    String text(String name) {
        String text = given.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    int number(String name, int otherwise, int most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : 0;
        if (number < 1 || number > most) {
            throw ApiException.badRequest("the parameter '" + name + "' must be a whole number from 1 to " + most
                    + ", not '" + Names.shortened(text) + "'");
        }
        return (int) number;
    }

    /** Returns one of several words, or null if the parameter is missing. */
    @Nullable
    String oneOf(String name, List<String> words) {
        String text = text(name);
        if (text != null && !words.contains(text)) {
            throw ApiException.badRequest(
                    "the parameter '" + name + "' must be one of " + words + ", not '" + Names.shortened(text) + "'");
        }
        return text;
    }

    /** Returns a moment, by ISO 8601 or in milliseconds since 1970 as Grafana writes it. */
    Instant moment(String name, Instant otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return DIGITS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.badRequest("the parameter '" + name
                    + "' must be a moment such as 2026-03-01T08:00:00Z, or milliseconds since 1970, not '"
                    + Names.shortened(text) + "'");
        }
    }

    @Nullable
    UUID uuid(String name) {
        String text = text(name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the parameter '" + name + "' is no id: '" + Names.shortened(text) + "'");
        }
    }
}
