/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.delivery.DeliveryState;

/**
 * The statement of a list of deliveries, with its parameters. Each walks along an index that begins where the list does, and ends
 * after as many rows as may be looked through; who wants only some of them has those picked out of these. Immutable.
 *
 * @param sql the statement; its rows have the columns of {@link JdbcDeliveryDesk#COLUMNS}, {@code now}, how many rows were {@code
 *     looked} at, and the number of the {@code last} of them; where none was found, one row without a delivery
 * @param parameters its parameters
 */
record DeliveryLists(String sql, List<@Nullable Object> parameters) {

    private static final String REFUSALS = "('REFUSED', 'REJECTED')";

    private static final String LIST = """
            WITH walked AS MATERIALIZED (
                @walk),
            looked AS MATERIALIZED (
                SELECT id, row_number() OVER (ORDER BY @order) AS n FROM walked ORDER BY n LIMIT ?),
            found AS MATERIALIZED (
                SELECT l.id, l.n FROM looked l JOIN @nsca_delivery d ON d.id = l.id
                WHERE @wanted ORDER BY l.n LIMIT ?)
            SELECT @columns, @nsca_now() AS now, e.looked, e.last
            FROM (SELECT count(*) AS looked, (SELECT id FROM looked ORDER BY n DESC LIMIT 1) AS last FROM looked) e
            LEFT JOIN found f ON true LEFT JOIN @nsca_delivery d ON d.id = f.id
            ORDER BY f.n""";

    private static final String WALK = "(SELECT @keys FROM @nsca_delivery d WHERE @group ORDER BY @order LIMIT ?)";

    /**
     * Where a list begins: the keys of the delivery behind which it does.
     *
     * @param endedAt when it ended, or null if it has not
     */
    record Begin(
            UUID server,
            String host,
            String service,
            long id,
            @Nullable Instant endedAt) {}

    /** @param begin null for the beginning of the whole list */
    static DeliveryLists of(DeliveryQuery query, @Nullable Begin begin) {
        List<@Nullable Object> parameters = new ArrayList<>();
        int walk = looks(query);
        List<String> walks = new ArrayList<>();
        for (String group : groups(query)) {
            walks.add(WALK.replace("@group", group + ofServer(query, parameters) + behind(query, begin, parameters)));
            parameters.add(walk);
        }
        parameters.add(walk);
        String wanted = wanted(query, parameters);
        parameters.add(query.size() + 1);
        String sql = LIST.replace("@walk", String.join(" UNION ALL ", walks))
                .replace("@wanted", wanted)
                .replace("@columns", JdbcDeliveryDesk.COLUMNS)
                .replace("@keys", "id, server_id, host, service, ended_at")
                .replace("@order", order(query.group()));
        return new DeliveryLists(sql, parameters);
    }

    /** Where each row that is walked along is wanted, one more than is shown says whether there are more. */
    private static int looks(DeliveryQuery query) {
        boolean all = query.text().isEmpty()
                && query.state() == null
                && (query.server() == null || query.group() == DeliveryGroup.WAITING);
        return all ? query.size() + 1 : DeliveryDesk.MOST_LOOKED_THROUGH;
    }

    /** Each as its index has it. */
    private static List<String> groups(DeliveryQuery query) {
        return switch (query.group()) {
            case WAITING -> List.of("d.state = 'WAITING'", "d.state = 'LEASED'");
            case STUCK -> List.of("d.state = 'WAITING' AND d.problem IN ('UNREACHABLE', 'INTERRUPTED')");
            case REFUSED -> List.of("d.state IN ('WAITING', 'EXPIRED') AND d.problem IN " + REFUSALS);
            case RECENT ->
                List.of(
                        isLost(query.state())
                                ? "d.state IN ('EXPIRED', 'DISCARDED') AND d.ended_at IS NOT NULL"
                                : "d.ended_at IS NOT NULL");
        };
    }

    private static boolean isLost(@Nullable DeliveryState state) {
        return state == DeliveryState.EXPIRED || state == DeliveryState.DISCARDED;
    }

    private static String order(DeliveryGroup group) {
        return switch (group) {
            case WAITING -> "server_id, host, service, id";
            case STUCK -> "id";
            case REFUSED -> "id DESC";
            case RECENT -> "ended_at DESC, id DESC";
        };
    }

    private static String ofServer(DeliveryQuery query, List<@Nullable Object> parameters) {
        if (query.group() != DeliveryGroup.WAITING || query.server() == null) {
            return "";
        }
        parameters.add(query.server().value());
        return " AND d.server_id = ?";
    }

    private static String behind(DeliveryQuery query, @Nullable Begin begin, List<@Nullable Object> parameters) {
        if (begin == null) {
            return "";
        }
        switch (query.group()) {
            case WAITING -> parameters.addAll(List.of(begin.server, begin.host, begin.service));
            case RECENT -> parameters.add(begin.endedAt);
            case STUCK, REFUSED -> {}
        }
        parameters.add(begin.id);
        return switch (query.group()) {
            case WAITING -> " AND (d.server_id, d.host, d.service, d.id) > (?, ?, ?, ?)";
            case STUCK -> " AND d.id > ?";
            case REFUSED -> " AND d.id < ?";
            case RECENT -> " AND (d.ended_at, d.id) < (?, ?)";
        };
    }

    /* Text is looked for as it is: what has a meaning in a pattern is escaped. */
    private static String wanted(DeliveryQuery query, List<@Nullable Object> parameters) {
        List<String> wanted = new ArrayList<>();
        wanted.add("true");
        if (query.server() != null) {
            wanted.add("d.server_id = ?");
            parameters.add(query.server().value());
        }
        if (query.state() != null) {
            wanted.add("d.state = ?");
            parameters.add(query.state().name());
        }
        if (!query.text().isEmpty()) {
            String pattern = "%" + query.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
            wanted.add("(d.host ILIKE ? OR d.service ILIKE ? OR d.message ILIKE ?)");
            parameters.addAll(List.of(pattern, pattern, pattern));
        }
        return String.join(" AND ", wanted);
    }
}
