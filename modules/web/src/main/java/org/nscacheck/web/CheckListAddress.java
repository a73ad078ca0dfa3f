/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.CheckQuery.Column;
import org.nscacheck.admin.CheckQuery.Order;
import org.nscacheck.admin.Standing;
import org.nscacheck.server.ServerId;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the address of the list of checks asks for. What it cannot mean is left out, so that an old or mistyped address shows a list.
 *
 * @param query what to show
 */
record CheckListAddress(CheckQuery query) {

    private static final String PATH = "/checks";

    /** Reads the parameters of an address, of which each may be missing. */
    static CheckListAddress of(Map<String, String> parameters) {
        Column column = option(Column.values(), parameters.get("sort")).orElse(Order.WORST_FIRST.column());
        Order usual = usual(column);
        boolean turned = "1".equals(parameters.get("turned"));
        return new CheckListAddress(new CheckQuery(
                parameters.getOrDefault("q", "").strip(),
                parameters.getOrDefault("tag", ""),
                server(parameters.get("server")).orElse(null),
                option(Standing.values(), parameters.get("state")).orElse(null),
                new Order(column, usual.descending() != turned),
                page(parameters.get("page")),
                CheckQuery.USUAL_SIZE));
    }

    /** By state the worst and by time of the last run the newest come first, as people look for them. */
    private static Order usual(Column column) {
        return new Order(column, column == Column.STATE || column == Column.LAST_RUN || column == Column.SINCE);
    }

    private static Optional<ServerId> server(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(new ServerId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int page(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(text) - 1 : 0;
    }

    private static <T extends Enum<T>> Optional<T> option(T[] all, @Nullable String text) {
        return Arrays.stream(all).filter(each -> word(each).equals(text)).findFirst();
    }

    /** Returns how an address names it. */
    static String word(Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the address of checks that stand there, or of all; its first page. */
    String at(@Nullable Standing standing) {
        return address(query.with(standing), 0);
    }

    /** Returns the address of the same checks by a column, the other way round if they are by this one already. */
    String by(Column column) {
        boolean same = query.order().column() == column;
        Order wanted = same ? new Order(column, !query.order().descending()) : usual(column);
        return address(query.with(wanted), 0);
    }

    /** Returns the address of another page of the same list. */
    String page(int page) {
        return address(query, page);
    }

    /** Returns what the form for searching has to send along. */
    Map<String, String> kept() {
        Map<String, String> kept = parameters(query, 0);
        kept.remove("q");
        kept.remove("tag");
        return kept;
    }

    private static String address(CheckQuery query, int page) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        Map<String, String> parameters = parameters(query, page);
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }

    private static Map<String, String> parameters(CheckQuery query, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "q", query.text());
        put(parameters, "tag", query.tag());
        ServerId server = query.server();
        put(parameters, "server", server == null ? "" : server.toString());
        Standing standing = query.standing();
        put(parameters, "state", standing == null ? "" : word(standing));
        Order order = query.order();
        put(parameters, "sort", order.column() == Column.STATE ? "" : word(order.column()));
        put(parameters, "turned", order.descending() == usual(order.column()).descending() ? "" : "1");
        put(parameters, "page", page == 0 ? "" : String.valueOf(page + 1));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
