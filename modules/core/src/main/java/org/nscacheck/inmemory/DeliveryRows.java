/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.Tries;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.sender.Report;

/** Lists of deliveries, as PostgreSQL answers them. Guarded by {@link Memory}. */
final class DeliveryRows {

    private DeliveryRows() {}

    static DeliveryList list(Outbox outbox, DeliveryQuery query, Instant now) {
        List<DeliveryRow> group = Stream.concat(outbox.open(), outbox.ended())
                .filter(isIn(query.group()))
                .filter(row -> query.group() != DeliveryGroup.WAITING || isOfServer(row, query))
                .sorted(order(query.group()))
                .toList();
        long begin = group.stream().anyMatch(row -> row.number() == query.after()) ? query.after() : 0;
        List<DeliveryRow> looked = group.stream()
                .dropWhile(row -> begin != 0 && row.number() != begin)
                .skip(begin == 0 ? 0 : 1)
                .limit(DeliveryDesk.MOST_LOOKED_THROUGH)
                .toList();
        List<DeliveryRow> found = looked.stream()
                .filter(row -> matches(row, query))
                .limit(query.size() + 1L)
                .toList();
        List<DeliveryEntry> shown =
                found.stream().limit(query.size()).map(DeliveryRows::entry).toList();
        if (found.size() > query.size()) {
            return new DeliveryList(shown, shown.get(shown.size() - 1).id(), false, now);
        }
        boolean unfinished = looked.size() == DeliveryDesk.MOST_LOOKED_THROUGH;
        return new DeliveryList(
                shown, unfinished ? looked.get(looked.size() - 1).number() : 0, unfinished, now);
    }

    private static boolean isOfServer(DeliveryRow row, DeliveryQuery query) {
        return query.server() == null || row.server().equals(query.server());
    }

    private static boolean matches(DeliveryRow row, DeliveryQuery query) {
        String text = query.text().toLowerCase(Locale.ROOT);
        Report report = row.entry.delivery().report();
        return isOfServer(row, query)
                && (query.state() == null || row.state == query.state())
                && (text.isEmpty()
                        || Stream.of(host(row), service(row), report.message())
                                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text)));
    }

    private static String host(DeliveryRow row) {
        return row.target().host();
    }

    private static String service(DeliveryRow row) {
        String service = row.target().service();
        return service == null ? "" : service;
    }

    /** Returns whether a list of the group shows a delivery. */
    static Predicate<DeliveryRow> isIn(DeliveryGroup group) {
        return switch (group) {
            case WAITING -> row -> !row.state.isEnded();
            case STUCK -> row -> row.isWaiting() && row.problem != null && !isRefusal(row.problem);
            case REFUSED ->
                row -> row.problem != null
                        && isRefusal(row.problem)
                        && (row.isWaiting() || row.state == DeliveryState.EXPIRED);
            case RECENT -> row -> row.state.isEnded();
        };
    }

    private static boolean isRefusal(DeliveryProblem problem) {
        return problem == DeliveryProblem.REFUSED || problem == DeliveryProblem.REJECTED;
    }

    private static Comparator<DeliveryRow> order(DeliveryGroup group) {
        Comparator<DeliveryRow> byNumber = Comparator.comparingLong(DeliveryRow::number);
        return switch (group) {
            case WAITING ->
                Comparator.comparing((DeliveryRow row) -> row.server().toString())
                        .thenComparing(DeliveryRows::host)
                        .thenComparing(DeliveryRows::service)
                        .thenComparing(byNumber);
            case STUCK -> byNumber;
            case REFUSED -> byNumber.reversed();
            case RECENT ->
                Comparator.comparing((DeliveryRow row) -> row.endedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(byNumber)
                        .reversed();
        };
    }

    /** Returns when the run ended that a delivery is about. */
    static Instant at(DeliveryRow row) {
        return row.entry.delivery().report().at();
    }

    static DeliveryEntry entry(DeliveryRow row) {
        OutboxJournal.Origin origin = row.entry.origin();
        Report report = row.entry.delivery().report();
        DeliverySummary summary = new DeliverySummary(
                new DeliverySummary.Result(origin.check(), origin.claim(), report.status()),
                row.server(),
                row.target(),
                row.state,
                new Tries(row.attempts, row.reason, row.problem, row.notBefore),
                row.endedAt);
        return new DeliveryEntry(
                row.number(), origin.node(), summary, beginning(report.message()), at(row), row.createdAt);
    }

    private static String beginning(String message) {
        int most = DeliveryEntry.MAX_MESSAGE;
        return message.codePointCount(0, message.length()) <= most
                ? message
                : message.substring(0, message.offsetByCodePoints(0, most));
    }
}
