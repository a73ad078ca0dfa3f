/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.nscacheck.sender.Report;

/** Reports as they leave, for whoever wants to see what was sent. Thread-safe. */
public final class AsSent {

    private final LateResult late;

    /** @param zone of times in words, as the delivery has it */
    public AsSent(ZoneId zone) {
        this.late = new LateResult(zone);
    }

    /**
     * Returns a report as it is handed to its sender at some time: a late one says when it arose.
     *
     * @param sentAt when it is sent
     * @param timed whether the receiver is told when it arose, so that it needs no words
     */
    public Report at(Report report, Instant sentAt, boolean timed) {
        Delivery delivery = new Delivery(0, report, 0, Duration.between(report.at(), sentAt));
        boolean marked = DeliveryPolicy.decide(delivery, sentAt) instanceof DeliveryPolicy.SendMarkedLate && !timed;
        return marked ? late.marked(delivery) : report;
    }
}
