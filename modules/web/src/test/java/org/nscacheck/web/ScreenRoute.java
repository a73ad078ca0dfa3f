/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nscacheck.admin.Permission;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * A row of {@code screen-routes.txt}.
 *
 * @param least what a person must be allowed to; empty if everybody may
 * @param method of HTTP
 * @param path as the framework knows it, with variables in braces
 * @param fields variables of the path, and what is sent
 */
record ScreenRoute(Optional<Permission> least, String method, String path, Map<String, String> fields) {

    private static final String TABLE = "/screen-routes.txt";

    /** Returns all rows in order. */
    static List<ScreenRoute> all() throws IOException {
        try (InputStream table = Objects.requireNonNull(ScreenRoute.class.getResourceAsStream(TABLE))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ScreenRoute::of)
                    .toList();
        }
    }

    private static ScreenRoute of(String line) {
        String[] columns = line.split(" +", 4);
        Map<String, String> fields = new LinkedHashMap<>();
        if (columns.length == 4) {
            for (String field : columns[3].split("&")) {
                fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
            }
        }
        Optional<Permission> least = columns[0].equals("everybody")
                ? Optional.empty()
                : Optional.of(Permission.valueOf(columns[0].toUpperCase(Locale.ROOT)));
        return new ScreenRoute(least, columns[1], columns[2], fields);
    }

    /** Returns the method and the path, as a route is named here. */
    String name() {
        return method + " " + path;
    }

    boolean isOpenTo(Permission held) {
        return least.map(wanted -> held.compareTo(wanted) >= 0).orElse(true);
    }

    /** Returns the request of this row; what begins with a dollar is replaced by the thing of that name. */
    MockHttpServletRequestBuilder request(Map<String, String> things) {
        Map<String, String> sent = new LinkedHashMap<>();
        fields.forEach((name, value) -> sent.put(
                name,
                value.startsWith("$")
                        ? Objects.requireNonNull(things.get(value.substring(1)), "there is no thing " + value)
                        : value));
        String address = path;
        for (Map.Entry<String, String> field : sent.entrySet()) {
            address = address.replace("{" + field.getKey() + "}", field.getValue());
        }
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), address);
        sent.forEach((name, value) -> {
            if (!path.contains("{" + name + "}")) {
                request.param(name, value);
            }
        });
        return request;
    }

    @Override
    public String toString() {
        return name() + " " + fields;
    }
}
