/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.ServerId;

/**
 * Which checks a list shows, and in which order.
 *
 * @param text part of the name, the service, the key or a tag, in either case; empty for any
 * @param tag a tag that the code gives, empty for any
 * @param server a server that gets the results, or null for any
 * @param standing how they are doing, or null for any
 * @param order their order
 * @param page which part of the list, from 0; behind the end, the last part counts
 * @param size how many are on a page, 1 to {@value #MAX_SIZE}
 */
public record CheckQuery(
        String text,
        String tag,
        @Nullable ServerId server,
        @Nullable Standing standing,
        Order order,
        int page,
        int size) {

    /** As many on a page as a person looks through. */
    public static final int USUAL_SIZE = 50;

    /** The most on a page. */
    public static final int MAX_SIZE = 500;

    /** All checks, what is worst first. */
    public static final CheckQuery ALL = new CheckQuery("", "", null, null, Order.WORST_FIRST, 0, USUAL_SIZE);

    /** Returns the same, narrowed to how checks are doing. */
    public CheckQuery with(@Nullable Standing wanted) {
        return new CheckQuery(text, tag, server, wanted, order, page, size);
    }

    /** Returns the same, with this many on a page. */
    public CheckQuery withSize(int wanted) {
        return new CheckQuery(text, tag, server, standing, order, page, wanted);
    }

    /** Returns the same in another order. */
    public CheckQuery with(Order wanted) {
        return new CheckQuery(text, tag, server, standing, wanted, page, size);
    }

    public CheckQuery {
        page = Math.max(0, page);
        size = Math.max(1, Math.min(MAX_SIZE, size));
    }

    /** By what a list is ordered; on a tie by name, where upper and lower case are alike. What has no such value comes last. */
    public enum Column {

        /** How bad it is: what cannot run and CRITICAL are the most. */
        STATE,
        NAME,
        SERVICE,

        /** When it entered its state. */
        SINCE,
        LAST_RUN,
        NEXT_RUN
    }

    /**
     * An order.
     *
     * @param column by what
     * @param descending whether the largest comes first
     */
    public record Order(Column column, boolean descending) {

        /** What somebody should look at comes first. */
        public static final Order WORST_FIRST = new Order(Column.STATE, true);

        Comparator<Found> comparator() {
            Comparator<Found> order =
                    switch (column) {
                        case STATE -> by(Found::severity);
                        case NAME -> by(Found::folded);
                        case SERVICE -> by(found -> found.service().toLowerCase(Locale.ROOT));
                        case SINCE -> byTime(Found::since);
                        case LAST_RUN -> byTime(found -> found.outline().lastRunAt());
                        case NEXT_RUN -> byTime(Found::nextRun);
                    };
            return order.thenComparing(Found::folded).thenComparing(Found::name);
        }

        /** Returns whether a check comes behind one of this name, where the order is one by name. */
        boolean isBehind(Found found, String name) {
            int folded = found.folded().compareTo(name.toLowerCase(Locale.ROOT));
            int other = found.name().compareTo(name);
            return folded == 0 ? other > 0 : descending ? folded < 0 : folded > 0;
        }

        private <T extends Comparable<? super T>> Comparator<Found> by(Function<Found, T> value) {
            Comparator<Found> order = Comparator.comparing(value);
            return descending ? order.reversed() : order;
        }

        private Comparator<Found> byTime(Function<Found, @Nullable Instant> time) {
            Comparator<Instant> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            Comparator<@Nullable Instant> nullsLast = Comparator.nullsLast(order);
            return (a, b) -> nullsLast.compare(time.apply(a), time.apply(b));
        }
    }

    /**
     * A check that was found.
     *
     * @param outline the check
     * @param service service description as which it reports
     */
    record Found(CheckOutline outline, String service) {

        private String name() {
            return outline.summary().name();
        }

        private String folded() {
            return name().toLowerCase(Locale.ROOT);
        }

        private @Nullable Instant since() {
            return outline.summary().state().since();
        }

        private @Nullable Instant nextRun() {
            return outline.summary().active() ? outline.summary().dueAt() : null;
        }

        /** Returns how early a person should see it. */
        private int severity() {
            CheckSummary summary = outline.summary();
            if (!summary.active()) {
                return -1;
            }
            if (summary.isFaulty()) {
                return 10;
            }
            int state = summary.severity();
            return state <= 1 && summary.isOverdue(CheckSummary.OVERDUE) ? 2 : state <= 1 ? state : state + 1;
        }
    }
}
