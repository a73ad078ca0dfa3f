/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.Collection;
import java.util.Comparator;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;
import org.nscacheck.run.Claim;
import org.nscacheck.threshold.RuleMemory;

/** Claims as rows of the due list. */
final class ClaimRows {

    /**
     * The order in which PostgreSQL sorts the keys. Rows are updated in the order in which they are sent, and everybody who locks several
     * does it in this order, so that nobody waits for anybody in a circle.
     */
    static final Comparator<Claim.ClaimId> AS_LOCKED =
            Comparator.comparing((Claim.ClaimId id) -> id.check().toString()).thenComparing(Claim.ClaimId::node);

    private ClaimRows() {}

    static Claim read(Database.Row row) {
        return new Claim(
                readId(row),
                new CheckKey(row.text("handler_key")),
                (int) row.number("config_version"),
                row.instant("slot"),
                row.flag("forced"),
                new Claim.Lease(row.instant("claimed_at"), row.instant("lease_until")),
                new CheckState(
                        row.statusOrNull("status"),
                        row.instantOrNull("status_since"),
                        (int) row.number("attempt"),
                        RuleMemory.decode(row.textOrNull("rule_memory"))));
    }

    static Claim.ClaimId readId(Database.Row row) {
        return new Claim.ClaimId(new CheckId(row.uuid("check_id")), row.text("node"), row.number("claim_no"));
    }

    static Columns.Rows of(Collection<Claim.ClaimId> claims) {
        Columns.Rows rows = DueTable.CLAIMS.rows();
        claims.stream().sorted(AS_LOCKED).forEach(id -> rows.add()
                .set("check_id", id.check())
                .set("node", id.node())
                .set("claim_no", id.number()));
        return rows;
    }
}
