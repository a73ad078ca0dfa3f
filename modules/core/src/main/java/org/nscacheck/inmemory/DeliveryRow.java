/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.inmemory.OutboxJournal.Entry;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** A delivery and where it stands. Guarded by {@link Memory}. */
final class DeliveryRow {

    final Entry entry;
    final Instant createdAt;
    DeliveryState state = DeliveryState.WAITING;

    @Nullable
    DeliveryProblem problem;

    String reason = "";
    int attempts;

    @Nullable
    Instant notBefore;

    long leaseNo;

    @Nullable
    Instant endedAt;

    DeliveryRow(Entry entry, Instant createdAt) {
        this.entry = entry;
        this.createdAt = createdAt;
    }

    long number() {
        return entry.number();
    }

    ServerId server() {
        return entry.delivery().server();
    }

    Target target() {
        return entry.delivery().report().target();
    }

    boolean isWaiting() {
        return state == DeliveryState.WAITING;
    }

    boolean hasToWait(Instant now) {
        return notBefore != null && notBefore.isAfter(now);
    }
}
