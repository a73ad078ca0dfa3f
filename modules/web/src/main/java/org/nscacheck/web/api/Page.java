/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. The next part begins after the key of the last item and not at a number, so that nothing is left out or comes
 * twice while items are added and removed.
 *
 * @param items the items
 * @param next what to send as {@code after} for the next part, or null if this was the last
 */
record Page<T>(List<T> items, @Nullable String next) {

    /** Items of a page unless a request says otherwise. */
    static final int DEFAULT = 100;

    /** The most items of a page. */
    static final int MOST = 1000;

    /**
     * Returns a part of items.
     *
     * @param key a text that is different for each, in whose order they come
     * @param query has {@code limit} and {@code after}
     */
    static <T> Page<T> of(List<T> items, Function<T, String> key, boolean reversed, Query query) {
        int limit = query.number("limit", DEFAULT, MOST);
        String after = after(query);
        Comparator<String> order = reversed ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<T> found = items.stream()
                .sorted(Comparator.comparing(key, order))
                .filter(item -> after == null || order.compare(key.apply(item), after) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        return part(more ? found.subList(0, limit) : found, more, key);
    }

    /**
     * Returns a part that was found elsewhere.
     *
     * @param more whether there is something behind it
     */
    static <T> Page<T> part(List<T> items, boolean more, Function<T, String> key) {
        return new Page<>(items, more && !items.isEmpty() ? encode(key.apply(items.get(items.size() - 1))) : null);
    }

    /** Returns the key behind which a request goes on, or null for the beginning. */
    static @Nullable String after(Query query) {
        String after = query.text("after");
        return after == null ? null : decode(after);
    }

    /** Returns the only part of a list. */
    static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String after) {
        try {
            return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the parameter 'after' must be what an answer called 'next'");
        }
    }
}
