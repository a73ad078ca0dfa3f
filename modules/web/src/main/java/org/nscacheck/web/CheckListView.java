/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckPage;
import org.nscacheck.admin.CheckQuery.Column;
import org.nscacheck.admin.CheckQuery.Order;
import org.nscacheck.admin.Standing;

/**
 * What surrounds the rows of the list of checks: what it is narrowed to, how it is ordered, and its other pages.
 *
 * @param chips how many checks stand where, as links
 * @param columns the headings
 * @param part which part of the list is shown, such as "51 to 100 of 2,000"
 * @param previous address of the page before, or null
 * @param next address of the page behind, or null
 */
record CheckListView(
        List<Chip> chips,
        List<Heading> columns,
        String part,
        @Nullable String previous,
        @Nullable String next) {

    /**
     * A number of checks.
     *
     * @param style class of the style sheet
     * @param current whether the list is narrowed to them
     */
    record Chip(String label, long count, String style, String address, boolean current) {}

    /**
     * The head of a column.
     *
     * @param address where a click leads, or null if nothing can be ordered by it
     * @param sort for {@code aria-sort}, or null
     */
    record Heading(
            String label,
            @Nullable String address,
            @Nullable String sort) {}

    static CheckListView of(CheckPage page, CheckListAddress address) {
        int size = address.query().size();
        return new CheckListView(
                chips(page, address),
                headings(address),
                part(page, size),
                page.page() == 0 ? null : address.page(page.page() - 1),
                page.page() + 1 >= page.pages() ? null : address.page(page.page() + 1));
    }

    private static String part(CheckPage page, int size) {
        if (page.matching() <= size) {
            return "";
        }
        int first = page.page() * size + 1;
        return Words.number(first) + " to " + Words.number(Math.min(first + size - 1, page.matching())) + " of "
                + Words.number(page.matching());
    }

    /** What there is none of gets no chip, unless the list is narrowed to just that. */
    static List<Chip> chips(CheckPage page, CheckListAddress address) {
        List<Chip> chips = new ArrayList<>();
        Standing wanted = address.query().standing();
        for (Standing standing : Standing.values()) {
            if (page.count(standing) > 0 || standing == wanted) {
                chips.add(new Chip(
                        label(standing),
                        page.count(standing),
                        StateMark.of(standing).style(),
                        address.at(standing),
                        standing == wanted));
            }
        }
        return List.copyOf(chips);
    }

    static String label(Standing standing) {
        return switch (standing) {
            case PROBLEM -> "Problems";
            case CANNOT_RUN -> "Cannot run";
            case CRITICAL -> "CRITICAL";
            case UNKNOWN -> "UNKNOWN";
            case WARNING -> "WARNING";
            case OVERDUE -> "Overdue";
            case OK -> "OK";
            case NOT_YET_RUN -> "Without a state";
            case PAUSED -> "Paused";
            case INACTIVE -> "Inactive";
        };
    }

    private static List<Heading> headings(CheckListAddress address) {
        return List.of(
                heading("State", Column.STATE, address),
                heading("Check", Column.NAME, address),
                heading("Service", Column.SERVICE, address),
                new Heading("Last message", null, null),
                heading("Since", Column.SINCE, address),
                heading("Last run", Column.LAST_RUN, address),
                heading("Next run", Column.NEXT_RUN, address),
                new Heading("Delivery", null, null));
    }

    private static Heading heading(String label, Column column, CheckListAddress address) {
        Order order = address.query().order();
        String sort = order.descending() ? "descending" : "ascending";
        return new Heading(label, address.by(column), order.column() == column ? sort : null);
    }
}
