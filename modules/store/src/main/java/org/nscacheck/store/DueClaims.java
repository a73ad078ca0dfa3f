/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.Claim;
import org.nscacheck.run.Claims;

/** Claims what is due and known to a node. Thread-safe; works in the transaction of the caller. */
final class DueClaims {

    private final DueTable due;
    private final HandlerKeys handlers = new HandlerKeys();

    DueClaims(DueTable due) {
        this.due = due;
    }

    Claims claim(Transaction transaction, NodeId node, Set<CheckKey> known, int max) throws SQLException {
        if (handlers.isEmpty()) {
            handlers.see(due.handlers(transaction));
        }
        Asked first = ask(transaction, node, known, max);
        if (first.unknown.isEmpty()) {
            return first.claims();
        }
        // A handler that another release has brought since: nobody else has seen these claims yet.
        giveBack(transaction, first.found);
        giveBack(transaction, first.unknown);
        handlers.see(due.handlers(transaction));
        Asked again = ask(transaction, node, known, max);
        giveBack(transaction, again.unknown);
        return again.claims();
    }

    private Asked ask(Transaction transaction, NodeId node, Set<CheckKey> known, int max) throws SQLException {
        List<Answer> rows = due.claim(transaction, node, handlers.besides(known), rowsFor(node), max, Answer::read);
        List<Claim> found = new ArrayList<>();
        List<Claim> unknown = new ArrayList<>();
        rows.stream()
                .map(Answer::claim)
                .filter(Objects::nonNull)
                .forEach(claim -> (known.contains(claim.handler()) ? found : unknown).add(claim));
        return new Asked(found, unknown, rows.get(0).now, rows.get(0).nextDueAt);
    }

    /** What runs once in the cluster, and what runs on this node. */
    static List<String> rowsFor(NodeId node) {
        return List.of("", node.name());
    }

    private void giveBack(Transaction transaction, List<Claim> claims) throws SQLException {
        due.giveBack(transaction, ClaimRows.of(claims.stream().map(Claim::id).toList()));
    }

    private record Asked(
            List<Claim> found,
            List<Claim> unknown,
            Instant now,
            @Nullable Instant nextDueAt) {

        Claims claims() {
            return new Claims(found, now, nextDueAt);
        }
    }

    private record Answer(
            Instant now,
            @Nullable Instant nextDueAt,
            @Nullable Claim claim) {

        static Answer read(Database.Row row) {
            return new Answer(
                    row.instant("now"),
                    row.instantOrNull("next_due_at"),
                    row.isNull("check_id") ? null : ClaimRows.read(row));
        }
    }
}
