/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.DeliveryDesk;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliveryList;
import org.nscacheck.admin.DeliveryQuery;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.Tries;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.Names;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** Reads deliveries for people from rows with the columns of {@link JdbcDeliveryDesk#COLUMNS}. */
final class DeliveryEntries {

    private static final Pattern IMPOSSIBLE = Pattern.compile("[;\\p{Cntrl}\\p{Cs}\u2028\u2029]");

    private DeliveryEntries() {}

    /**
     * A row of a list.
     *
     * @param entry the delivery, or null if none was found
     * @param looked how many deliveries were looked through
     * @param last the number of the last of them, 0 if there was none
     */
    record Found(@Nullable DeliveryEntry entry, long looked, long last, Instant now) {

        static Found read(Database.Row row) {
            return new Found(
                    row.isNull("id") ? null : DeliveryEntries.read(row),
                    row.number("looked"),
                    row.number("last"),
                    row.instant("now"));
        }
    }

    static DeliveryList list(List<Found> rows, DeliveryQuery query) {
        Found first = rows.get(0);
        List<DeliveryEntry> found =
                rows.stream().map(Found::entry).filter(Objects::nonNull).toList();
        if (found.size() > query.size()) {
            List<DeliveryEntry> shown = found.subList(0, query.size());
            return new DeliveryList(shown, shown.get(shown.size() - 1).id(), false, first.now);
        }
        boolean unfinished = first.looked == DeliveryDesk.MOST_LOOKED_THROUGH;
        return new DeliveryList(found, unfinished ? first.last : 0, unfinished, first.now);
    }

    static DeliveryEntry read(Database.Row row) {
        String problem = row.textOrNull("problem");
        DeliverySummary summary = new DeliverySummary(
                new DeliverySummary.Result(new CheckId(row.uuid("check_id")), row.number("claim_no"), row.status()),
                new ServerId(row.uuid("server_id")),
                target(row),
                DeliveryState.valueOf(row.text("state")),
                new Tries(
                        (int) row.number("attempts"),
                        row.text("reason"),
                        problem == null ? null : DeliveryProblem.valueOf(problem),
                        row.instantOrNull("not_before")),
                row.instantOrNull("ended_at"));
        return new DeliveryEntry(
                row.number("id"),
                row.text("node"),
                summary,
                row.text("message"),
                row.instant("at"),
                row.instant("created_at"));
    }

    /** Of a row that was changed by hand it shows the names that come nearest. */
    private static Target target(Database.Row row) {
        try {
            return row.target();
        } catch (RefusedException e) {
            String service = row.text("service");
            return new Target(
                    possible(row.text("host"), Names.MAX_HOST_BYTES),
                    service.isEmpty() ? null : possible(service, Names.MAX_SERVICE_BYTES));
        }
    }

    private static String possible(String name, int maxBytes) {
        String clean = IMPOSSIBLE.matcher(name).replaceAll("_");
        // Of four bytes each at most.
        int most = Math.min(clean.codePointCount(0, clean.length()), maxBytes / 4);
        String cut = clean.substring(0, clean.offsetByCodePoints(0, most)).strip();
        return cut.isEmpty() ? "-" : cut;
    }
}
