/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.ServerId;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of the list of deliveries asks for. What it cannot mean is left out, so that an old or mistyped address shows a
 * list.
 *
 * @param query what to show
 */
record DeliveryAddress(DeliveryQuery query) {

    static final String PATH = "/delivery";
    static final int SIZE = 50;

    /** Reads the parameters of an address, of which each may be missing. */
    static DeliveryAddress of(Map<String, String> parameters) {
        return new DeliveryAddress(new DeliveryQuery(
                option(DeliveryGroup.values(), parameters.get("tab")).orElse(DeliveryGroup.WAITING),
                server(parameters.get("server")),
                option(DeliveryState.values(), parameters.get("state")).orElse(null),
                parameters.getOrDefault("q", ""),
                after(parameters.get("after")),
                SIZE));
    }

    private static <T extends Enum<T>> Optional<T> option(T[] all, @Nullable String text) {
        return Arrays.stream(all).filter(each -> word(each).equals(text)).findFirst();
    }

    /** Returns a choice as it stands in an address. */
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable ServerId server(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : new ServerId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static long after(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
    }

    /** Returns whether only some of a group are wanted. */
    boolean isNarrowed() {
        return query.server() != null || query.state() != null || !query.text().isEmpty();
    }

    /** Returns the address of another group, of the same server. */
    DeliveryAddress tab(DeliveryGroup group) {
        return new DeliveryAddress(DeliveryQuery.of(group, SIZE).of(query.server()));
    }

    /** Returns the same from its beginning. */
    DeliveryAddress first() {
        return behind(0);
    }

    /** Returns the same behind a delivery. */
    DeliveryAddress behind(long delivery) {
        return new DeliveryAddress(query.after(delivery));
    }

    /** Returns the address itself. */
    String address() {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        Map<String, String> parameters = parameters();
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    /** Returns the address of a list that says what was just done. */
    String done(String what) {
        String address = address();
        return address + (address.contains("?") ? "&" : "?") + "done=" + what;
    }

    /** Returns what leads here. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        ServerId server = query.server();
        DeliveryState state = query.state();
        put(parameters, "tab", query.group() == DeliveryGroup.WAITING ? "" : word(query.group()));
        put(parameters, "server", server == null ? "" : server.toString());
        put(parameters, "state", state == null ? "" : word(state));
        put(parameters, "q", query.text());
        put(parameters, "after", query.after() == 0 ? "" : String.valueOf(query.after()));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
